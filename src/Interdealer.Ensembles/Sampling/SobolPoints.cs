using System.Collections.Concurrent;
using System.Numerics;

namespace Interdealer.Ensembles.Sampling;

/// <summary>How a Sobol sequence is made random, so that its error can be estimated from several seeds.</summary>
public enum Scrambling
{
    /// <summary>
    /// Random linear scrambling of the digits and a random digital shift: for smooth integrands the variance of Owen's nested scrambling,
    /// 1/N³ up to logarithms. Source: Matoušek, "On the L₂-discrepancy for anchored boxes", Journal of Complexity 14 (1998).
    /// </summary>
    LinearAndShift,

    /// <summary>A random digital shift alone.</summary>
    Shift,

    /// <summary>None: the sequence itself, each coordinate in the middle of its finest interval; the seed does nothing.</summary>
    None,
}

/// <summary>
/// A Sobol sequence: any 2^m consecutive points from a multiple of 2^m are spread as evenly as a (t, m, s)-net, so averages converge nearly like
/// 1/N instead of 1/√N. Use a power of two as the number of points.
/// </summary>
/// <remarks>Sources: Sobol' (1967); direction numbers of Joe and Kuo (2008), whose file and licence are part of this library. At most 1,024 dimensions.</remarks>
public sealed class SobolPoints : IUnitPoints
{
    private const double Step = 1.0 / (1L << SobolDirections.Bits);
    private readonly ConcurrentDictionary<int, (ulong[] Numbers, ulong[] Flips, ulong Shift)> _dimensions = new();
    private readonly ulong _seed;
    private readonly Scrambling _scrambling;

    /// <summary>The first points of the sequence.</summary>
    /// <param name="count">Number of points, at most 2⁵².</param>
    /// <param name="seed">Seed of the scrambling: other seeds give independent scramblings.</param>
    /// <param name="scrambling">How the sequence is made random.</param>
    public SobolPoints(long count, ulong seed, Scrambling scrambling = Scrambling.LinearAndShift)
    {
        (Count, _seed, _scrambling) = (Points.EnsureCount(count), seed, Require.Defined(scrambling));
        if (count > 1L << SobolDirections.Bits)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, FormattableString.Invariant($"count must be at most 2^{SobolDirections.Bits} points; it was {count}."));
        }
    }

    /// <inheritdoc />
    public long Count { get; }

    /// <inheritdoc />
    public int MostDimensions => SobolDirections.Dimensions;

    /// <inheritdoc />
    public string Description => FormattableString.Invariant($"{Count} points of a Sobol sequence (Joe and Kuo 2008, scrambling {_scrambling}, seed {_seed})");

    /// <inheritdoc />
    public void Fill(long first, int dimension, Span<double> values)
    {
        Points.EnsureInside(this, first, dimension, values);
        var (numbers, flips, shift) = _dimensions.GetOrAdd(dimension, Make);
        var bits = shift;
        for (var left = (ulong)first; left != 0; left &= left - 1)
        {
            bits ^= numbers[BitOperations.TrailingZeroCount(left)];
        }

        for (var s = 0; s < values.Length; s++)
        {
            values[s] = (bits + 0.5) * Step;

            // The next number differs in its last ones and the 0 before them: their direction numbers, together.
            bits ^= flips[Math.Min(BitOperations.TrailingZeroCount(~(ulong)(first + s)), SobolDirections.Bits - 1)];
        }
    }

    private (ulong[] Numbers, ulong[] Flips, ulong Shift) Make(int dimension)
    {
        var numbers = SobolDirections.Numbers(dimension);
        if (_scrambling == Scrambling.LinearAndShift)
        {
            numbers = [.. numbers.Select(v => Scrambled(v, dimension))];
        }

        var (flips, all) = (new ulong[numbers.Length], 0UL);
        for (var j = 0; j < numbers.Length; j++)
        {
            flips[j] = all ^= numbers[j];
        }

        var shift = _scrambling == Scrambling.None ? 0 : Draws.Words(_seed, 0, (uint)dimension, Purpose.Shift).Low >> (64 - SobolDirections.Bits);
        return (numbers, flips, shift);
    }

    /// <summary>Digit r becomes itself plus a random combination of the digits before it: a lower triangular matrix with ones on the diagonal.</summary>
    private ulong Scrambled(ulong v, int dimension)
    {
        var scrambled = 0UL;
        for (var digit = 0; digit < SobolDirections.Bits; digit++)
        {
            var place = SobolDirections.Bits - 1 - digit;
            var before = (Draws.Words(_seed, (ulong)digit, (uint)dimension, Purpose.Scramble).Low & ((1UL << SobolDirections.Bits) - 1)) >> (place + 1) << (place + 1);
            scrambled |= (ulong)(BitOperations.PopCount(v & (before | (1UL << place))) & 1) << place;
        }

        return scrambled;
    }
}
