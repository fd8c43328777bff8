using Interdealer.Risk;

namespace Interdealer.Constraints;

/// <summary>
/// A limit on the risk of an institution's positions: usage κ = risk(v), v the positions that can be sold and the share of the warehoused
/// inventory; capacity C = the limit.
/// </summary>
/// <remarks>
/// The risk measures on offer are homogeneous of degree one, so usage splits by Euler's theorem into v_k·∂risk/∂v_k, and pro rata the
/// slice 1 − limit/risk restores the limit. What cannot be sold is the banking book and no part of the desk.
/// </remarks>
internal sealed class RiskLimit(string name, IRiskEstimator estimator, double limit, bool isShareOfEquity) : IConstraint
{
    private const int NotOnTheDesk = -1;

    public IReadOnlyList<string> Parts => [name];

    public void Measure(State state, Valuation value, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(measurement);
        var system = state.System;
        var place = Places(system);
        var positions = new double[estimator.Assets?.Count ?? place.Length];
        var volatilities = new double[positions.Length];
        var marginals = new double[positions.Length];
        for (var s = 0; s < state.ScenarioCount; s++)
        {
            for (var k = 0; k < place.Length; k++)
            {
                if (place[k] >= 0)
                {
                    volatilities[place[k]] = state.Volatility[k, s];
                }
            }

            for (var i = 0; i < system.Institutions.Length; i++)
            {
                Gather(state, value, place, i, s, positions);
                estimator.Marginals(positions, volatilities, marginals);
                Spread(state, value, measurement, place, i, s, marginals);
                measurement.Capacity[i, s] = isShareOfEquity ? limit * Math.Max(0, value.Equity[i, s]) : limit;
            }
        }

        measurement.IsAdditive = false;
    }

    private static void Gather(State state, Valuation value, int[] place, int i, int s, double[] positions)
    {
        var system = state.System;
        Array.Clear(positions);
        for (var t = 0; t < system.SellableTiers; t++)
        {
            var row = (i * system.Tiers) + t;
            var assets = system.Q.AssetsOf(row);
            var amounts = system.Q.AmountsOf(row);
            for (var e = 0; e < assets.Length; e++)
            {
                positions[place[assets[e]]] += amounts[e] * state.Retained[row, s] * value.Marks[assets[e], s];
            }
        }

        for (var k = 0; k < place.Length; k++)
        {
            positions[Math.Max(0, place[k])] += place[k] >= 0 ? state.PoolShare[i, s] * state.Inventory[k, s] * value.Marks[k, s] : 0;
        }
    }

    private static void Spread(State state, Valuation value, Measurement m, int[] place, int i, int s, double[] marginals)
    {
        var system = state.System;
        for (var t = 0; t < system.SellableTiers; t++)
        {
            var row = (i * system.Tiers) + t;
            var assets = system.Q.AssetsOf(row);
            var amounts = system.Q.AmountsOf(row);
            var sum = 0.0;
            for (var e = 0; e < assets.Length; e++)
            {
                sum += amounts[e] * state.Retained[row, s] * value.Marks[assets[e], s] * marginals[place[assets[e]]];
            }

            m.ByTier[row, s] = sum;
        }

        for (var k = 0; k < place.Length; k++)
        {
            m.Fixed[i, s] += place[k] >= 0 ? state.PoolShare[i, s] * state.Inventory[k, s] * value.Marks[k, s] * marginals[place[k]] : 0;
        }
    }

    /// <summary>Where the estimator expects each asset, −1 for what is not for sale and unknown to it: joined by label where the estimator has labels.</summary>
    private int[] Places(FinancialSystem system)
    {
        if (estimator.Assets is not { } labels)
        {
            return [.. Enumerable.Range(0, system.Assets.Length)];
        }

        var index = labels.Select((label, place) => (label, place)).ToDictionary(x => x.label, x => x.place, StringComparer.Ordinal);
        var place = new int[system.Assets.Length];
        for (var k = 0; k < place.Length; k++)
        {
            var asset = system.Assets[k];
            place[k] = index.TryGetValue(asset.Name, out var p) ? p
                : asset.Sellable ? throw Require.Unknown("an asset of the risk estimator", asset.Name, labels, nameof(estimator))
                : NotOnTheDesk;
        }

        return place;
    }
}
