using CsvHelper;

namespace Interdealer.Data.Reading;

/// <summary>The rows of separated text one by one, each cell checked when it is asked for. Nothing but the present row is held.</summary>
/// <remarks>
/// Text is UTF-8, or UTF-16 or UTF-32 with a byte-order mark; lines end in LF, CRLF or CR; empty lines are passed over. A quotation mark must be closed on its
/// line, so that one that is not cannot swallow the rows below it.
/// </remarks>
internal sealed class CsvRows : IDisposable
{
    private readonly CsvReader _reader;
    private readonly ReadLimits _limits;
    private CsvMalformedRecord? _malformed;

    /// <param name="source">What is read.</param>
    /// <param name="separator">An ASCII character.</param>
    /// <param name="quotes">False where quotation marks are text like any other.</param>
    public CsvRows(DataSource source, char separator = ',', bool quotes = true)
    {
        File = source.Name;
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

    /// <summary>Name of the source.</summary>
    public string File { get; }

    /// <summary>Line of the present row, from 1.</summary>
    public int Line => (int)_reader.LineNumber;

    /// <summary>Number of cells of the present row.</summary>
    public int Count => _reader.FieldCount;

    /// <summary>Names of the columns, once the header is read; messages use them.</summary>
    public IReadOnlyList<string> Header { get; set; } = [];

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
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
            throw new DataException(File, Line, FormattableString.Invariant($"has {Count} columns, more than the {_limits.Columns} columns that are read"));
        }

        return _malformed is null ? true : throw Malformed(_malformed.Value.Reason);
    }

    /// <summary>The text of a cell of the present row.</summary>
    /// <param name="column">Its place, from 0.</param>
    /// <exception cref="DataException">It is too long or holds what is not text.</exception>
    public string Cell(int column)
    {
        // A character takes at least one byte of a cell, so the bytes decide before anything is decoded.
        var bytes = _reader.GetSpan(column).Length;
        const int mostBytesPerCharacter = 4;
        if (bytes > (long)_limits.CellLength * mostBytesPerCharacter)
        {
            throw TooLong(column, bytes);
        }

        var text = _reader.GetString(column);
        if (text.Length > _limits.CellLength)
        {
            throw TooLong(column, text.Length);
        }

        foreach (var letter in text)
        {
            if (letter == '\0')
            {
                throw Wrong(column, text, "must not hold NUL characters: save the file as UTF-8, or as UTF-16 with a byte-order mark");
            }

            if (letter == '\uFFFD')
            {
                throw Wrong(column, text, "must be UTF-8 text: some of its bytes are none");
            }

            if (char.IsControl(letter))
            {
                throw Wrong(column, text, "must not hold control characters such as tabs or line breaks");
            }
        }

        return text;
    }

    /// <summary>All cells of the present row.</summary>
    public string[] Cells()
    {
        var cells = new string[Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Cell(i);
        }

        return cells;
    }

    /// <summary>The error of a cell of the present row.</summary>
    public DataException Wrong(int column, string value, string expected) => new(File, Line, Name(column), value, expected);

    public void Dispose() => _reader.Dispose();

    private string Name(int column) => column < Header.Count ? Header[column] : FormattableString.Invariant($"number {column + 1}");

    private DataException TooLong(int column, int length) => new(File, Line, FormattableString.Invariant(
        $"column {Name(column)} has a cell of {length} characters; at most {_limits.CellLength} are read"));

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
