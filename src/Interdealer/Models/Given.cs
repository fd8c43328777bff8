using System.Collections.Immutable;

namespace Interdealer.Models;

/// <summary>Checks of the vectors and matrices that models take; an error names the entry.</summary>
internal static class Given
{
    /// <summary>A vector whose every entry passes a check.</summary>
    /// <param name="values">The entries.</param>
    /// <param name="length">Number of entries expected; any number above 0 when null.</param>
    /// <param name="check">Takes an entry and its name, throws where it is bad.</param>
    /// <param name="name">Name of the argument.</param>
    public static ImmutableArray<double> Vector(IEnumerable<double> values, int? length, Func<double, string, double> check, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        var entries = values.ToImmutableArray();
        if (entries.Length != (length ?? Math.Max(1, entries.Length)))
        {
            throw new ArgumentException($"{name} must have {(length is { } n ? $"{n} entries" : "at least one entry")}; it has {entries.Length}.", name);
        }

        for (var i = 0; i < entries.Length; i++)
        {
            check(entries[i], $"{name}[{i}]");
        }

        return entries;
    }

    /// <summary>A copy of a matrix of a given shape whose every entry passes a check.</summary>
    public static double[,] Matrix(double[,] values, int rows, int columns, Func<double, string, double> check, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.GetLength(0) != rows || values.GetLength(1) != columns)
        {
            throw new ArgumentException($"{name} must be {rows} × {columns}; it is {values.GetLength(0)} × {values.GetLength(1)}.", name);
        }

        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < columns; k++)
            {
                check(values[i, k], $"{name}[{i}, {k}]");
            }
        }

        return (double[,])values.Clone();
    }
}
