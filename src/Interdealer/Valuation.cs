namespace Interdealer;

/// <summary>A state valued at its marks: what each institution's positions are worth and what it has left.</summary>
/// <remarks>Buffers of the state: the next <see cref="State.Value"/> overwrites them.</remarks>
public sealed class Valuation
{
    private readonly State _state;
    private readonly Column _whole;
    private readonly Column _wholeMarks;

    internal Valuation(State state)
    {
        _state = state;
        var (n, m, lanes) = (state.System.Institutions.Length, state.System.Assets.Length, state.Lanes);
        Marks = new Column(m, lanes);
        Tiers = new Column(state.Kept.Rows, lanes);
        _whole = new Column(state.Kept.Rows, lanes);
        _wholeMarks = new Column(m, lanes);
        Pool = new Column(1, lanes);
        Claims = new Column(n, lanes);
        Assets = new Column(n, lanes);
        Equity = new Column(n, lanes);
    }

    /// <summary>Price less valuation discount, by asset.</summary>
    public Column Marks { get; }

    /// <summary>Value of what is still held, by institution and tier.</summary>
    public Column Tiers { get; }

    /// <summary>Value of the whole warehoused inventory (one row).</summary>
    public Column Pool { get; }

    /// <summary>Value of claims on other institutions of the system, by institution.</summary>
    public Column Claims { get; }

    /// <summary>Total assets A: cash, other assets, holdings, share of the inventory, claims.</summary>
    public Column Assets { get; }

    /// <summary>Equity e = A − debt − what is owed to institutions of the system − redemptions due: what belongs to the owners who remain.</summary>
    /// <remarks>What is owed inside the system counts at what its creditors expect of it, so that no loss is counted twice.</remarks>
    public Column Equity { get; }

    /// <summary>Value of the whole starting holding by institution and tier, at the marks: product of this moment, or of the last time the marks were these.</summary>
    internal Column Whole
    {
        get
        {
            // The two products are most of the cost of a round, comparing marks next to nothing.
            if (_wholeMarks.IsZero || !_wholeMarks.HasBitsOf(Marks))
            {
                _state.System.Q.Values(Marks, _whole);
                _wholeMarks.CopyFrom(Marks);
            }

            return _whole;
        }
    }

    /// <summary>The marks alone, for those who need no more.</summary>
    internal void UpdateMarks()
    {
        if (_state.Discount.IsZero)
        {
            Marks.CopyFrom(_state.Price);
            return;
        }

        var price = _state.Price.Read;
        var discount = _state.Discount.Read;
        var marks = Marks.Values;
        for (var x = 0; x < marks.Length; x++)
        {
            marks[x] = price[x] * (1 - discount[x]);
        }
    }

    internal void Update()
    {
        var system = _state.System;
        UpdateMarks();
        Pool.Clear();
        var pool = Pool.Row(0);
        for (var k = 0; k < system.Assets.Length && !_state.Inventory.IsZero; k++)
        {
            var units = _state.Inventory.In(k);
            var mark = Marks.In(k);
            for (var s = 0; s < pool.Length; s++)
            {
                pool[s] += units[s] * mark[s];
            }
        }

        if (!system.Claims.IsEmpty)
        {
            system.Claims.Values(_state.Recovery, Claims);
        }

        var whole = Whole;
        AddUp<OneLane>(whole, AddUp<FourLanes>(whole, AddUp<EightLanes>(whole, 0)));
    }

    /// <summary>Assets and equity of every institution; what the system does not have at all is left out, as adding 0 would.</summary>
    /// <returns>The first scenario that is left over.</returns>
    private int AddUp<T>(Column whole, int first)
        where T : struct, ILanes<T>
    {
        var (n, tiers, claims, lanes) = (_state.System.Institutions.Length, _state.System.Tiers, _state.System.Claims, Assets.Lanes);
        var (hasPool, hasClaims, hasRedemptions) = (!_state.Inventory.IsZero, !claims.IsEmpty, !_state.RedemptionDue.IsZero);
        var end = T.End(first, lanes);

        // Rows lie one after the other, so that one index serves every column by institution.
        ref readonly var cash = ref _state.Cash.From(0);
        ref readonly var other = ref _state.OtherAssets.From(0);
        ref readonly var debt = ref _state.Debt.From(0);
        ref readonly var kept = ref _state.Kept.From(0);
        ref readonly var held = ref whole.From(0);
        ref var tierOf = ref Tiers.To(0);
        ref var assetsOf = ref Assets.To(0);
        ref var equityOf = ref Equity.To(0);
        for (var i = 0; i < n; i++)
        {
            for (var lane = first; lane < end; lane += T.Count)
            {
                var at = (i * lanes) + lane;
                var assets = T.Load(in cash, at) + T.Load(in other, at);
                if (hasPool)
                {
                    assets += T.Load(in _state.PoolShare.From(i), lane) * T.Load(in Pool.From(0), lane);
                }

                if (hasClaims)
                {
                    assets += T.Load(in Claims.From(i), lane);
                }

                for (var t = i * tiers; t < (i + 1) * tiers; t++)
                {
                    var cell = (t * lanes) + lane;
                    var tier = T.Load(in held, cell) * T.Load(in kept, cell);
                    T.Store(tier, ref tierOf, cell);
                    assets += tier;
                }

                var equity = assets - T.Load(in debt, at);
                if (hasClaims)
                {
                    equity -= T.Of(claims.Owed[i]) * T.Load(in _state.Recovery.From(i), lane);
                }

                if (hasRedemptions)
                {
                    equity -= T.Load(in _state.RedemptionDue.From(i), lane);
                }

                T.Store(assets, ref assetsOf, at);
                T.Store(equity, ref equityOf, at);
            }
        }

        return end;
    }
}
