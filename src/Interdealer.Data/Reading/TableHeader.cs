namespace Interdealer.Data.Reading;

/// <summary>The header of a table: where each column is.</summary>
internal sealed class TableHeader
{
    private readonly IReadOnlyDictionary<string, int> _index;

    private TableHeader(IReadOnlyList<string> names, IReadOnlyDictionary<string, int> index)
    {
        Names = names;
        _index = index;
    }

    /// <summary>The names, in the order of the file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The present row as the header of a table that has these columns, in any order, and no others.</summary>
    public static TableHeader Exactly(CsvRows rows, IReadOnlyList<string> columns)
    {
        var header = Of(rows, StringComparer.Ordinal);
        var expected = string.Join(", ", columns);
        for (var i = 0; i < header.Names.Count; i++)
        {
            if (!columns.Contains(header.Names[i]))
            {
                throw new DataException(rows.File, rows.Line, $"has the column {DataException.Show(header.Names[i])}; expected {expected}, separated by commas");
            }
        }

        return columns.FirstOrDefault(column => !header.Has(column)) is { } missing
            ? throw new DataException(rows.File, rows.Line, $"lacks the column {missing}; expected {expected}")
            : header;
    }

    /// <summary>The present row as the header of a table that has at least these columns.</summary>
    /// <param name="rows">At the header.</param>
    /// <param name="columns">Columns that must be there.</param>
    /// <param name="comparer">Whether letters of either case are the same; as written when left out.</param>
    public static TableHeader AtLeast(CsvRows rows, IReadOnlyList<string> columns, StringComparer? comparer = null)
    {
        var header = Of(rows, comparer ?? StringComparer.Ordinal);
        return columns.FirstOrDefault(column => !header.Has(column)) is { } missing
            ? throw new DataException(rows.File, rows.Line, $"lacks the column {missing}; expected at least {string.Join(", ", columns)}; its columns are {DataException.Shown(string.Join(", ", header.Names))}")
            : header;
    }

    /// <summary>Whether there is such a column.</summary>
    public bool Has(string column) => _index.ContainsKey(column);

    /// <summary>The present row, which must have as many cells as the header.</summary>
    /// <param name="rows">At the row.</param>
    /// <param name="before">Rows read before it.</param>
    /// <param name="limits">The limits of the source.</param>
    public TableRow Row(CsvRows rows, int before, ReadLimits limits)
    {
        if (rows.Count != Names.Count)
        {
            throw new DataException(rows.File, rows.Line, FormattableString.Invariant($"has {rows.Count} cells; expected {Names.Count}, as in the header"));
        }

        return before < limits.Rows
            ? new TableRow(rows.File, rows.Line, _index, rows.Cells())
            : throw new DataException(rows.File, rows.Line, FormattableString.Invariant($"is beyond the {limits.Rows} rows that are read"));
    }

    private static TableHeader Of(CsvRows rows, StringComparer comparer)
    {
        var names = rows.Cells();
        var index = new Dictionary<string, int>(comparer);
        for (var i = 0; i < names.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
            {
                throw new DataException(rows.File, rows.Line, FormattableString.Invariant($"column number {i + 1} has no name"));
            }

            if (!index.TryAdd(names[i], i))
            {
                throw new DataException(rows.File, rows.Line, FormattableString.Invariant($"has the column {DataException.Shown(names[i])} twice, as number {index[names[i]] + 1} and number {i + 1}"));
            }
        }

        rows.Header = names;
        return new(names, index);
    }
}
