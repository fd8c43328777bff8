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
    public static TableHeader Exactly(TableRows rows, IReadOnlyList<string> columns)
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

    /// <summary>The next row as a header of any columns.</summary>
    /// <param name="rows">Before the header.</param>
    /// <param name="expected">What is expected, for a source that is empty.</param>
    /// <param name="comparer">Whether letters of either case are the same; as written when left out.</param>
    public static TableHeader Any(TableRows rows, string expected, StringComparer? comparer = null) =>
        rows.Read() ? Of(rows, comparer ?? StringComparer.Ordinal) : throw new DataException(rows.File, null, $"is empty; expected {expected}");

    /// <summary>The present row as a header of any columns.</summary>
    public static TableHeader Present(TableRows rows) => Of(rows, StringComparer.Ordinal);

    /// <summary>The same header, checked to have columns.</summary>
    public TableHeader Needing(TableRows rows, params IEnumerable<string> columns) => Needing(rows, "", columns);

    /// <summary>The same header, checked to have columns, with a word on what to do where one is not there.</summary>
    public TableHeader Needing(TableRows rows, string otherwise, IEnumerable<string> columns) => columns.FirstOrDefault(column => !Has(column)) is { } missing
        ? throw new DataException(rows.File, rows.Line, $"lacks the column {missing}; its columns are {DataException.Shown(string.Join(", ", Names))}{(Names.Count == 1 ? " (one alone: is another character between the cells?)" : otherwise)}")
        : this;

    /// <summary>The same header, checked to have no columns but these.</summary>
    public TableHeader Within(TableRows rows, IReadOnlyList<string> columns) => Names.FirstOrDefault(name => !columns.Contains(name)) is { } stranger
        ? throw new DataException(rows.File, rows.Line, $"has the column {DataException.Show(stranger)}; expected of {string.Join(", ", columns)}")
        : this;

    /// <summary>Whether there is such a column.</summary>
    public bool Has(string column) => _index.ContainsKey(column);

    /// <summary>The present row, which must have as many cells as the header.</summary>
    /// <param name="rows">At the row.</param>
    /// <param name="before">Rows read before it.</param>
    /// <param name="limits">The limits of the source.</param>
    /// <param name="decoded">Columns whose cells are decoded, the others staying empty; all when left out.</param>
    public TableRow Row(TableRows rows, int before, ReadLimits limits, IReadOnlyList<string>? decoded = null)
    {
        if (rows.Count != Names.Count)
        {
            throw new DataException(rows.File, rows.Line, FormattableString.Invariant($"has {rows.Count} cells; expected {Names.Count}, as in the header"));
        }

        if (before >= limits.Rows)
        {
            throw new DataException(rows.File, rows.Line, FormattableString.Invariant(
                $"is beyond the {limits.Rows} rows that are read; a longer table needs larger limits (DataSource.Within, ReadLimits.Rows)"));
        }

        if (decoded is null)
        {
            return new TableRow(rows.File, rows.Line, _index, rows.Cells());
        }

        var cells = new string[Names.Count];
        foreach (var column in decoded)
        {
            cells[_index[column]] = rows.Cell(_index[column]);
        }

        return new TableRow(rows.File, rows.Line, _index, cells);
    }

    private static TableHeader Of(TableRows rows, StringComparer comparer)
    {
        var names = rows.Cells();
        var index = new Dictionary<string, int>(comparer);
        for (var i = 0; i < names.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
            {
                throw new DataException(rows.File, rows.Line, FormattableString.Invariant($"column number {i + 1} has no name"));
            }

            if (Labels.Fault(names[i]) is { } fault)
            {
                throw new DataException(rows.File, rows.Line, FormattableString.Invariant($"the name of column number {i + 1}, {DataException.Show(names[i])}, {fault}"));
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
