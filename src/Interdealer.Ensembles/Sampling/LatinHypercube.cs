using System.Collections.Concurrent;
using System.Numerics;

namespace Interdealer.Ensembles.Sampling;

/// <summary>
/// Latin hypercube: of N points every coordinate has exactly one in each of N equal parts of (0, 1), anywhere inside it, the parts in an order
/// that is random for each dimension.
/// </summary>
/// <remarks>
/// Source: McKay, Beckman and Conover, Technometrics 21 (1979). The order is a permutation that can be asked anywhere: a Feistel cipher of the
/// point's number, applied again until it falls below N (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002).
/// </remarks>
/// <param name="count">Number of points N; all of them belong together.</param>
/// <param name="seed">Seed of orders and places.</param>
public sealed class LatinHypercube(long count, ulong seed) : IUnitPoints
{
    private readonly ConcurrentDictionary<int, Permutation> _orders = new();

    /// <inheritdoc />
    public long Count { get; } = Points.EnsureCount(count);

    /// <inheritdoc />
    public int MostDimensions => int.MaxValue;

    /// <inheritdoc />
    public string Description => FormattableString.Invariant($"Latin hypercube of {Count} points (Philox4x32-10, seed {seed})");

    /// <inheritdoc />
    public void Fill(long first, int dimension, Span<double> values)
    {
        Points.EnsureInside(this, first, dimension, values);
        var order = _orders.GetOrAdd(dimension, d => new Permutation(Count, seed, (uint)d));
        for (var s = 0; s < values.Length; s++)
        {
            var number = first + s;
            var inside = Draws.Fraction(Draws.Words(seed, (ulong)number, (uint)dimension, Purpose.Jitter).Low);

            // Rounding must not carry a point over the border of its part, nor to 0 or 1.
            var part = order[number];
            values[s] = Math.Clamp((part + inside) / Count, Math.BitIncrement((double)part / Count), Math.BitDecrement((part + 1.0) / Count));
        }
    }
}

/// <summary>A random permutation of 0 … N − 1 of which any element can be asked.</summary>
internal sealed class Permutation
{
    private const int Rounds = 8;

    // Below this many bits a Feistel network reaches only few permutations; more of the walk costs little there.
    private const int LeastBits = 8;
    private readonly ulong[] _keys;
    private readonly ulong _count;
    private readonly int _rightBits;
    private readonly ulong _left;
    private readonly ulong _right;

    public Permutation(long count, ulong seed, uint place)
    {
        _count = (ulong)count;
        var bits = Math.Max(LeastBits, 64 - BitOperations.LeadingZeroCount(_count - 1));
        _rightBits = (bits + 1) / 2;
        (_left, _right) = ((1UL << (bits - _rightBits)) - 1, (1UL << _rightBits) - 1);
        _keys = [.. Enumerable.Range(0, Rounds).Select(r => Draws.Words(seed, (ulong)r, place, Purpose.Permutation).Low)];
    }

    public long this[long number]
    {
        get
        {
            var x = (ulong)number;
            do
            {
                x = Encipher(x);
            }
            while (x >= _count);

            return (long)x;
        }
    }

    private ulong Encipher(ulong x)
    {
        var (left, right) = (x >> _rightBits, x & _right);
        for (var r = 0; r < Rounds; r += 2)
        {
            left ^= Mixed(right ^ _keys[r]) & _left;
            right ^= Mixed(left ^ _keys[r + 1]) & _right;
        }

        return (left << _rightBits) | right;
    }

    // The finaliser of splitmix64, of which every bit depends on every bit.
    private static ulong Mixed(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
