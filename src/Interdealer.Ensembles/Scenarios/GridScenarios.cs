using Interdealer.Ensembles.Sampling;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>Every combination of the values of some coordinates; the last coordinate changes fastest.</summary>
public sealed class GridScenarios : IScenarioSource
{
    private readonly string[] _names;
    private readonly double[][] _values;
    private readonly long[] _strides;

    /// <summary>A grid.</summary>
    /// <param name="axes">Name of each coordinate and its values: at least one, finite, in the coordinate's unit.</param>
    /// <exception cref="ArgumentException">Names are missing or repeated, an axis has no value or one that is not finite, or there are more than 2⁶³ combinations.</exception>
    public GridScenarios(params IEnumerable<(string Name, IReadOnlyList<double> Values)> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        var all = axes.ToList();
        _names = SourceChecks.Checked(all.Select(a => a.Name));
        _values = [.. all.Select(a => a.Values is { Count: > 0 } values && values.All(double.IsFinite)
            ? values.ToArray()
            : throw new ArgumentException($"axes: \"{a.Name}\" must have at least one value, all of them finite numbers.", nameof(axes)))];
        _strides = new long[_names.Length];
        Count = 1;
        for (var c = _names.Length - 1; c >= 0; c--)
        {
            _strides[c] = Count;
            Count = Count <= long.MaxValue / _values[c].Length
                ? Count * _values[c].Length
                : throw new ArgumentException("axes have more than 2⁶³ combinations.", nameof(axes));
        }
    }

    /// <summary>Evenly spaced values from one end to the other, for an axis.</summary>
    /// <param name="from">First value.</param>
    /// <param name="to">Last value.</param>
    /// <param name="count">How many, at least 2.</param>
    public static IReadOnlyList<double> Spaced(double from, double to, int count)
    {
        Require.Finite(from, "the coordinate's unit");
        Require.Finite(to, "the coordinate's unit");
        Require.AtLeast(2, count, "values");
        return [.. Enumerable.Range(0, count).Select(k => k == count - 1 ? to : from + ((to - from) * k / (count - 1)))];
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Coordinates => _names;

    /// <inheritdoc />
    public long Count { get; }

    /// <inheritdoc />
    public string Description => FormattableString.Invariant(
        $"grid of {Count}: {string.Join("; ", _names.Zip(_values, (n, v) => FormattableString.Invariant($"\"{n}\" {v.Length} values, SHA-256 {Observations.Hash(v)}")))}");

    /// <inheritdoc />
    public void Draw(long first, Column draws)
    {
        SourceChecks.EnsureInside(this, first, draws);
        for (var c = 0; c < draws.Rows; c++)
        {
            var row = draws.Row(c);
            for (var s = 0; s < row.Length; s++)
            {
                row[s] = _values[c][(first + s) / _strides[c] % _values[c].Length];
            }
        }
    }
}
