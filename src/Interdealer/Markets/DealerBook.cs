using System.Runtime.CompilerServices;
using Interdealer.Constraints;
using Interdealer.Engine;

namespace Interdealer.Markets;

/// <summary>The inventory that dealers hold together, an offer to add to it, and how much of each dealer's slack the two take up.</summary>
internal sealed class DealerBook
{
    // Halvings of an interval of relative length 1 down to the last bit, with some to spare.
    private const int Halvings = 60;

    // Shares that miss 1 by rounding are not an inventory without a bearer.
    private const double Rounding = 1e-12;

    private readonly State _state;
    private readonly DealerHeadroom _headroom;
    private readonly int[] _dealers;
    private readonly double[] _bearing;
    private readonly Column _held;
    private readonly Column _offered;
    private readonly Column _weights;
    private readonly Column _caps;
    private readonly Column _full;

    /// <param name="state">The state.</param>
    /// <param name="limit">What limits dealers.</param>
    public DealerBook(State state, IConstraint limit)
    {
        var (n, count) = (state.System.Institutions.Length, state.ScenarioCount);
        _state = state;
        _headroom = new DealerHeadroom(state, limit);
        _bearing = [.. state.System.Institutions.Select(i => 1 / i.RiskAversion)];
        _dealers = [.. Enumerable.Range(0, n).Where(i => _bearing[i] > 0)];
        (_held, _offered, _weights) = (new Column(n, count), new Column(n, count), new Column(n, count));
        (_caps, _full) = (new Column(n, count), new Column(n, count));
        Offer = new Column(state.System.Assets.Length, count);
    }

    /// <summary>Value by asset, at the marks, that dealers are offered; 0 where an asset is worth nothing.</summary>
    public Column Offer { get; }

    /// <summary>Takes the book as the state stands: each dealer's slack and what of it the inventory takes up.</summary>
    public void Open(Valuation value)
    {
        _headroom.Measure(value);
        _headroom.Taken(value, value.InventoryByAsset(), _held);
        Passes.OverInstitutions(_state, value, new WeightRule(_bearing, _weights));
    }

    /// <summary>Faces the dealers with <see cref="Offer"/>.</summary>
    public void Face(Valuation value) => _headroom.Taken(value, Offer, _offered);

    /// <summary>Σ 1/γ_i over the dealers with headroom for the offer: what a sale y costs is y·σ² over this.</summary>
    public T RiskBearing<T>(in ScenarioAt<T> at)
        where T : unmanaged, ILanes<T>
    {
        T sum = 0;
        foreach (var i in _dealers)
        {
            sum += T.Except(T.AreEqual(at.Read(_offered, i), double.PositiveInfinity), at.Read(_weights, i));
        }

        return sum;
    }

    /// <summary>The largest multiple φ of the offer, at most <paramref name="most"/>, with which Σ_i 1/(held_i + φ·offered_i) ≥ 1: all of it has a bearer.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T Fitting<T>(in ScenarioAt<T> at, double most)
        where T : unmanaged, ILanes<T>
    {
        T headroom = 0;
        foreach (var i in _dealers)
        {
            headroom += T.Where(at.Read(_weights, i) > 0, 1 / at.Read(_offered, i), 0);
        }

        // Without inventory this much fits exactly, with it never more.
        T low = 0, high = T.Min(most, headroom);
        var all = T.Max(0, high);
        var searches = T.Except(Headroom(at, high) >= 1, high > 0);
        if (!T.Any(searches))
        {
            return all;
        }

        var isBounded = high < double.PositiveInfinity;
        for (var step = 0; step < Halvings; step++)
        {
            var mid = low + ((high - low) / 2);
            var fits = Headroom(at, mid) >= 1;
            (low, high) = (T.Where(fits, mid, low), T.Where(fits, high, mid));
        }

        return T.Where(searches, T.Where(isBounded, low, 0), all);
    }

    /// <summary>
    /// Shares out inventory and φ times the offer: in proportion to 1/γ_i, each dealer at most up to its limit. Where even the inventory
    /// does not fit, nobody takes more than he has unless he has headroom, and nobody else must give.
    /// </summary>
    /// <param name="at">The scenarios.</param>
    /// <param name="fitting">φ.</param>
    /// <param name="where">Scenarios in which there is anything to share out.</param>
    /// <param name="shares">Present shares; receives the new ones, which sum to 1 unless nobody is left to bear anything.</param>
    /// <returns>Share of the inventory that has a bearer, from 0 to 1; the rest belonged to dealers gone out of business.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T Share<T>(in ScenarioAt<T> at, T fitting, T where, Column shares)
        where T : unmanaged, ILanes<T>
    {
        var fits = Headroom(at, fitting) >= 1;
        T bearable = 0;
        foreach (var i in _dealers)
        {
            var isOpen = at.Read(_weights, i) > 0;
            var cap = T.Where(isOpen, 1 / Load(at, i, fitting), 0);
            cap = T.Where(T.Except(fits, isOpen), T.Max(cap, at.Read(shares, i)), cap);
            at.Write(_caps, i, cap);
            bearable += cap;
        }

        // Too little even so: everyone is full, and what they bear together is all that is left.
        var kept = T.Where(bearable < 1 - Rounding, bearable, 1);
        FillUp(at, kept, T.Except(bearable <= 0, where), shares);
        return T.Where(where, T.Except(bearable <= 0, kept), 1);
    }

    /// <summary>share_i = min(cap_i, μ/γ_i), μ such that they sum to what is kept, then as shares of that.</summary>
    private void FillUp<T>(in ScenarioAt<T> at, T kept, T where, Column shares)
        where T : unmanaged, ILanes<T>
    {
        foreach (var i in _dealers)
        {
            at.Write(_full, i, 0);
        }

        // A scenario that is done stays as it is while others go on.
        T level;
        do
        {
            level = Level(at, kept);
        }
        while (T.Any(Fill(at, level)));

        T sum = 0;
        foreach (var i in _dealers)
        {
            sum += Filled(at, i, level);
        }

        for (var i = 0; i < shares.Rows; i++)
        {
            var share = _bearing[i] > 0 ? Filled(at, i, level) / sum : 0;
            at.Write(shares, i, T.Where(where, share, at.Read(shares, i)));
        }
    }

    /// <summary>μ with those who are full as they are.</summary>
    private T Level<T>(in ScenarioAt<T> at, T kept)
        where T : unmanaged, ILanes<T>
    {
        T left = kept, open = 0;
        foreach (var i in _dealers)
        {
            var isFull = T.Differ(at.Read(_full, i), 0);
            left -= T.Where(isFull, at.Read(_caps, i), 0);
            open += T.Except(isFull, at.Read(_weights, i));
        }

        return T.Where(open > 0, T.Max(0, left) / open, 0);
    }

    /// <returns>Where anyone has become full.</returns>
    private T Fill<T>(in ScenarioAt<T> at, T level)
        where T : unmanaged, ILanes<T>
    {
        T filled = 0;
        foreach (var i in _dealers)
        {
            var isFull = at.Read(_full, i);
            var becomes = T.Except(T.Differ(isFull, 0), level * at.Read(_weights, i) >= at.Read(_caps, i));
            at.Write(_full, i, T.Where(becomes, 1, isFull));
            filled |= becomes;
        }

        return filled;
    }

    private T Filled<T>(in ScenarioAt<T> at, int i, T level)
        where T : unmanaged, ILanes<T> => T.Where(T.Differ(at.Read(_full, i), 0), at.Read(_caps, i), level * at.Read(_weights, i));

    private T Headroom<T>(in ScenarioAt<T> at, T fitting)
        where T : unmanaged, ILanes<T>
    {
        T sum = 0;
        foreach (var i in _dealers)
        {
            sum += T.Where(at.Read(_weights, i) > 0, 1 / Load(at, i, fitting), 0);
        }

        return sum;
    }

    private T Load<T>(in ScenarioAt<T> at, int i, T fitting)
        where T : unmanaged, ILanes<T>
    {
        var offered = at.Read(_offered, i);
        return at.Read(_held, i) + T.Where((fitting > 0) & (offered > 0), fitting * offered, 0);
    }

    /// <summary>1/γ_i of whoever is in business.</summary>
    private readonly struct WeightRule(double[] bearing, Column weights) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => bearing[institution] > 0;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T> => at.Write(weights, T.Where(at.InBusiness, bearing[at.Institution], 0));
    }
}
