namespace Interdealer.Contagion;

/// <summary>What dealers buy and pay in one clearing: new units at what sellers receive, old units among themselves at the marks.</summary>
internal sealed class DealerTrade
{
    private readonly State _state;
    private readonly Valuation _value;
    private readonly Column _marks;
    private readonly Column _shares;
    private readonly double[] _pool;

    /// <param name="state">The state before anything is shared out or sold.</param>
    /// <param name="value">Its valuation; by the time of <see cref="Settle"/> its marks are what sellers receive.</param>
    public DealerTrade(State state, Valuation value)
    {
        var (m, scenarioCount) = (state.System.Assets.Length, state.ScenarioCount);
        (_state, _value) = (state, value);
        (_marks, _shares) = (new Column(m, scenarioCount), new Column(state.PoolShare.Rows, scenarioCount));
        _marks.CopyFrom(value.Marks);
        _shares.CopyFrom(state.PoolShare);
        _pool = value.Pool.In(0).ToArray();
        Taken = new Column(m, scenarioCount);
        Borne = new Column(1, scenarioCount);
        Borne.Values.Fill(1);
    }

    /// <summary>Value at the marks that dealers take, by asset.</summary>
    public Column Taken { get; }

    /// <summary>Share of the old inventory that still has a bearer (one row).</summary>
    public Column Borne { get; }

    /// <summary>What is left for outside investors, by asset, with inventory that has lost its bearer.</summary>
    public Column Outside()
    {
        var outside = new Column(Taken.Rows, Taken.ScenarioCount);
        for (var k = 0; k < outside.Rows; k++)
        {
            for (var s = 0; s < outside.ScenarioCount; s++)
            {
                _state.Sold[k, s] += (1 - Borne[0, s]) * _state.Inventory[k, s] * _marks[k, s];
                outside[k, s] = _state.Sold[k, s] - Taken[k, s];
            }
        }

        return outside;
    }

    /// <summary>Moves inventory, cash and debt.</summary>
    public void Settle()
    {
        for (var s = 0; s < Taken.ScenarioCount; s++)
        {
            var (bought, disposed) = (0.0, 0.0);
            for (var k = 0; k < Taken.Rows; k++)
            {
                var units = Taken[k, s] > 0 ? Taken[k, s] / _marks[k, s] : 0;
                bought += units * _value.Marks[k, s];
                disposed += (1 - Borne[0, s]) * _state.Inventory[k, s] * _value.Marks[k, s];
                _state.Inventory[k, s] = (Borne[0, s] * _state.Inventory[k, s]) + units;
            }

            Pay(s, bought, disposed);
        }
    }

    /// <summary>Each one's new share of old units and new, less its old share of the old; what is paid adds up to bought − disposed.</summary>
    private void Pay(int s, double bought, double disposed)
    {
        var (n, kept) = (_shares.Rows, Borne[0, s] * _pool[s]);
        var gone = 0.0;
        for (var i = 0; i < n; i++)
        {
            gone += _state.StandingOf(i, s) == Standing.Active ? 0 : _shares[i, s];
        }

        for (var i = 0; i < n; i++)
        {
            var active = _state.StandingOf(i, s) == Standing.Active;
            var pay = kept > 0 || bought > 0 ? (_state.PoolShare[i, s] * (kept + bought)) - (_shares[i, s] * _pool[s]) : -_shares[i, s] * _pool[s];

            // The estates bear what their inventory loses on its way outside.
            pay += !active && gone > 0 ? (_pool[s] - kept - disposed) * (_shares[i, s] / gone) : 0;
            Settlement.Trade(_state, i, s, pay);
        }
    }
}
