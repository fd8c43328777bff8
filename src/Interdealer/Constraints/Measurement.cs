namespace Interdealer.Constraints;

/// <summary>What a constraint says of every institution in every scenario. Rows are institutions unless stated; amounts are in currency.</summary>
public sealed class Measurement
{
    private readonly Column _perAsset;
    private readonly Column _pooled;

    /// <summary>Space for the answer of one constraint on one state.</summary>
    /// <param name="state">The state to be measured: gives the shapes.</param>
    public Measurement(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (n, lanes) = (state.System.Institutions.Length, state.ScenarioCount);
        Fixed = new Column(n, lanes);
        ByTier = new Column(state.Retained.Rows, lanes);
        Capacity = new Column(n, lanes);
        Tightening = new Column(n, lanes);
        PerCash = new Column(n, lanes);
        Repays = new Column(n, lanes);
        Part = new Column(n, lanes);
        _perAsset = new Column(state.System.Assets.Length, lanes);
        _pooled = new Column(1, lanes);
        Clear();
    }

    /// <summary>Usage that selling does not change, κ_fixed.</summary>
    public Column Fixed { get; }

    /// <summary>Usage freed by selling all of one tier, rows as <see cref="State.Retained"/>; the sum over sellable tiers is κ_sellable.</summary>
    public Column ByTier { get; }

    /// <summary>Capacity C; +∞ where the constraint does not apply.</summary>
    public Column Capacity { get; }

    /// <summary>Target over trigger, at least 1: a breach (κ &gt; C) is answered by a sale that brings this many times κ down to C.</summary>
    public Column Tightening { get; }

    /// <summary>Usage freed by using one unit of cash to repay debt.</summary>
    public Column PerCash { get; }

    /// <summary>1 where the proceeds of a sale must repay debt, 0 where they must stay as cash.</summary>
    public Column Repays { get; }

    /// <summary>Which of the limits inside speaks: an index into <see cref="IConstraint.Parts"/>.</summary>
    public Column Part { get; }

    /// <summary>True when usage is a sum over positions, so that selling a tier frees exactly its usage; false makes a sale check itself and repeat.</summary>
    public bool IsAdditive { get; set; }

    /// <summary>Usage κ of one institution in one scenario.</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="lane">Scenario, from 0.</param>
    public double Usage(int institution, int lane) => Fixed[institution, lane] + Sellable(institution, lane);

    /// <summary>Usage κ of one institution in several scenarios, the same sums as one by one.</summary>
    internal T Usage<T>(int institution, int lane)
        where T : struct, ILanes<T>
    {
        var (tiers, sum) = (ByTier.Rows / Fixed.Rows, T.Of(0));
        for (var t = 0; t < tiers; t++)
        {
            sum += T.Load(in ByTier.From((institution * tiers) + t), lane);
        }

        return T.Load(in Fixed.From(institution), lane) + sum;
    }

    /// <summary>κ_sellable of one institution in one scenario.</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="lane">Scenario, from 0.</param>
    public double Sellable(int institution, int lane)
    {
        var tiers = ByTier.Rows / Fixed.Rows;
        var sum = 0.0;
        for (var t = 0; t < tiers; t++)
        {
            sum += ByTier[(institution * tiers) + t, lane];
        }

        return sum;
    }

    /// <summary>Slack C − κ of one institution in one scenario; below 0 is a breach.</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="lane">Scenario, from 0.</param>
    public double Slack(int institution, int lane) => Capacity[institution, lane] - Usage(institution, lane);

    /// <summary>Empties the measurement: no usage, no limit.</summary>
    public void Clear()
    {
        Fixed.Clear();
        ByTier.Clear();
        Capacity.Values.Fill(double.PositiveInfinity);
        Tightening.Values.Fill(1);
        PerCash.Clear();
        Repays.Values.Fill(1);
        Part.Clear();
        IsAdditive = true;
    }

    /// <summary>
    /// Usage that is a weighted sum: κ = scale·(Σ_k w_k a_k + cash weight·c + other weight·o + claims weight·claims + extra), with the
    /// dealer's share of the warehoused inventory and what cannot be sold in the fixed part.
    /// </summary>
    /// <param name="state">The state measured.</param>
    /// <param name="value">Its valuation.</param>
    /// <param name="weights">Weights of everything.</param>
    public void FillLinear(State state, Valuation value, in LinearWeights weights)
    {
        var (weighted, pool) = weights.Assets is not null ? (ByTier, _pooled) : (value.Tiers, value.Pool);
        if (weights.Assets is not null)
        {
            WeighTiersAndPool(state, value, weights.Assets);
        }

        PerCash.Values.Fill(weights.Scale * weights.Cash);
        FillLinear<OneLane>(state, value, weighted, pool, weights, FillLinear<FourLanes>(state, value, weighted, pool, weights, FillLinear<EightLanes>(state, value, weighted, pool, weights, 0)));
    }

    /// <returns>The first scenario that is left over.</returns>
    private int FillLinear<T>(State state, Valuation value, Column weighted, Column pool, in LinearWeights weights, int first)
        where T : struct, ILanes<T>
    {
        var (tiers, sellable, lanes, end) = (state.System.Tiers, state.System.SellableTiers, state.ScenarioCount, T.End(first, state.ScenarioCount));
        var (scale, cash, other, claims) = (T.Of(weights.Scale), T.Of(weights.Cash), T.Of(weights.Other), T.Of(weights.Claims));
        ref var usedOf = ref Fixed.To(0);
        ref var byTier = ref ByTier.To(0);
        ref readonly var cashOf = ref state.Cash.From(0);
        ref readonly var otherOf = ref state.OtherAssets.From(0);
        ref readonly var claimsOf = ref value.Claims.From(0);
        ref readonly var shareOf = ref state.PoolShare.From(0);
        ref readonly var pooled = ref pool.From(0);
        ref readonly var from = ref weighted.From(0);
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            var extra = T.Of(weights.OffBalanceSheet * state.System.Institutions[i].OffBalanceSheetExposure);
            for (var lane = first; lane < end; lane += T.Count)
            {
                var at = (i * lanes) + lane;
                var used = scale * ((cash * T.Load(in cashOf, at)) + (other * T.Load(in otherOf, at)) + (claims * T.Load(in claimsOf, at))
                    + (T.Load(in shareOf, at) * T.Load(in pooled, lane)) + extra);
                for (var t = 0; t < tiers; t++)
                {
                    var cell = (((i * tiers) + t) * lanes) + lane;
                    var part = scale * T.Load(in from, cell);
                    T.Store(t < sellable ? part : T.Of(0), ref byTier, cell);
                    used += t < sellable || weights.SellableOnly ? T.Of(0) : part;
                }

                T.Store(used, ref usedOf, at);
            }
        }

        return end;
    }

    private void WeighTiersAndPool(State state, Valuation value, Column weights)
    {
        _perAsset.TakeProducts(weights, value.Marks);
        state.System.Q.Values(_perAsset, ByTier);
        ByTier.TakeProducts(ByTier, state.Retained);
        _pooled.Clear();
        for (var k = 0; k < _perAsset.Rows && !state.Inventory.IsZero; k++)
        {
            var pooled = _pooled.Row(0);
            var units = state.Inventory.In(k);
            var weighted = _perAsset.In(k);
            for (var s = 0; s < pooled.Length; s++)
            {
                pooled[s] += units[s] * weighted[s];
            }
        }
    }
}

/// <summary>Weights of a usage that is a weighted sum of positions.</summary>
/// <param name="Scale">Multiplies everything: the required ratio.</param>
/// <param name="Assets">Weight of each asset in each scenario; null weighs each 1.</param>
public readonly record struct LinearWeights(double Scale, Column? Assets)
{
    /// <summary>Weight of cash.</summary>
    public double Cash { get; init; }

    /// <summary>Weight of other assets.</summary>
    public double Other { get; init; }

    /// <summary>Weight of claims on institutions of the system.</summary>
    public double Claims { get; init; }

    /// <summary>True when what cannot be sold does not count at all.</summary>
    public bool SellableOnly { get; init; }

    /// <summary>Weight of exposure beyond the balance sheet.</summary>
    public double OffBalanceSheet { get; init; }
}
