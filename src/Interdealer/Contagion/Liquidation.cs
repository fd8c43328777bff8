namespace Interdealer.Contagion;

/// <summary>What is sold first when something must be sold.</summary>
public abstract record Liquidation
{
    private Liquidation()
    {
    }

    /// <summary>The same fraction of every tier that counts.</summary>
    public static Liquidation ProRata { get; } = new Everything();

    /// <summary>The most liquid tier first, the next when it is gone.</summary>
    public static Liquidation MostLiquidFirst { get; } = new PeckingOrder();

    /// <summary>
    /// The mix that loses least to linear impact: minimises Σ_t c_t f_t², c_t = Σ_k a_k²/D_k over the tier's assets, subject to freeing what
    /// must be freed; so f_t = min(1, μ·usage_t/c_t).
    /// </summary>
    public static Liquidation LeastImpact { get; } = new CheapestMix();

    /// <summary>True when <see cref="Fractions"/> reads the cost of the tiers.</summary>
    internal virtual bool NeedsCost => false;

    /// <summary>Fractions of one institution's tiers to sell, most liquid tier first.</summary>
    /// <param name="usage">Usage freed by selling all of each tier.</param>
    /// <param name="cost">Loss to impact from selling all of each tier at once; read only where <see cref="NeedsCost"/>.</param>
    /// <param name="gap">Usage to free, above 0.</param>
    /// <param name="sell">Receives fractions from 0 to 1; all 1 for tiers that count where everything is not enough.</param>
    internal abstract void Fractions(ReadOnlySpan<double> usage, ReadOnlySpan<double> cost, double gap, Span<double> sell);

    private sealed record Everything : Liquidation
    {
        internal override void Fractions(ReadOnlySpan<double> usage, ReadOnlySpan<double> cost, double gap, Span<double> sell)
        {
            var all = 0.0;
            foreach (var u in usage)
            {
                all += u;
            }

            var slice = all > 0 ? Math.Min(1, gap / all) : 1;
            for (var t = 0; t < usage.Length; t++)
            {
                // Hedges (usage below 0) are sold along, or the slice would not restore the limit; what does not count is kept.
                sell[t] = usage[t] != 0 ? slice : 0;
            }
        }
    }

    private sealed record PeckingOrder : Liquidation
    {
        internal override void Fractions(ReadOnlySpan<double> usage, ReadOnlySpan<double> cost, double gap, Span<double> sell)
        {
            for (var t = 0; t < usage.Length; t++)
            {
                sell[t] = gap > 0 && usage[t] > 0 ? Math.Min(1, gap / usage[t]) : 0;
                gap -= sell[t] * usage[t];
            }
        }
    }

    private sealed record CheapestMix : Liquidation
    {
        internal override bool NeedsCost => true;

        internal override void Fractions(ReadOnlySpan<double> usage, ReadOnlySpan<double> cost, double gap, Span<double> sell)
        {
            // Tiers fill up one after the other as μ rises; each pass fixes those that are full and spreads the rest over the others.
            sell.Clear();
            while (true)
            {
                var (left, slope) = (gap, 0.0);
                for (var t = 0; t < usage.Length; t++)
                {
                    left -= sell[t] == 1 ? usage[t] : 0;
                    slope += Open(usage, sell, t) ? usage[t] * usage[t] / Cost(cost[t], usage[t]) : 0;
                }

                if (left <= 0 || slope <= 0)
                {
                    return;
                }

                var (mu, filled) = (left / slope, false);
                for (var t = 0; t < usage.Length; t++)
                {
                    if (Open(usage, sell, t) && mu * usage[t] >= Cost(cost[t], usage[t]))
                    {
                        (sell[t], filled) = (1, true);
                    }
                }

                for (var t = 0; t < usage.Length && !filled; t++)
                {
                    sell[t] = Open(usage, sell, t) ? mu * usage[t] / Cost(cost[t], usage[t]) : sell[t];
                }

                if (!filled)
                {
                    return;
                }
            }
        }

        private static bool Open(ReadOnlySpan<double> usage, ReadOnlySpan<double> sell, int t) => sell[t] < 1 && usage[t] > 0;

        /// <summary>A tier without impact is all but free: it is sold before any other, and ties stay pro rata.</summary>
        private static double Cost(double cost, double usage) => Math.Max(cost, 1e-12 * usage);
    }
}
