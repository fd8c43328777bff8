using Interdealer.Engine;
using Interdealer.Markets;

namespace Interdealer.Contagion;

/// <summary>What dealers buy and pay in one clearing: new units at what sellers receive, old units among themselves at the marks.</summary>
internal sealed class DealerTrade
{
    private readonly State _state;
    private readonly Column _shares;
    private readonly Column _fitting;
    private readonly Column _bearing;
    private readonly Column _borne;
    private readonly Column _gone;
    private readonly Column _taken;
    private readonly Column _bought;
    private readonly Column _disposed;

    /// <param name="state">The state in which dealers trade.</param>
    public DealerTrade(State state)
    {
        var (m, count) = (state.System.Assets.Length, state.ScenarioCount);
        _state = state;
        _shares = new Column(state.PoolShare.Rows, count);
        (_fitting, _bearing, _borne, _gone) = (new Column(1, count), new Column(1, count), new Column(1, count), new Column(1, count));
        (_bought, _disposed) = (new Column(1, count), new Column(1, count));
        (_taken, Concession, Outside) = (new Column(m, count), new Column(m, count), new Column(m, count));
    }

    /// <summary>Fall by asset at which dealers take what they take, a fraction.</summary>
    public Column Concession { get; }

    /// <summary>Value at the marks that is left for outside investors, by asset, with inventory that has lost its bearer.</summary>
    public Column Outside { get; }

    /// <summary>Has dealers take what fits of their offer, and share out what they hold.</summary>
    /// <param name="book">The book, faced with the offer.</param>
    /// <param name="value">The valuation before the sale.</param>
    public void Agree(DealerBook book, Valuation value)
    {
        _shares.CopyFrom(_state.PoolShare);
        Passes.OverScenarios(_state, new ShareRule(this, book, value.Pool));
        Passes.OverAssets(_state, new TakeRule(this, book.Offer, value.Marks));
    }

    /// <summary>Moves inventory, cash and debt.</summary>
    /// <param name="value">The valuation before the sale.</param>
    /// <param name="received">What sellers receive for a unit, by asset.</param>
    public void Settle(Valuation value, Column received)
    {
        _bought.Clear();
        _disposed.Clear();
        Passes.OverAssets(_state, new MoveRule(this, value.Marks, received));
        Passes.OverInstitutions(_state, value, new PayRule(this, value.Pool));
    }

    private readonly struct ShareRule(DealerTrade trade, DealerBook book, Column pool) : IScenarioRule
    {
        public void Apply<T>(in ScenarioAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var fitting = book.Fitting(at, most: 1);
            at.Write(trade._fitting, 0, fitting);
            at.Write(trade._bearing, 0, book.RiskBearing(at));
            at.Write(trade._borne, 0, book.Share(at, fitting, (at.Read(pool, 0) > 0) | (fitting > 0), trade._state.PoolShare));
            T gone = 0;
            for (var i = 0; i < trade._shares.Rows; i++)
            {
                gone += T.Except(T.AreEqual(at.Read(trade._state.Standing, i), 0), at.Read(trade._shares, i));
            }

            at.Write(trade._gone, 0, gone);
        }
    }

    /// <summary>What dealers take costs y·σ²/Σ(1/γ); the rest is for outside investors.</summary>
    private readonly struct TakeRule(DealerTrade trade, Column offer, Column marks) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var taken = at.ReadScenario(trade._fitting) * at.Read(offer);
            at.Write(trade._taken, taken);
            at.Write(trade.Concession, T.Where(taken > 0, T.Min(1, taken * at.Volatility * at.Volatility / at.ReadScenario(trade._bearing)), 0));
            at.Sold += (1 - at.ReadScenario(trade._borne)) * at.Inventory * at.Read(marks);
            at.Write(trade.Outside, at.Sold - taken);
        }
    }

    private readonly struct MoveRule(DealerTrade trade, Column marks, Column received) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var (taken, fetched, borne, held) = (at.Read(trade._taken), at.Read(received), at.ReadScenario(trade._borne), at.Inventory);
            var units = T.Where(taken > 0, taken / at.Read(marks), 0);
            at.WriteScenario(trade._bought, at.ReadScenario(trade._bought) + (units * fetched));
            at.WriteScenario(trade._disposed, at.ReadScenario(trade._disposed) + ((1 - borne) * held * fetched));
            at.Inventory = (borne * held) + units;
        }
    }

    /// <summary>Each one's new share of old units and new, less its old share of the old; what is paid adds up to bought − disposed.</summary>
    private readonly struct PayRule(DealerTrade trade, Column pool) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var (all, bought, gone, old) = (at.ReadScenario(pool), at.ReadScenario(trade._bought), at.ReadScenario(trade._gone), at.Read(trade._shares));
            var kept = at.ReadScenario(trade._borne) * all;
            var pay = (at.PoolShare * (kept + bought)) - (old * all);

            // The estates bear what their inventory loses on its way outside.
            var isEstate = T.Except(at.InBusiness, gone > 0);
            if (T.Any(isEstate))
            {
                pay += T.Where(isEstate, (all - kept - at.ReadScenario(trade._disposed)) * (old / gone), 0);
            }

            Settlement.Trade(ref at, pay);
        }
    }
}
