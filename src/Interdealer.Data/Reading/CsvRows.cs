using CsvHelper;

namespace Interdealer.Data.Reading;

/// <summary>The rows of separated text one by one, each cell checked when it is asked for. Nothing but the present row is held.</summary>
/// <remarks>
/// Text is UTF-8, or UTF-16 or UTF-32 with a byte-order mark; lines end in LF, CRLF or CR; empty lines are passed over. A quotation mark must be closed on its
/// line, so that one that is not cannot swallow the rows below it.
/// </remarks>
internal sealed class CsvRows : TableRows
{
    private readonly CsvReader _reader;
    private readonly ReadLimits _limits;
    private CsvMalformedRecord? _malformed;

    /// <param name="source">What is read.</param>
    /// <param name="separator">An ASCII character.</param>
    /// <param name="quotes">False where quotation marks are text like any other.</param>
    public CsvRows(DataSource source, char separator = ',', bool quotes = true)
        : base(source)
    {
        _limits = source.Limits;
        _reader = CsvReader.Create(
            source.Open(),
            CsvReaderOptions.Default with
            {
                Separator = separator,
                HasHeader = false,
                TrackLineNumbers = true,
                AllowLineBreaksInQuotes = false,
                MaxRecordSize = _limits.RowBytes,
                Mode = quotes ? CsvMode.Rfc4180 : CsvMode.NoEscape,
                OnMalformedRecord = quotes ? record => _malformed ??= record : null,
            },
            leaveOpen: false);
    }

    public override int Line => (int)_reader.LineNumber;

    public override int Count => _reader.FieldCount;

    public override bool Read()
    {
        try
        {
            if (!_reader.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException cause)
        {
            // Quotes are reported to the callback, so what is left is a row beyond the limit.
            throw new DataException(File, (int)cause.LineNumber, FormattableString.Invariant(
                $"is a row of more than {_limits.RowBytes} bytes; expected rows that end in a line break, {_limits.Columns} columns at most"), cause);
        }

        if (Count > _limits.Columns)
        {
            throw new DataException(File, Line, FormattableString.Invariant($"has {Count} columns, more than the {_limits.Columns} columns that are read; a wider table needs larger limits (DataSource.Within, ReadLimits.Columns)"));
        }

        return _malformed is null ? true : throw Malformed(_malformed.Value.Reason);
    }

    public override string Cell(int column)
    {
        // A character takes at least one byte of a cell, so the bytes decide before anything is decoded.
        var bytes = _reader.GetSpan(column).Length;
        const int mostBytesPerCharacter = 4;
        return bytes <= (long)_limits.CellLength * mostBytesPerCharacter ? Checked(column, _reader.GetString(column)) : throw TooLong(column, bytes);
    }

    public override void Dispose() => _reader.Dispose();

    private DataException Malformed(CsvMalformedReason reason)
    {
        var expected = reason switch
        {
            CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.UnterminatedQuote => "must close its quotation mark on the same line",
            CsvMalformedReason.TextAfterClosingQuote => "must not go on after its closing quotation mark; a quotation mark inside quotes is doubled",
            _ => "must be within quotation marks, and those inside it doubled, to hold one",
        };
        for (var i = 0; i < Math.Min(Count, _limits.Columns); i++)
        {
            if (!WellQuoted(_reader.GetRawSpan(i)))
            {
                var raw = System.Text.Encoding.UTF8.GetString(_reader.GetRawSpan(i));
                return Wrong(i, raw.Length <= _limits.CellLength ? raw : raw[.._limits.CellLength], expected);
            }
        }

        return new DataException(File, Line, $"has a cell that {expected}");
    }

    private static bool WellQuoted(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOf((byte)'"') < 0)
        {
            return true;
        }

        if (raw.Length < 2 || raw[0] != '"' || raw[^1] != '"')
        {
            return false;
        }

        for (var i = 1; i < raw.Length - 1; i++)
        {
            if (raw[i] == '"' && (++i == raw.Length - 1 || raw[i] != '"'))
            {
                return false;
            }
        }

        return true;
    }
}
