namespace Interdealer;

/// <summary>A state valued at its marks: what each institution's positions are worth and what it has left.</summary>
/// <remarks>Buffers of the state: the next <see cref="State.Value"/> overwrites them.</remarks>
public sealed class Valuation
{
    private readonly State _state;
    private readonly Column _whole;
    private bool _isWritten;

    internal Valuation(State state)
    {
        _state = state;
        var (n, m, lanes) = (state.System.Institutions.Length, state.System.Assets.Length, state.ScenarioCount);
        Marks = new Column(m, lanes);
        Tiers = new Column(state.Retained.Rows, lanes);
        _whole = new Column(state.Retained.Rows, lanes);
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
            // The two products are most of the cost of a round.
            if (Marks.IsTouched)
            {
                _state.System.Q.Values(Marks, _whole);
                Marks.IsTouched = false;
            }

            return _whole;
        }
    }

    /// <summary>The marks alone, for those who need no more; marks that stay the same are not touched.</summary>
    internal void UpdateMarks()
    {
        if (_state.Discount.IsZero)
        {
            if (!Marks.HasBitsOf(_state.Price))
            {
                Marks.CopyFrom(_state.Price);
            }

            return;
        }

        var price = _state.Price.Read;
        var discount = _state.Discount.Read;
        var marks = Marks.Read;
        var same = 0;
        while (same < marks.Length && marks[same].Equals(price[same] * (1 - discount[same])))
        {
            same++;
        }

        for (var x = same; x < marks.Length; x++)
        {
            Marks.Values[x] = price[x] * (1 - discount[x]);
        }
    }

    /// <summary>The marks, and what goes with them into every balance sheet.</summary>
    internal void UpdateInputs()
    {
        var system = _state.System;
        _isWritten = false;
        UpdateMarks();
        Pool.Clear();
        for (var k = 0; k < system.Assets.Length && !_state.Inventory.IsZero; k++)
        {
            var pool = Pool.Row(0);
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
    }

    /// <summary>Writes the figures of every institution down, where they are not yet: the state must be as it was at <see cref="UpdateInputs"/>.</summary>
    internal Valuation Written()
    {
        if (!_isWritten)
        {
            AddUp<OneLane>(AddUp<FourLanes>(AddUp<EightLanes>(0)));
            _isWritten = true;
        }

        return this;
    }

    /// <summary>The figures of every institution.</summary>
    /// <returns>The first scenario that is left over.</returns>
    private int AddUp<T>(int first)
        where T : struct, ILanes<T>
    {
        var (n, tiers, lanes, end) = (_state.System.Institutions.Length, _state.System.Tiers, Assets.ScenarioCount, T.End(first, Assets.ScenarioCount));
        var sheets = new BalanceSheets<T>(_state, this);
        ref var tierOf = ref Tiers.To(0);
        ref var assetsOf = ref Assets.To(0);
        ref var equityOf = ref Equity.To(0);
        for (var i = 0; i < n; i++)
        {
            for (var lane = first; lane < end; lane += T.Count)
            {
                for (var t = i * tiers; t < (i + 1) * tiers; t++)
                {
                    T.Store(sheets.Tier((t * lanes) + lane), ref tierOf, (t * lanes) + lane);
                }

                var assets = sheets.Assets(i, lane);
                T.Store(assets, ref assetsOf, (i * lanes) + lane);
                T.Store(sheets.Equity(i, lane, assets), ref equityOf, (i * lanes) + lane);
            }
        }

        return end;
    }
}
