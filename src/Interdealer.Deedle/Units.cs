using System.Buffers;
using System.Collections;
using System.Runtime.CompilerServices;
using Interdealer.Display;

namespace Interdealer.Frames;

/// <summary>
/// In which units the numbers of a frame are shown and how they are rounded: one for all, <c>units: "EUR mn"</c>, or one a column,
/// <c>units: [("Daily volume", "EUR mn"), ("Volatility", "0.000 %")]</c>. A unit may begin with a number pattern of .NET's; without one numbers have four
/// significant digits. What is in % are fractions: 0.0385 is shown as 3.85 %.
/// </summary>
[CollectionBuilder(typeof(Units), nameof(Of))]
public sealed class Units : IEnumerable<(string Column, string Unit)>
{
    private static readonly SearchValues<char> Pattern = SearchValues.Create("#0,.+−;- ");
    private static readonly SearchValues<char> PercentPattern = SearchValues.Create("#0,.+−;- %");
    private readonly Dictionary<string, string> _columns = new(StringComparer.Ordinal);
    private readonly string? _all;

    private Units(string? all) => _all = all;

    /// <summary>One unit for every column of numbers.</summary>
    /// <param name="unit">Such as <c>EUR mn</c>, <c>#,0.0 $bn</c> or <c>0.00 %</c>.</param>
    public static implicit operator Units(string unit) => new(Require.Label(unit));

    /// <summary>Units of some columns; the others are shown without one.</summary>
    /// <param name="columns">Column and unit of each.</param>
    /// <exception cref="ArgumentException">A column is there twice.</exception>
    public static Units Of(ReadOnlySpan<(string Column, string Unit)> columns)
    {
        var units = new Units(null);
        foreach (var (column, unit) in columns)
        {
            if (!units._columns.TryAdd(Require.Label(column), Require.Label(unit)))
            {
                throw new ArgumentException($"columns: \"{column}\" is there twice; each column has one unit.", nameof(columns));
            }
        }

        return units;
    }

    /// <inheritdoc/>
    public IEnumerator<(string Column, string Unit)> GetEnumerator() => _columns.Select(unit => (unit.Key, unit.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The caption with the unit that all numbers have, where there is one and it does not stand beside each number.</summary>
    internal string? Caption(string? caption) => _all is not null && Split(_all).Unit is { Length: > 0 } unit && caption is not null ? $"{caption}, {unit}" : caption;

    /// <summary>The columns for which there is a unit must be some of the table's.</summary>
    internal void CheckAgainst(string[] columns)
    {
        foreach (var column in _columns.Keys.Where(column => !columns.Contains(column)))
        {
            throw Require.Unknown("a column of the frame", column, columns, "units");
        }
    }

    /// <summary>The heading and the format of one column; the format is null where the size of its numbers decides.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="cells">Its values.</param>
    /// <param name="named">Whether the caption names the unit that all columns have.</param>
    internal (string Heading, Format? Format) For(string column, IReadOnlyList<object?> cells, bool named)
    {
        var own = _columns.GetValueOrDefault(column);
        if ((own ?? _all) is not { } text || !Format.IsNumber(cells.FirstOrDefault(cell => cell is not null)))
        {
            return (column, null);
        }

        var (pattern, unit) = Split(text);
        return (
            unit.Length == 0 || (own is null && named) ? column : $"{column}, {unit}",
            pattern.Length > 0 ? Format.Number(pattern) : null);
    }

    /// <summary>Pattern and unit; the sign of per cent belongs to the pattern, so that it stands beside each number.</summary>
    private static (string Pattern, string Unit) Split(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(PercentPattern) < 0)
        {
            return (text.Trim() == "%" ? "0.00 %" : text.Trim(), "");
        }

        var end = text.AsSpan().IndexOfAnyExcept(Pattern);
        return end > 0 && text.AsSpan(0, end).IndexOfAny("#0") >= 0 ? (text[..end].Trim(), text[end..]) : ("", text);
    }
}
