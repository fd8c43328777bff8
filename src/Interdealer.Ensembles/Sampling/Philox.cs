using System.Runtime.CompilerServices;

namespace Interdealer.Ensembles.Sampling;

/// <summary>
/// Philox4x32-10, a counter-based generator: 128 random bits as a function of a key and a counter, with no state, so that a draw is the same
/// on any machine, thread and shard.
/// </summary>
/// <remarks>Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011), section 3.3; it passes BigCrush.</remarks>
public static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;

    // The Weyl steps of the key: the fractional parts of the golden ratio and of √3.
    private const uint Step0 = 0x9E3779B9;
    private const uint Step1 = 0xBB67AE85;

    /// <summary>The 128 bits of a counter.</summary>
    /// <param name="counter">Counter, 128 bits; the first word of the paper's counter is the least significant.</param>
    /// <param name="key">Key, 64 bits: the seed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt128 Bits(UInt128 counter, ulong key)
    {
        var (low, high) = Words((ulong)counter, (ulong)(counter >> 64), key);
        return new UInt128(high, low);
    }

    /// <summary>The same as two words of 64 bits.</summary>
    /// <param name="low">Lower half of the counter.</param>
    /// <param name="high">Upper half of the counter.</param>
    /// <param name="key">Key.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (ulong Low, ulong High) Words(ulong low, ulong high, ulong key)
    {
        var (c0, c1, c2, c3) = ((uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32));
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = ((ulong)Multiplier0 * c0, (ulong)Multiplier1 * c2);
            (c0, c1, c2, c3) = ((uint)(b >> 32) ^ c1 ^ k0, (uint)b, (uint)(a >> 32) ^ c3 ^ k1, (uint)a);
            k0 = unchecked(k0 + Step0);
            k1 = unchecked(k1 + Step1);
        }

        return (c0 | ((ulong)c1 << 32), c2 | ((ulong)c3 << 32));
    }
}
