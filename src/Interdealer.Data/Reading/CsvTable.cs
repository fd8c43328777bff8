namespace Interdealer.Data.Reading;

/// <summary>A table format: which columns, which of them tell rows apart, and how a row becomes a record.</summary>
/// <remarks>
/// Reading is strict. The header names exactly the columns, in any order; every row has as many cells; no key occurs twice; the text is UTF-8
/// with or without a byte-order mark; nothing exceeds the limits of the source, kept while it is read. The first thing that is otherwise ends the
/// reading with a <see cref="DataException"/>, so that no figure is ever guessed.
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
    /// <param name="source">A file, stream or text.</param>
    /// <exception cref="DataException">It is not such a table.</exception>
    public IReadOnlyList<T> Read(DataSource source) => [.. ReadLines(source).Select(found => found.Record)];

    /// <summary>Reads the table with the line of each record, for checks between tables.</summary>
    /// <param name="source">A file, stream or text.</param>
    /// <exception cref="DataException">It is not such a table.</exception>
    public IReadOnlyList<(T Record, int Line)> ReadLines(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var rows = TableRows.Open(source);
        if (!rows.Read())
        {
            throw new DataException(source.Name, null, $"is empty; expected the columns {string.Join(", ", columns)}");
        }

        var header = TableHeader.Exactly(rows, columns);
        var records = new List<(T, int)>();
        var keys = new UniqueKeys(rows.File, key);
        while (rows.Read())
        {
            var row = header.Row(rows, records.Count, source.Limits);
            records.Add((read(row), row.Line));
            keys.Add(row);
        }

        return records.Count > 0 ? records : throw new DataException(source.Name, null, "has a header and no rows below it");
    }
}
