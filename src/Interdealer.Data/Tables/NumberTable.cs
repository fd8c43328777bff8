using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Interdealer.Data;

/// <summary>A table of numbers with a name for each column.</summary>
public sealed class NumberTable
{
    private readonly List<double>[] _values;

    private NumberTable(IReadOnlyList<string> columns) => (Columns, _values) = ([.. columns], [.. columns.Select(_ => new List<double>())]);

    /// <summary>Names of the columns, all different.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows => _values[0].Count;

    /// <summary>Reads comma-separated text with a header; every cell below it is a finite number with a decimal point.</summary>
    /// <param name="source">The table.</param>
    /// <param name="except">A column that is left out whatever its cells are, such as one of dates; null leaves out none.</param>
    /// <exception cref="DataException">It is not such a table, or has no such column; the message names file, line, column, value and what was expected.</exception>
    public static NumberTable Read(DataSource source, string? except = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var rows = TableRows.Open(source);
        var header = TableHeader.Any(rows, "a name for each column, and numbers below");
        string[] names = [.. header.Names.Where(name => name != except)];
        if (names.Length == 0 || (except is not null && !header.Has(except)))
        {
            throw new DataException(
                source.Name, 1, $"has the columns {DataException.Shown(string.Join(", ", header.Names))}; expected at least one of numbers{(except is null ? "" : $" and {DataException.Show(except)}, which is left out")}");
        }

        var table = new NumberTable(names);
        while (rows.Read())
        {
            var row = header.Row(rows, table.Rows, source.Limits);
            for (var c = 0; c < table._values.Length; c++)
            {
                table._values[c].Add(row.Double(table.Columns[c], "the unit of the column"));
            }
        }

        return table.Rows > 0 ? table : throw new DataException(source.Name, null, "has no row below its header");
    }

    /// <summary>A column, a value a row.</summary>
    /// <param name="column">Its place, from 0.</param>
    public ReadOnlySpan<double> Values(int column) => CollectionsMarshal.AsSpan(_values[column]);
}
