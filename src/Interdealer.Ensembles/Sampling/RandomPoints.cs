namespace Interdealer.Ensembles.Sampling;

/// <summary>Independent points, each coordinate uniform on (0, 1) to 52 bits.</summary>
/// <param name="count">Number of points, at least 1.</param>
/// <param name="seed">Key of the generator: other seeds give independent points.</param>
public sealed class RandomPoints(long count, ulong seed) : IUnitPoints
{
    /// <inheritdoc />
    public long Count { get; } = Points.EnsureCount(count);

    /// <inheritdoc />
    public int MostDimensions => int.MaxValue;

    /// <inheritdoc />
    public string Description => FormattableString.Invariant($"{Count} random points (Philox4x32-10, seed {seed})");

    /// <inheritdoc />
    public void Fill(long first, int dimension, Span<double> values)
    {
        Points.EnsureInside(this, first, dimension, values);

        // Two neighbours share the 128 bits of one counter.
        for (var s = 0; s < values.Length; s++)
        {
            var number = (ulong)(first + s);
            var (even, odd) = Draws.Words(seed, number >> 1, (uint)dimension, Purpose.Point);
            if ((number & 1) == 0)
            {
                values[s] = Draws.Fraction(even);
                if (++s == values.Length)
                {
                    return;
                }
            }

            values[s] = Draws.Fraction(odd);
        }
    }
}
