namespace Interdealer.Ensembles.Sampling;

/// <summary>The checks that all points share.</summary>
internal static class Points
{
    public static long EnsureCount(long count) => count >= 1
        ? count
        : throw new ArgumentOutOfRangeException(nameof(count), count, FormattableString.Invariant($"count must be at least 1 point; it was {count}."));

    public static void EnsureInside(IUnitPoints points, long first, int dimension, ReadOnlySpan<double> values)
    {
        if (first < 0 || first > points.Count - values.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, FormattableString.Invariant(
                $"first: points {first} to {first + values.Length - 1} were asked for; there are {points.Count}, from 0."));
        }

        if ((uint)dimension >= (uint)points.MostDimensions)
        {
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, FormattableString.Invariant(
                $"dimension must be from 0 to {points.MostDimensions - 1}; it was {dimension}."));
        }
    }
}
