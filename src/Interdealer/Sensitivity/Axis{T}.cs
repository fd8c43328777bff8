using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Interdealer.Display;

namespace Interdealer.Sensitivity;

/// <summary>One parameter or choice that a grid varies: a name with its unit and the values it takes, in order.</summary>
/// <typeparam name="T">Numbers, or choices such as <see cref="Contagion.SellerShare"/>.</typeparam>
public sealed class Axis<T> : IAxis
    where T : notnull
{
    private readonly Format? _format;
    private readonly ImmutableArray<string> _given;

    internal Axis(string name, IEnumerable<T> values, IEnumerable<string>? labels = null, Format? format = null)
    {
        Name = Require.Label(name);
        ArgumentNullException.ThrowIfNull(values);
        Values = [.. values];
        _given = labels is null ? [] : [.. labels.Select(l => Require.Label(l, nameof(labels)))];
        _format = format;
        if (Values.IsEmpty)
        {
            throw new ArgumentException($"values of \"{name}\" must hold at least one value; there were none.", nameof(values));
        }

        for (var i = 0; i < Values.Length; i++)
        {
            Check(i, nameof(values));
        }

        Labels = _given.IsEmpty ? Written() : _given;
        if (Labels.Distinct(StringComparer.Ordinal).Count() < Labels.Length)
        {
            throw new ArgumentException($"labels of \"{name}\" must differ; they are {string.Join(", ", Labels.Select(l => $"\"{l}\""))}.", nameof(labels));
        }
    }

    /// <summary>The name, with its unit.</summary>
    public string Name { get; }

    /// <summary>The values, in the order given; no two are equal.</summary>
    public ImmutableArray<T> Values { get; }

    /// <summary>What each value is called in tables; no two are the same.</summary>
    public ImmutableArray<string> Labels { get; }

    int IAxis.Count => Values.Length;

    Format? IAxis.Format => _given.IsEmpty ? _format : null;

    /// <summary>The same axis with its values written in another pattern.</summary>
    /// <param name="pattern">A number pattern of .NET's, such as <c>0.0</c> or <c>0 %</c>.</param>
    /// <exception cref="ArgumentException">The pattern is blank, or writes two values alike.</exception>
    public Axis<T> WithFormat(string pattern) => new(Name, Values, format: Format.Number(pattern));

    /// <summary>The place of a value.</summary>
    /// <param name="value">One of <see cref="Values"/>; of numbers, one that differs in no more than the last digits (1e−12 relative).</param>
    /// <returns>Its index, from 0.</returns>
    /// <exception cref="ArgumentException">It is not on the axis; the message lists what is.</exception>
    public int IndexOf(T value)
    {
        var exact = Values.IndexOf(value);
        if (exact >= 0)
        {
            return exact;
        }

        var near = value is double number ? Enumerable.Range(0, Values.Length).Where(i => IsSame(number, Values[i])).Take(1).ToArray() : [];
        return near.Length == 1 ? near[0] : throw Require.Unknown($"a value of \"{Name}\"", Text(value), Labels, nameof(value));
    }

    /// <summary>The name and the values.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Labels)}";

    string IAxis.Label(int index) => Labels[index];

    object? IAxis.Cell(int index) => _given.IsEmpty && Format.IsNumber(Values[index]) ? Values[index] : Labels[index];

    string IAxis.Describe(IReadOnlyList<int> chosen)
    {
        var (first, last) = (chosen[0], chosen[^1]);
        if (chosen.Count == 1 || !RunsOneWay() || last - first + 1 != chosen.Count)
        {
            return $"{Name} {string.Join(" or ", chosen.Select(i => Labels[i]))}";
        }

        var (low, high) = Number(first) < Number(last) ? (first, last) : (last, first);
        var (least, most) = Number(0) < Number(Values.Length - 1) ? (0, Values.Length - 1) : (Values.Length - 1, 0);
        return low == least ? $"{Name} at most {Labels[high]}"
            : high == most ? $"{Name} at least {Labels[low]}"
            : $"{Name} from {Labels[low]} to {Labels[high]}";
    }

    private void Check(int index, string argument)
    {
        var value = Values[index];
        if (value is null)
        {
            throw new ArgumentException($"{Require.Entry(argument, index)} of \"{Name}\" was null; it must be a value.", argument);
        }

        if (value is double number)
        {
            Require.Finite(number, "units of the axis", $"{Require.Entry(argument, index)} of \"{Name}\"");
        }

        if (Values.IndexOf(value) < index)
        {
            throw new ArgumentException($"{argument} of \"{Name}\" must differ; {Text(value)} is listed twice.", argument);
        }
    }

    // Numbers in six digits, or in all they have where six do not tell them apart.
    private ImmutableArray<string> Written()
    {
        ImmutableArray<string> brief = [.. Values.Select(v => _format?.Apply(v) ?? (v is double d ? d.ToString("G6", CultureInfo.InvariantCulture) : Text(v)))];
        return _format is null && brief.Distinct(StringComparer.Ordinal).Count() < brief.Length ? [.. Values.Select(Text)] : brief;
    }

    private bool RunsOneWay()
    {
        var numbers = Enumerable.Range(0, _given.IsEmpty ? Values.Length : 0).Select(Number).ToArray();
        return numbers.Length > 0 && !Array.Exists(numbers, double.IsNaN)
            && (numbers.Zip(numbers.Skip(1)).All(p => p.First < p.Second) || numbers.Zip(numbers.Skip(1)).All(p => p.First > p.Second));
    }

    private double Number(int index) => Format.IsNumber(Values[index]) && Values[index] is not BigInteger
        ? Convert.ToDouble(Values[index], CultureInfo.InvariantCulture)
        : double.NaN;

    private static bool IsSame(double asked, T value) => value is double there && Math.Abs(asked - there) <= 1e-12 * Math.Abs(there);

    private static string Text(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
