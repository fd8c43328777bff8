using System.Text;
using CsvHelper;

namespace Interdealer.Data;

/// <summary>A table format: which columns, which of them tell rows apart, and how a row becomes a record.</summary>
/// <remarks>
/// Reading is strict. The header names exactly the columns, in any order; every row has as many cells; no key occurs twice; the text is UTF-8
/// with or without a byte-order mark; nothing exceeds the limits. The first thing that is otherwise ends the reading with a
/// <see cref="DataException"/>, so that no figure is ever guessed.
/// </remarks>
/// <typeparam name="T">The record of one row.</typeparam>
/// <param name="columns">Names of the columns.</param>
/// <param name="key">Columns whose values together occur once.</param>
/// <param name="read">Makes the record of a row.</param>
internal sealed class CsvTable<T>(IReadOnlyList<string> columns, IReadOnlyList<string> key, Func<TableRow, T> read)
{
    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>Reads the table.</summary>
    /// <param name="stream">The bytes; not closed.</param>
    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="limits">How large it may be; <see cref="CsvLimits.Default"/> where null.</param>
    /// <exception cref="DataException">The file is not such a table.</exception>
    public IReadOnlyList<T> Read(Stream stream, string file, CsvLimits? limits = null)
    {
        limits ??= CsvLimits.Default;
        if (stream.Length > limits.Bytes)
        {
            throw new DataException(file, null, Invariant($"is {stream.Length} bytes long; at most {limits.Bytes} are read"));
        }

        var options = CsvReaderOptions.Default with
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = limits.Columns * limits.FieldLength,
        };
        using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        using var reader = CsvReader.Create(text, options, leaveOpen: true);
        try
        {
            return ReadRows(reader, file, limits);
        }
        catch (CsvFormatException cause)
        {
            var line = cause.LineNumber > 0 ? (int?)cause.LineNumber : null;
            throw new DataException(file, line, "must be comma-separated text, with every quotation mark closed and doubled inside quotes", cause);
        }
        catch (DecoderFallbackException cause)
        {
            throw new DataException(file, null, "must be UTF-8 text", cause);
        }
    }

    private List<T> ReadRows(CsvReader reader, string file, CsvLimits limits)
    {
        if (!reader.Read())
        {
            throw new DataException(file, null, $"is empty; expected the columns {string.Join(", ", columns)}");
        }

        var index = IndexHeader(Cells(reader, file, limits), file, limits);
        var records = new List<T>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            if (reader.FieldCount != index.Count)
            {
                throw new DataException(file, line, Invariant($"has {reader.FieldCount} cells; expected {index.Count}, as in the header"));
            }

            if (records.Count == limits.Rows)
            {
                throw new DataException(file, line, Invariant($"is beyond the {limits.Rows} rows that are read"));
            }

            var row = new TableRow(file, line, index, Cells(reader, file, limits));
            records.Add(read(row));
            var name = row.Key(key);
            if (!seen.TryAdd(name, line))
            {
                throw new DataException(file, line, Invariant($"repeats the {string.Join(", ", key)} of line {seen[name]}: {name}"));
            }
        }

        return records;
    }

    private static string[] Cells(CsvReader reader, string file, CsvLimits limits)
    {
        var cells = new string[Math.Min(reader.FieldCount, limits.Columns + 1)];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.GetString(i);
            if (cells[i].Length > limits.FieldLength)
            {
                var problem = Invariant($"has a cell of {cells[i].Length} characters; at most {limits.FieldLength} are read");
                throw new DataException(file, (int)reader.LineNumber, problem);
            }
        }

        return cells;
    }

    private Dictionary<string, int> IndexHeader(string[] header, string file, CsvLimits limits)
    {
        if (header.Length > limits.Columns)
        {
            throw new DataException(file, 1, Invariant($"has more than the {limits.Columns} columns that are read"));
        }

        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Length; i++)
        {
            if (!columns.Contains(header[i]))
            {
                var stranger = DataException.Show(header[i]);
                throw new DataException(file, 1, $"has the column {stranger}; expected {string.Join(", ", columns)}, separated by commas");
            }

            if (!index.TryAdd(header[i], i))
            {
                throw new DataException(file, 1, $"has the column {header[i]} twice");
            }
        }

        return columns.FirstOrDefault(column => !index.ContainsKey(column)) is { } missing
            ? throw new DataException(file, 1, $"lacks the column {missing}; expected {string.Join(", ", columns)}")
            : index;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
