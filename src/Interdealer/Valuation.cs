namespace Interdealer;

/// <summary>A state valued at its marks: what each institution's positions are worth and what it has left.</summary>
/// <remarks>Buffers of the state: the next <see cref="State.Value"/> overwrites them.</remarks>
public sealed class Valuation
{
    private readonly State _state;
    private readonly Column _full;

    internal Valuation(State state)
    {
        _state = state;
        var (n, m, lanes) = (state.System.Institutions.Length, state.System.Assets.Length, state.Lanes);
        Marks = new Column(m, lanes);
        Tiers = new Column(state.Kept.Rows, lanes);
        _full = new Column(state.Kept.Rows, lanes);
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

    /// <summary>The marks alone, for those who need no more: the two products are most of the cost.</summary>
    internal void UpdateMarks()
    {
        var (price, discount, marks) = (_state.Price.Values, _state.Discount.Values, Marks.Values);
        for (var x = 0; x < marks.Length; x++)
        {
            marks[x] = price[x] * (1 - discount[x]);
        }
    }

    internal void Update()
    {
        var (system, lanes) = (_state.System, _state.Lanes);
        UpdateMarks();

        system.Q.Values(Marks, _full);
        var (full, kept, tiers) = (_full.Values, _state.Kept.Values, Tiers.Values);
        for (var x = 0; x < tiers.Length; x++)
        {
            tiers[x] = full[x] * kept[x];
        }

        Pool.Clear();
        var pool = Pool.Row(0);
        for (var k = 0; k < system.Assets.Length; k++)
        {
            var units = _state.Inventory.Row(k);
            var mark = Marks.Row(k);
            for (var s = 0; s < lanes; s++)
            {
                pool[s] += units[s] * mark[s];
            }
        }

        system.Claims.Values(_state.Recovery, Claims);
        for (var i = 0; i < system.Institutions.Length; i++)
        {
            var assets = Assets.Row(i);
            var equity = Equity.Row(i);
            var cash = _state.Cash.Row(i);
            var other = _state.OtherAssets.Row(i);
            var share = _state.PoolShare.Row(i);
            var claims = Claims.Row(i);
            var debt = _state.Debt.Row(i);
            for (var s = 0; s < lanes; s++)
            {
                assets[s] = cash[s] + other[s] + (share[s] * pool[s]) + claims[s];
            }

            for (var t = 0; t < system.Tiers; t++)
            {
                var tier = Tiers.Row((i * system.Tiers) + t);
                for (var s = 0; s < lanes; s++)
                {
                    assets[s] += tier[s];
                }
            }

            var owed = system.Claims.Owed[i];
            var recovery = _state.Recovery.Row(i);
            var redeemed = _state.RedemptionDue.Row(i);
            for (var s = 0; s < lanes; s++)
            {
                equity[s] = assets[s] - debt[s] - (owed * recovery[s]) - redeemed[s];
            }
        }
    }
}
