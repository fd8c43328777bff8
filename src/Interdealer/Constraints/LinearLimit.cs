using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>The capacity of a limit as a function of the balance sheet.</summary>
internal interface ICapacityRule
{
    /// <summary>Capacity C, in currency.</summary>
    T Of<T>(in Sheet<T> sheet)
        where T : unmanaged, ILanes<T>;
}

/// <summary>Capacity is equity: C = e.</summary>
internal readonly struct EquityCapacity : ICapacityRule
{
    public T Of<T>(in Sheet<T> sheet)
        where T : unmanaged, ILanes<T> => sheet.Equity;
}

/// <summary>Capacity is a share of what equity there is, C = ℓ·max(e, 0), or an amount.</summary>
internal readonly struct ShareOrAmount(double limit, bool isShareOfEquity) : ICapacityRule
{
    public T Of<T>(in Sheet<T> sheet)
        where T : unmanaged, ILanes<T> => isShareOfEquity ? limit * T.Max(0, sheet.Equity) : limit;
}

/// <summary>
/// A limit whose usage is a weighted sum, κ = scale·(Σ_k w_k a_k + cash weight·c + other weight·o + claims weight·claims + extra): the dealer's share
/// of the warehoused inventory and what cannot be sold are in the fixed part.
/// </summary>
/// <param name="weights">Weights of everything.</param>
/// <param name="holdings">Holdings at weighted marks.</param>
/// <param name="capacity">The capacity.</param>
/// <param name="tightening">Target over trigger.</param>
/// <param name="repays">Whether the proceeds of a sale repay debt.</param>
internal readonly struct LinearLimit<TCapacity>(LinearWeights weights, WeightedHoldings holdings, TCapacity capacity, double tightening, bool repays) : ILimitRule
    where TCapacity : struct, ICapacityRule
{
    public bool IsAdditive => true;

    public void Prepare(State state, Valuation value, Column inventory) => holdings.Prepare(state, value, inventory);

    public void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
        where T : unmanaged, ILanes<T>
    {
        T scale = weights.Scale;
        var besides = (weights.Cash * sheet.Cash) + (weights.Other * sheet.OtherAssets) + (weights.OffBalanceSheet * holdings.OffBalanceSheet[sheet.Institution]);
        if (sheet.HasClaims)
        {
            besides += weights.Claims * sheet.Claims;
        }

        if (sheet.HasPool)
        {
            besides += sheet.PoolShare * sheet.ReadScenario(holdings.Pooled);
        }

        T sellable = sheet.Sellable, rest = sheet.Unsellable;
        if (holdings.IsWeighted)
        {
            (sellable, rest) = sheet.Weigh(holdings.Whole);
        }

        measured.Sellable = scale * sellable;
        measured.Fixed = scale * (weights.SellableOnly ? besides : besides + rest);
        measured.Usage = measured.Fixed + measured.Sellable;
        measured.Capacity = capacity.Of(sheet);
        measured.Tightening = tightening;
        measured.PerCash = weights.Scale * weights.Cash;
        measured.Repays = repays ? 1 : 0;
        measured.Part = 0;
    }

    public void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
        where T : unmanaged, ILanes<T>
    {
        var byTier = measured.ByTier;
        var scale = (T)weights.Scale;
        if (holdings.IsWeighted)
        {
            var whole = sheet.TiersOf(holdings.Whole);
            var retained = sheet.RetainedTiers;
            for (var t = 0; t < byTier.Length; t++)
            {
                byTier[t] = scale * (whole[t] * retained[t]);
            }
        }
        else
        {
            var values = sheet.Values;
            for (var t = 0; t < byTier.Length; t++)
            {
                byTier[t] = scale * values[t];
            }
        }
    }
}

/// <summary>Whole starting holdings and the warehoused inventory at weighted marks.</summary>
internal sealed class WeightedHoldings
{
    private readonly Column? _weights;
    private readonly Column _weighted;
    private readonly TrackedProduct? _product;

    /// <param name="state">The state that is measured.</param>
    /// <param name="weights">Weight of each asset in each scenario; null weighs each 1.</param>
    public WeightedHoldings(State state, Column? weights)
    {
        var (system, count) = (state.System, state.ScenarioCount);
        _weights = weights;
        _weighted = new Column(system.Assets.Length, count);
        _product = weights is null ? null : new TrackedProduct(system.Q.ByHolder, system.Assets.Length, count);
        Pooled = new Column(1, count);
        Whole = Pooled;
        OffBalanceSheet = [.. system.Institutions.Select(i => i.OffBalanceSheetExposure)];
    }

    /// <summary>Whether any asset weighs anything else than 1.</summary>
    public bool IsWeighted => _product is not null;

    /// <summary>Value of whole starting holdings at weighted marks, by institution and tier.</summary>
    public Column Whole { get; private set; }

    /// <summary>Value of the inventory at weighted marks (one row).</summary>
    public Column Pooled { get; }

    /// <summary>Exposure beyond the balance sheet, by institution.</summary>
    public double[] OffBalanceSheet { get; }

    /// <summary>Takes both at the marks of a valuation.</summary>
    public void Prepare(State state, Valuation value, Column inventory)
    {
        if (_weights is null)
        {
            Whole = value.Whole;
        }
        else
        {
            Passes.OverAssets(state, new WeightRule(_weights, value.Marks, _weighted));
            Whole = _product!.With(_weighted, state.ActiveCount);
        }

        Pooled.Clear();
        if (!inventory.IsZero)
        {
            Passes.OverAssets(state, new PoolRule(inventory, _weights, Pooled));
        }
    }

    private readonly struct WeightRule(Column weights, Column marks, Column weighted) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T> => at.Write(weighted, at.Read(weights) * at.Read(marks));
    }

    private readonly struct PoolRule(Column inventory, Column? weights, Column pooled) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var value = at.Read(inventory);
            at.WriteScenario(pooled, at.ReadScenario(pooled) + (weights is null ? value : at.Read(weights) * value));
        }
    }
}
