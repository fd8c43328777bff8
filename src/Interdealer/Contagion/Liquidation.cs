using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>What is sold first when something must be sold.</summary>
public sealed record Liquidation
{
    private readonly Order _order;

    private Liquidation(Order order) => _order = order;

    private enum Order
    {
        ProRata,
        MostLiquidFirst,
        LeastImpact,
    }

    /// <summary>The same fraction of every tier that counts.</summary>
    public static Liquidation ProRata { get; } = new(Order.ProRata);

    /// <summary>The most liquid tier first, the next when it is gone.</summary>
    public static Liquidation MostLiquidFirst { get; } = new(Order.MostLiquidFirst);

    /// <summary>
    /// The mix that loses least to linear impact: minimises Σ_t c_t f_t², c_t = Σ_k a_k²/D_k over the tier's assets, subject to freeing what
    /// must be freed; so f_t = min(1, μ·usage_t/c_t).
    /// </summary>
    public static Liquidation LeastImpact { get; } = new(Order.LeastImpact);

    /// <summary>True when the same fraction of every tier that counts is sold.</summary>
    internal bool IsProRata => _order == Order.ProRata;

    /// <summary>True when <see cref="Fractions"/> reads the cost of the tiers.</summary>
    internal bool NeedsCost => _order == Order.LeastImpact;

    /// <summary>The order in words, such as “most liquid first”.</summary>
    public override string ToString() => _order switch
    {
        Order.ProRata => "pro rata",
        Order.MostLiquidFirst => "most liquid first",
        _ => "least impact",
    };

    /// <summary>Fractions of one institution's tiers to sell, most liquid tier first.</summary>
    /// <param name="usage">Usage freed by selling all of each tier.</param>
    /// <param name="cost">Loss to impact from selling all of each tier at once; read only where <see cref="NeedsCost"/>.</param>
    /// <param name="gap">Usage to free, above 0 where anything is sold; elsewhere the fractions mean nothing.</param>
    /// <param name="sell">Receives fractions from 0 to 1; all 1 for tiers that count where everything is not enough.</param>
    internal void Fractions<T>(ReadOnlySpan<T> usage, ReadOnlySpan<T> cost, in T gap, Span<T> sell)
        where T : unmanaged, ILanes<T>
    {
        switch (_order)
        {
            case Order.ProRata:
                AllAlike(usage, gap, sell);
                break;
            case Order.MostLiquidFirst:
                OneAfterAnother(usage, gap, sell);
                break;
            default:
                CheapestMix(usage, cost, gap, sell);
                break;
        }
    }

    /// <summary>The slice of everything that frees what must be freed; all where that is not enough.</summary>
    /// <param name="gap">Usage to free.</param>
    /// <param name="all">Usage freed by selling everything.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Slice<T>(T gap, T all)
        where T : unmanaged, ILanes<T> => T.Where(all > 0, T.Min(gap / all, 1), 1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AllAlike<T>(ReadOnlySpan<T> usage, in T gap, Span<T> sell)
        where T : unmanaged, ILanes<T>
    {
        T all = 0;
        foreach (var u in usage)
        {
            all += u;
        }

        var slice = Slice(gap, all);
        for (var t = 0; t < usage.Length; t++)
        {
            // Hedges (usage below 0) are sold along, or the slice would not restore the limit; what does not count is kept.
            sell[t] = T.Except(T.AreEqual(usage[t], 0), slice);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OneAfterAnother<T>(ReadOnlySpan<T> usage, in T gap, Span<T> sell)
        where T : unmanaged, ILanes<T>
    {
        var left = gap;
        for (var t = 0; t < usage.Length; t++)
        {
            var fraction = T.Where((left > 0) & (usage[t] > 0), T.Min(1, left / usage[t]), 0);
            left -= fraction * usage[t];
            sell[t] = fraction;
        }
    }

    /// <summary>Tiers fill up one after the other as μ rises; each pass fixes those that are full and spreads the rest over the others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheapestMix<T>(ReadOnlySpan<T> usage, ReadOnlySpan<T> cost, in T gap, Span<T> sell)
        where T : unmanaged, ILanes<T>
    {
        sell.Clear();
        for (var open = gap > 0; T.Any(open);)
        {
            T left = gap, slope = 0;
            for (var t = 0; t < usage.Length; t++)
            {
                left -= T.Where(T.AreEqual(sell[t], 1), usage[t], 0);
                slope += T.Where(IsOpen(usage[t], sell[t]), usage[t] * usage[t] / Cost(cost[t], usage[t]), 0);
            }

            open &= (left > 0) & (slope > 0);
            T mu = left / slope, filled = 0;
            for (var t = 0; t < usage.Length; t++)
            {
                var full = open & IsOpen(usage[t], sell[t]) & (mu * usage[t] >= Cost(cost[t], usage[t]));
                sell[t] = T.Where(full, 1, sell[t]);
                filled |= full;
            }

            for (var t = 0; t < usage.Length; t++)
            {
                sell[t] = T.Where(T.Except(filled, open & IsOpen(usage[t], sell[t])), mu * usage[t] / Cost(cost[t], usage[t]), sell[t]);
            }

            open &= filled;
        }
    }

    private static T IsOpen<T>(T usage, T sell)
        where T : unmanaged, ILanes<T> => (sell < 1) & (usage > 0);

    /// <summary>A tier without impact is all but free: it is sold before any other, and ties stay pro rata.</summary>
    private static T Cost<T>(T cost, T usage)
        where T : unmanaged, ILanes<T> => T.Max(cost, 1e-12 * usage);
}
