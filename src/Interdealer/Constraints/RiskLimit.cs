using Interdealer.Engine;
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
/// <param name="name">Name of the limit.</param>
/// <param name="labels">Labels of the assets whose risk is measured; null for all of the system, in its order.</param>
/// <param name="risk">The risk of so many assets.</param>
/// <param name="limit">The limit, in currency or as a share of equity.</param>
/// <param name="isShareOfEquity">Which of the two.</param>
internal sealed class RiskLimit<TRisk>(string name, IReadOnlyList<string>? labels, Func<int, TRisk> risk, double limit, bool isShareOfEquity) : IConstraint
    where TRisk : struct, IRiskRule
{
    public IReadOnlyList<string> Parts => [name];

    AssetColumns IConstraint.Reads => AssetColumns.Volatility;

    public void Measure(State state, Valuation value, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        measurement.Fill(this, state, value);
    }

    Engine.Limit IConstraint.Bind(State state)
    {
        var desk = new RiskDesk(state, labels);
        return Engine.Limit.Of(new Rule(desk, risk(desk.Count), new ShareOrAmount(limit, isShareOfEquity)));
    }

    private readonly struct Rule(RiskDesk desk, TRisk risk, ShareOrAmount capacity) : ILimitRule
    {
        // Marginal risk changes with the positions, so a sale has to look again.
        public bool IsAdditive => false;

        public void Prepare(State state, Valuation value, Column inventory) => desk.Prepare(value, inventory);

        public void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            desk.Gather(sheet);
            var marginals = desk.Buffer<T>(RiskDesk.Marginals);
            risk.Marginals(desk.Buffer<T>(RiskDesk.Positions), desk.Buffer<T>(RiskDesk.Volatilities), desk.Buffer<T>(RiskDesk.Exposures), marginals);
            measured.Sellable = Contribution<T>(desk.Buffer<T>(RiskDesk.ForSale), marginals);
            measured.Fixed = sheet.HasPool ? Contribution<T>(desk.Buffer<T>(RiskDesk.Warehoused), marginals) : 0;
            measured.Usage = measured.Fixed + measured.Sellable;
            measured.Capacity = capacity.Of(sheet);
            (measured.Tightening, measured.PerCash, measured.Repays, measured.Part) = (1, 0, 1, 0);
        }

        public void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            for (var t = 0; t < measured.ByTier.Length; t++)
            {
                measured.ByTier[t] = desk.Contribution(sheet, t);
            }
        }

        private static T Contribution<T>(ReadOnlySpan<T> positions, ReadOnlySpan<T> marginals)
            where T : unmanaged, ILanes<T>
        {
            T sum = 0;
            for (var k = 0; k < positions.Length; k++)
            {
                sum += positions[k] * marginals[k];
            }

            return sum;
        }
    }
}

/// <summary>The positions of one institution in one scenario or several, in the order in which their risk is measured.</summary>
internal sealed class RiskDesk
{
    /// <summary>The buffer of all positions.</summary>
    public const int Positions = 0;

    /// <summary>The buffer of positions that can be sold.</summary>
    public const int ForSale = 1;

    /// <summary>The buffer of shares of the warehoused inventory.</summary>
    public const int Warehoused = 2;

    /// <summary>The buffer of volatilities.</summary>
    public const int Volatilities = 3;

    /// <summary>The buffer of marginal risks of the positions that were measured last.</summary>
    public const int Marginals = 4;

    /// <summary>A buffer to calculate in.</summary>
    public const int Exposures = 5;

    private const int NotOnTheDesk = -1;
    private const int Buffered = 6;
    private readonly State _state;
    private readonly int[] _place;
    private readonly double[] _numbers;
    private Column _marks;
    private Column _inventory;

    public RiskDesk(State state, IReadOnlyList<string>? labels)
    {
        (_state, _marks, _inventory) = (state, state.Price, state.Inventory);
        Count = labels?.Count ?? state.System.Assets.Length;
        _place = labels is null ? [.. Enumerable.Range(0, Count)] : Places(state.System, labels);
        _numbers = Buffers.For(Buffered * Count);
    }

    /// <summary>Number of assets whose risk is measured.</summary>
    public int Count { get; }

    /// <summary>One of the buffers.</summary>
    public Span<T> Buffer<T>(int k)
        where T : unmanaged, ILanes<T> => Buffers.Of<T>(_numbers).Slice(k * Count, Count);

    /// <summary>Takes the marks and the inventory that count.</summary>
    public void Prepare(Valuation value, Column inventory) => (_marks, _inventory) = (value.Marks, inventory);

    /// <summary>Fills in positions and volatilities.</summary>
    public void Gather<T>(scoped in Sheet<T> sheet)
        where T : unmanaged, ILanes<T>
    {
        var positions = Buffer<T>(Positions);
        var forSale = Buffer<T>(ForSale);
        var warehoused = Buffer<T>(Warehoused);
        var volatilities = Buffer<T>(Volatilities);
        forSale.Clear();
        warehoused.Clear();
        volatilities.Clear();
        for (var t = 0; t < sheet.SellableTiers; t++)
        {
            var row = (sheet.Institution * sheet.Tiers) + t;
            var assets = _state.System.Q.AssetsOf(row);
            var amounts = _state.System.Q.AmountsOf(row);
            var retained = sheet.Retained(t);
            for (var e = 0; e < assets.Length; e++)
            {
                forSale[_place[assets[e]]] += amounts[e] * retained * sheet.OfAsset(_marks, assets[e]);
            }
        }

        for (var k = 0; k < _place.Length; k++)
        {
            if (_place[k] is not NotOnTheDesk and var place)
            {
                volatilities[place] = sheet.OfAsset(_state.Volatility, k);
                if (sheet.HasPool)
                {
                    warehoused[place] += sheet.PoolShare * sheet.OfAsset(_inventory, k);
                }
            }
        }

        for (var k = 0; k < positions.Length; k++)
        {
            positions[k] = forSale[k] + warehoused[k];
        }
    }

    /// <summary>What a tier contributes to the risk that was measured last.</summary>
    public T Contribution<T>(scoped in Sheet<T> sheet, int tier)
        where T : unmanaged, ILanes<T>
    {
        var row = (sheet.Institution * sheet.Tiers) + tier;
        var assets = _state.System.Q.AssetsOf(row);
        var amounts = _state.System.Q.AmountsOf(row);
        var marginals = Buffer<T>(Marginals);
        var retained = sheet.Retained(tier);
        T sum = 0;
        for (var e = 0; e < assets.Length; e++)
        {
            sum += amounts[e] * retained * sheet.OfAsset(_marks, assets[e]) * marginals[_place[assets[e]]];
        }

        return sum;
    }

    /// <summary>Where the estimator expects each asset, −1 for what is not for sale and unknown to it: joined by label.</summary>
    private static int[] Places(FinancialSystem system, IReadOnlyList<string> labels)
    {
        var index = labels.Select((label, place) => (label, place)).ToDictionary(x => x.label, x => x.place, StringComparer.Ordinal);
        var place = new int[system.Assets.Length];
        for (var k = 0; k < place.Length; k++)
        {
            var asset = system.Assets[k];
            place[k] = index.TryGetValue(asset.Name, out var p) ? p
                : asset.Sellable ? throw Require.Unknown("an asset of the risk estimator", asset.Name, labels, "estimator")
                : NotOnTheDesk;
        }

        return place;
    }
}
