using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Interdealer;

/// <summary>The checks of lists, vectors and matrices; an error names the entry.</summary>
internal static partial class Require
{
    /// <summary>A confidence above ½ and below 1.</summary>
    public static double Confidence(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is > 0.5 and < 1 ? value : throw Bad(value, "a fraction above 0.5 and below 1 (write 0.99, not 99, for 99 %)", name);

    /// <summary>As many entries as expected.</summary>
    /// <param name="actual">How many there are.</param>
    /// <param name="expected">How many there must be.</param>
    /// <param name="name">Name of the argument.</param>
    /// <param name="each">What each entry belongs to.</param>
    public static void Length(int actual, int expected, string name, string each)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"{name} must have {Text(expected)} entries, one for each {each}; it has {Text(actual)}.", name);
        }
    }

    /// <summary>Finite numbers.</summary>
    public static void AllFinite(ReadOnlySpan<double> values, string unit, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw Refusal(Entry(name, i), values[i], $"must be a finite number, in {unit}", name);
            }
        }
    }

    /// <summary>Finite numbers of at least 0.</summary>
    public static void AllNonNegative(ReadOnlySpan<double> values, string unit, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!(double.IsFinite(values[i]) && values[i] >= 0))
            {
                throw Refusal(Entry(name, i), values[i], $"must be a finite number of at least 0, in {unit}", name);
            }
        }
    }

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
            throw new ArgumentException($"{name} must have {(length is { } n ? $"{Text(n)} entries" : "at least one entry")}; it has {Text(entries.Length)}.", name);
        }

        for (var i = 0; i < entries.Length; i++)
        {
            check(entries[i], Entry(name, i));
        }

        return entries;
    }

    /// <summary>A copy of a matrix of a given shape whose every entry passes a check.</summary>
    public static double[,] Matrix(double[,] values, int rows, int columns, Func<double, string, double> check, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.GetLength(0) != rows || values.GetLength(1) != columns)
        {
            throw new ArgumentException($"{name} must be {Text(rows)} × {Text(columns)}; it is {Text(values.GetLength(0))} × {Text(values.GetLength(1))}.", name);
        }

        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < columns; k++)
            {
                check(values[i, k], $"{name}[{Text(i)}, {Text(k)}]");
            }
        }

        return (double[,])values.Clone();
    }

    /// <summary>A list without null entries.</summary>
    public static ImmutableArray<T> NoNulls<T>([System.Diagnostics.CodeAnalysis.NotNull] IEnumerable<T>? values, string expected, [CallerArgumentExpression(nameof(values))] string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(values, name);
        var entries = values.ToImmutableArray();
        var at = entries.IndexOf(null!);
        return at < 0 ? entries : throw new ArgumentException($"{Entry(name, at)} was null; it must be {expected}.", name);
    }

    /// <summary>How an entry of a list is named.</summary>
    public static string Entry(string? name, int index) => $"{name}[{Text(index)}]";

    /// <summary>The error for what <paramref name="what"/> is, an argument or an entry of the argument <paramref name="argument"/>.</summary>
    public static ArgumentOutOfRangeException Refusal(string what, double value, string expected, string? argument = null) =>
        new(argument ?? what, value, $"{what} {expected}; it was {Text(value)}.");
}
