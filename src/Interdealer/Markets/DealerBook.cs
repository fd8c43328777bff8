namespace Interdealer.Markets;

/// <summary>The inventory that dealers hold together, an offer to add to it, and how much of each dealer's slack the two take up.</summary>
/// <param name="held">Share of each institution's slack that bearing all of the inventory would take (rows: institutions).</param>
/// <param name="offered">Share that bearing all of the offer would take.</param>
/// <param name="weights">1/γ_i; 0 for whoever is no dealer or no longer in business.</param>
internal sealed class DealerBook(Column held, Column offered, Column weights)
{
    // Halvings of an interval of relative length 1 down to the last bit, with some to spare.
    private const int Halvings = 60;

    // Shares that miss 1 by rounding are not an inventory without a bearer.
    private const double Rounding = 1e-12;

    /// <summary>Σ 1/γ_i over the dealers with headroom for the offer: what a sale y costs is y·σ² over this.</summary>
    public double RiskBearing(int s)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Rows; i++)
        {
            sum += double.IsInfinity(offered[i, s]) ? 0 : weights[i, s];
        }

        return sum;
    }

    /// <summary>The largest multiple φ of the offer, at most <paramref name="most"/>, with which Σ_i 1/(held_i + φ·offered_i) ≥ 1: all of it has a bearer.</summary>
    public double Fitting(int s, double most)
    {
        var headroom = 0.0;
        for (var i = 0; i < weights.Rows; i++)
        {
            headroom += weights[i, s] > 0 ? 1 / offered[i, s] : 0;
        }

        // Without inventory this much fits exactly, with it never more.
        var high = Math.Min(most, headroom);
        if (!(high > 0) || Headroom(s, high) >= 1)
        {
            return Math.Max(0, high);
        }

        var low = 0.0;
        if (double.IsInfinity(high))
        {
            return low;
        }

        for (var step = 0; step < Halvings; step++)
        {
            var mid = low + ((high - low) / 2);
            (low, high) = Headroom(s, mid) >= 1 ? (mid, high) : (low, mid);
        }

        return low;
    }

    /// <summary>
    /// Shares out inventory and φ times the offer: in proportion to 1/γ_i, each dealer at most up to its limit. Where even the inventory
    /// does not fit, nobody takes more than he has unless he has headroom, and nobody else must give.
    /// </summary>
    /// <param name="s">Scenario.</param>
    /// <param name="fitting">φ.</param>
    /// <param name="shares">Present shares; receives the new ones, which sum to 1 unless nobody is left to bear anything.</param>
    /// <returns>Share of the inventory that has a bearer, from 0 to 1; the rest belonged to dealers gone out of business.</returns>
    public double Share(int s, double fitting, Column shares)
    {
        var n = weights.Rows;
        Span<double> cap = n <= 256 ? stackalloc double[n] : new double[n];
        var fits = Headroom(s, fitting) >= 1;
        var bearable = 0.0;
        for (var i = 0; i < n; i++)
        {
            var headroom = weights[i, s] > 0 ? 1 / Load(i, s, fitting) : 0;
            cap[i] = fits || weights[i, s] <= 0 ? headroom : Math.Max(headroom, shares[i, s]);
            bearable += cap[i];
        }

        if (bearable <= 0)
        {
            return 0;
        }

        // Too little even so: everyone is full, and what they bear together is all that is left.
        var kept = bearable < 1 - Rounding ? bearable : 1;
        FillUp(s, cap, kept, shares);
        return kept;
    }

    /// <summary>share_i = min(cap_i, μ/γ_i), μ such that they sum to what is kept, then as shares of that.</summary>
    private void FillUp(int s, ReadOnlySpan<double> cap, double kept, Column shares)
    {
        var n = weights.Rows;
        Span<bool> full = n <= 256 ? stackalloc bool[n] : new bool[n];
        while (true)
        {
            var (left, open) = (kept, 0.0);
            for (var i = 0; i < n; i++)
            {
                left -= full[i] ? cap[i] : 0;
                open += full[i] ? 0 : weights[i, s];
            }

            var (mu, filled) = (open > 0 ? Math.Max(0, left) / open : 0, false);
            for (var i = 0; i < n; i++)
            {
                if (!full[i] && mu * weights[i, s] >= cap[i])
                {
                    (full[i], filled) = (true, true);
                }
            }

            if (!filled || open <= 0)
            {
                var sum = 0.0;
                for (var i = 0; i < n; i++)
                {
                    shares[i, s] = full[i] ? cap[i] : mu * weights[i, s];
                    sum += shares[i, s];
                }

                for (var i = 0; i < n; i++)
                {
                    shares[i, s] /= sum;
                }

                return;
            }
        }
    }

    private double Headroom(int s, double fitting)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Rows; i++)
        {
            sum += weights[i, s] > 0 ? 1 / Load(i, s, fitting) : 0;
        }

        return sum;
    }

    private double Load(int i, int s, double fitting) => held[i, s] + (fitting > 0 && offered[i, s] > 0 ? fitting * offered[i, s] : 0);
}
