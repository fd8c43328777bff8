namespace Interdealer;

/// <summary>
/// The balance sheet of one institution at a time, in one scenario or several: what a <see cref="Valuation"/> writes down for all, for those
/// who act on it at once and need not have it written.
/// </summary>
/// <remarks>What the system does not have at all is left out, as adding 0 would. Rows lie one after the other, so one index serves every column by institution.</remarks>
internal readonly ref struct BalanceSheets<T>
    where T : struct, ILanes<T>
{
    private readonly int _tiers;
    private readonly int _lanes;
    private readonly bool _hasPool;
    private readonly bool _hasClaims;
    private readonly bool _hasRedemptions;
    private readonly ref readonly double _cash;
    private readonly ref readonly double _other;
    private readonly ref readonly double _debt;
    private readonly ref readonly double _kept;
    private readonly ref readonly double _whole;
    private readonly ref readonly double _poolShare;
    private readonly ref readonly double _pool;
    private readonly ref readonly double _claims;
    private readonly ref readonly double _recovery;
    private readonly ref readonly double _redemptions;
    private readonly ReadOnlySpan<double> _owed;

    /// <summary>Balance sheets of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="value">Its valuation, with the marks, the inventory and the claims of this moment.</param>
    public BalanceSheets(State state, Valuation value)
    {
        (_tiers, _lanes) = (state.System.Tiers, state.ScenarioCount);
        (_hasPool, _hasClaims, _hasRedemptions) = (!state.Inventory.IsZero, !state.System.Claims.IsEmpty, !state.RedemptionDue.IsZero);
        _cash = ref state.Cash.From(0);
        _other = ref state.OtherAssets.From(0);
        _debt = ref state.Debt.From(0);
        _kept = ref state.Retained.From(0);
        _whole = ref value.Whole.From(0);
        _poolShare = ref state.PoolShare.From(0);
        _pool = ref value.Pool.From(0);
        _claims = ref value.Claims.From(0);
        _recovery = ref state.Recovery.From(0);
        _redemptions = ref state.RedemptionDue.From(0);
        _owed = state.System.Claims.Owed.AsSpan();
    }

    /// <summary>Value of what is still held of one tier.</summary>
    /// <param name="cell">Place of the first scenario in the columns by institution and tier.</param>
    public T Tier(int cell) => T.Load(in _whole, cell) * T.Load(in _kept, cell);

    /// <summary>Total assets of one institution.</summary>
    /// <param name="i">Institution.</param>
    /// <param name="lane">First scenario.</param>
    public T Assets(int i, int lane)
    {
        var at = (i * _lanes) + lane;
        var assets = T.Load(in _cash, at) + T.Load(in _other, at);
        if (_hasPool)
        {
            assets += T.Load(in _poolShare, at) * T.Load(in _pool, lane);
        }

        if (_hasClaims)
        {
            assets += T.Load(in _claims, at);
        }

        for (var t = i * _tiers; t < (i + 1) * _tiers; t++)
        {
            assets += Tier((t * _lanes) + lane);
        }

        return assets;
    }

    /// <summary>Equity of one institution.</summary>
    /// <param name="i">Institution.</param>
    /// <param name="lane">First scenario.</param>
    /// <param name="assets">Its total assets.</param>
    public T Equity(int i, int lane, T assets)
    {
        var at = (i * _lanes) + lane;
        var equity = assets - T.Load(in _debt, at);
        if (_hasClaims)
        {
            equity -= T.Of(_owed[i]) * T.Load(in _recovery, at);
        }

        return _hasRedemptions ? equity - T.Load(in _redemptions, at) : equity;
    }
}
