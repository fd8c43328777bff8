namespace Interdealer.Constraints;

/// <summary>What a constraint says of every institution in every scenario. Rows are institutions unless stated; amounts are in currency.</summary>
public sealed class Measurement
{
    private readonly Column _perAsset;
    private readonly Column _pooled;

    /// <summary>Room for the answer of one constraint on one state.</summary>
    /// <param name="state">The state to be measured: gives the shapes.</param>
    public Measurement(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (n, lanes) = (state.System.Institutions.Length, state.Lanes);
        Fixed = new Column(n, lanes);
        ByTier = new Column(state.Kept.Rows, lanes);
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

    /// <summary>Usage freed by selling all of one tier, rows as <see cref="State.Kept"/>; the sum over sellable tiers is κ_sellable.</summary>
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

    /// <summary>Usage κ of one institution in every scenario, the same sums as lane by lane.</summary>
    internal void Usage(int institution, Span<double> perLane)
    {
        var tiers = ByTier.Rows / Fixed.Rows;
        perLane.Clear();
        for (var t = 0; t < tiers; t++)
        {
            var tier = ByTier.Row((institution * tiers) + t);
            for (var s = 0; s < perLane.Length; s++)
            {
                perLane[s] += tier[s];
            }
        }

        var rest = Fixed.Row(institution);
        for (var s = 0; s < perLane.Length; s++)
        {
            perLane[s] = rest[s] + perLane[s];
        }
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
        var system = state.System;
        var (lanes, tiers, sellable) = (state.Lanes, system.Tiers, system.SellableTiers);
        var (weighted, pool) = weights.Assets is not null ? (ByTier, _pooled) : (value.Tiers, value.Pool);
        if (weights.Assets is not null)
        {
            WeighTiersAndPool(state, value, weights.Assets);
        }

        for (var i = 0; i < system.Institutions.Length; i++)
        {
            var scale = weights.Scale;
            var extra = weights.OffBalanceSheet * system.Institutions[i].OffBalanceSheetExposure;
            var used = Fixed.Row(i);
            var cash = state.Cash.Row(i);
            var other = state.OtherAssets.Row(i);
            var claims = value.Claims.Row(i);
            var share = state.PoolShare.Row(i);
            var pooled = pool.Row(0);
            for (var s = 0; s < lanes; s++)
            {
                used[s] = scale * ((weights.Cash * cash[s]) + (weights.Other * other[s]) + (weights.Claims * claims[s]) + (share[s] * pooled[s]) + extra);
            }

            PerCash.Row(i).Fill(scale * weights.Cash);
            for (var t = 0; t < tiers; t++)
            {
                var from = weighted.Row((i * tiers) + t);
                var to = ByTier.Row((i * tiers) + t);
                for (var s = 0; s < lanes; s++)
                {
                    var part = scale * from[s];
                    to[s] = t < sellable ? part : 0;
                    used[s] += t < sellable || weights.SellableOnly ? 0 : part;
                }
            }
        }
    }

    private void WeighTiersAndPool(State state, Valuation value, Column weights)
    {
        for (var x = 0; x < _perAsset.Values.Length; x++)
        {
            _perAsset.Values[x] = weights.Values[x] * value.Marks.Values[x];
        }

        state.System.Q.Values(_perAsset, ByTier);
        for (var x = 0; x < ByTier.Values.Length; x++)
        {
            ByTier.Values[x] *= state.Kept.Values[x];
        }

        _pooled.Clear();
        var pooled = _pooled.Row(0);
        for (var k = 0; k < _perAsset.Rows; k++)
        {
            var units = state.Inventory.Row(k);
            var weighted = _perAsset.Row(k);
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
