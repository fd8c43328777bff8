using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Interdealer.Ensembles.Sampling;

internal sealed class EmpiricalMarginal : Marginal
{
    private readonly double[] _sorted;
    private readonly bool _interpolated;

    public EmpiricalMarginal(IEnumerable<double> observations, bool interpolated)
        : this(Observations.Sorted(observations), interpolated)
    {
    }

    private EmpiricalMarginal(double[] sorted, bool interpolated)
        : base($"{(interpolated ? "interpolated" : "empirical")} ({sorted.Length} observations, SHA-256 {Observations.Hash(sorted)})") =>
        (_sorted, _interpolated) = (sorted, interpolated);

    internal override double At(double p, double q)
    {
        var n = _sorted.Length;
        if (!_interpolated)
        {
            return _sorted[Math.Clamp((int)Math.Ceiling(p * n) - 1, 0, n - 1)];
        }

        var at = Math.Clamp((p * n) - 0.5, 0, n - 1);
        var k = Math.Min((int)at, Math.Max(0, n - 2));
        return n == 1 ? _sorted[0] : _sorted[k] + ((at - k) * (_sorted[k + 1] - _sorted[k]));
    }
}

internal sealed class DiscreteMarginal : Marginal
{
    private readonly double[] _values;
    private readonly double[] _upTo;

    public DiscreteMarginal(IEnumerable<(double Value, double Weight)> values)
        : this(Checked(values))
    {
    }

    private DiscreteMarginal((double Value, double Weight)[] sorted)
        : base($"one of {string.Join(", ", sorted.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Value:R} (weight {v.Weight:R})")))}")
    {
        _values = [.. sorted.Select(v => v.Value)];
        var (all, sum) = (sorted.Sum(v => v.Weight), 0.0);
        _upTo = [.. sorted.Select(v => (sum += v.Weight) / all)];
    }

    internal override double At(double p, double q)
    {
        var k = 0;
        while (k < _values.Length - 1 && p > _upTo[k])
        {
            k++;
        }

        return _values[k];
    }

    private static (double Value, double Weight)[] Checked(IEnumerable<(double Value, double Weight)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var sorted = values.OrderBy(v => v.Value).ToArray();
        foreach (var (value, weight) in sorted)
        {
            Require.Finite(value, "the coordinate's unit");
            Require.NonNegative(weight, "(a weight)");
        }

        if (!(sorted.Sum(v => v.Weight) > 0) || sorted.Zip(sorted.Skip(1)).Any(pair => pair.First.Value == pair.Second.Value))
        {
            throw new ArgumentException("values must be at least one, all different, with a weight above 0 among them.", nameof(values));
        }

        return [.. sorted.Where(v => v.Weight > 0)];
    }
}

/// <summary>Observations from outside.</summary>
internal static class Observations
{
    private const int ShownDigits = 16;

    public static double[] Sorted(IEnumerable<double> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        var sorted = observations.ToArray();
        if (sorted.Length == 0)
        {
            throw new ArgumentException("observations must be at least one.", nameof(observations));
        }

        for (var k = 0; k < sorted.Length; k++)
        {
            Require.Finite(sorted[k], "the coordinate's unit", string.Create(CultureInfo.InvariantCulture, $"observations[{k}]"));
        }

        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>First digits of the SHA-256 of numbers, which tell one table from another.</summary>
    public static string Hash(ReadOnlySpan<double> values) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values)))[..ShownDigits];
}
