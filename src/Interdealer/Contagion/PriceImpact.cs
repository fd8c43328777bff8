using Interdealer.Engine;
using Interdealer.Numerics;

namespace Interdealer.Contagion;

/// <summary>
/// The market clears: what was ordered is sold, and every asset's price falls by Ψ_k(x_k), p ← p(1 − Ψ), x_k the value sold.
/// </summary>
/// <remarks>
/// Depth D_k, volatility σ_k and floors are the state's and the system's. Sellers bear the share α of the impact on the block they sell:
/// they receive the mark times 1 − αΨ. A price that reaches its floor stays there. Only the net of sales and purchases moves the price; net
/// purchases of x lift it by as much as sales of x would lower it, p ← p(1 + Ψ(x)), and buyers bear the same share (Greenwood, Landier and
/// Thesmar's linear impact has that symmetry).
/// </remarks>
public abstract record PriceImpact : IMarket, IForcesNobody, ILosesWhatIsHeld
{
    private PriceImpact(SellerShare sellerShare) => SellerShare = sellerShare;

    /// <summary>Share α of the impact borne by sellers on the block sold: the old price, half-way, the new price or between them.</summary>
    public SellerShare SellerShare { get; init; }

    bool IMarket.PaysMarks => SellerShare.Value == 0;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var value = state.Marked();
        Settlement.Volumes(state, value, state.Sold);
        TakeCustomerSales(state);
        var received = Clear(state, value, state.Sold);
        Settlement.ExecuteAt(state, value, received ?? value.Marks);
    }

    void IMarket.ApplySettled(State state)
    {
        var value = state.Marked();
        Settlement.Volumes(state, value, state.Sold);
        TakeCustomerSales(state);
        Clear(state, value, state.Sold);
        Settlement.Forget(state);
    }

    /// <summary>Adds what customers outside the system want to sell to what is sold.</summary>
    internal static void TakeCustomerSales(State state)
    {
        if (!state.CustomerSales.IsZero)
        {
            Passes.OverAssets(state, default(CustomerRule));
            state.CustomerSales.Clear();
        }
    }

    /// <summary>Moves prices, p ← p(1 − concession)(1 − Ψ(outside)).</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="value">Its valuation before the sale.</param>
    /// <param name="outside">Value by asset that outside investors take.</param>
    /// <param name="concession">Fall by asset at which dealers take the rest, a fraction; none when left out.</param>
    /// <returns>What sellers receive for a unit of each asset; null where they receive the marks.</returns>
    internal Column? Clear(State state, Valuation value, Column outside, Column? concession = null)
    {
        if (outside.IsZero && concession is null)
        {
            return null;
        }

        var received = SellerShare.Value > 0 ? state.Scratch(typeof(PriceImpact), s => new Column(s.Price.Rows, s.ScenarioCount)) : null;
        Move(state, new Trade(outside, concession, value.Marks, received, SellerShare.Value));
        return received;
    }

    /// <summary>Moves every price by Ψ of what is sold, at most by 1, and up where it was bought.</summary>
    private protected abstract void Move(State state, Trade trade);

    /// <summary>What is sold, and what sellers receive. Columns by asset.</summary>
    /// <param name="Outside">Value that outside investors take.</param>
    /// <param name="Concession">Fall at which dealers take the rest.</param>
    /// <param name="Marks">Marks before the sale.</param>
    /// <param name="Received">Receives what a unit fetches.</param>
    /// <param name="SellerShare">Share of the fall that sellers bear.</param>
    private protected readonly record struct Trade(Column Outside, Column? Concession, Column Marks, Column? Received, double SellerShare)
    {
        /// <summary>Applies a law to all assets.</summary>
        public void Move<TLaw>(State state, TLaw law)
            where TLaw : struct, ILaw => Passes.OverAssets(state, new Rule<TLaw>(this, law));
    }

    private readonly struct CustomerRule : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            // Where customers sell nothing not even −0 becomes 0: a scenario does not depend on whether they sell in others.
            var sales = at.CustomerSales;
            at.Sold = T.Where(T.AreEqual(sales, 0), at.Sold, at.Sold + sales);
        }
    }

    private readonly struct Rule<TLaw>(Trade trade, TLaw law) : IAssetRule
        where TLaw : struct, ILaw
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var (volume, before) = (at.Read(trade.Outside), at.Price);
            var size = T.Max(0, T.Min(1, law.Fall(at, T.Abs(volume))));
            var fall = T.Where(volume > 0, size, T.Where(volume < 0, 0 - size, volume));
            var conceded = trade.Concession is null ? before : before * (1 - at.Read(trade.Concession));
            var after = T.Max(T.Min(at.Starting.PriceFloor, before), conceded * (1 - fall));
            at.Price = after;
            if (trade.Received is not null)
            {
                var borne = T.Where(before > 0, trade.SellerShare * (1 - (after / before)), 0);
                at.Write(trade.Received, at.Read(trade.Marks) * (1 - borne));
            }
        }
    }

    /// <summary>A law Ψ.</summary>
    private protected interface ILaw
    {
        /// <summary>Fall of a price, a fraction; whatever is above 1 counts as 1.</summary>
        /// <param name="at">The asset, before its price moves.</param>
        /// <param name="sold">Value sold, at least 0; what comes of 0 is not used.</param>
        T Fall<T>(in AssetAt<T> at, T sold)
            where T : unmanaged, ILanes<T>;
    }

    /// <summary>Ψ(x) = x/D, at most 1. Greenwood, Landier and Thesmar (2015); Cifuentes, Ferrucci and Shin (2005) use its exponential sister.</summary>
    public sealed record Linear : PriceImpact
    {
        /// <summary>The law, and who bears it.</summary>
        /// <param name="sellerShare">Share of the impact that sellers bear.</param>
        public Linear(SellerShare sellerShare)
            : base(sellerShare)
        {
        }

        private protected override void Move(State state, Trade trade) => trade.Move(state, default(Law));

        private readonly struct Law : ILaw
        {
            public T Fall<T>(in AssetAt<T> at, T sold)
                where T : unmanaged, ILanes<T> => sold / at.Depth;
        }
    }

    /// <summary>Ψ(x) = 1 − e^(−x/D).</summary>
    public sealed record Exponential : PriceImpact
    {
        /// <summary>The law, and who bears it.</summary>
        /// <param name="sellerShare">Share of the impact that sellers bear.</param>
        public Exponential(SellerShare sellerShare)
            : base(sellerShare)
        {
        }

        private protected override void Move(State state, Trade trade) => trade.Move(state, default(Law));

        private readonly struct Law : ILaw
        {
            public T Fall<T>(in AssetAt<T> at, T sold)
                where T : unmanaged, ILanes<T> => Accurate.Decay(sold / at.Depth);
        }
    }

    /// <summary>Ψ(x) = κσ√(x/ADV), the square-root law, with the asset's daily volatility σ and daily volume ADV.</summary>
    public sealed record SquareRoot : PriceImpact
    {
        /// <summary>The law, and who bears it.</summary>
        /// <param name="sellerShare">Share of the impact that sellers bear.</param>
        public SquareRoot(SellerShare sellerShare)
            : base(sellerShare)
        {
        }

        /// <summary>The coefficient κ, about 1 in equity markets.</summary>
        public double Coefficient { get; init => field = Require.Positive(value, "(a pure number)", nameof(Coefficient)); } = 1;

        private protected override void Move(State state, Trade trade) => trade.Move(state, new Law(Coefficient));

        private readonly struct Law(double coefficient) : ILaw
        {
            public T Fall<T>(in AssetAt<T> at, T sold)
                where T : unmanaged, ILanes<T> =>
                coefficient * at.Volatility * T.SquareRoot(sold / at.Starting.DailyVolume);
        }
    }

    /// <summary>Ψ(x) = (x/D)^exponent.</summary>
    public sealed record Power : PriceImpact
    {
        /// <summary>The law, and who bears it.</summary>
        /// <param name="sellerShare">Share of the impact that sellers bear.</param>
        public Power(SellerShare sellerShare)
            : base(sellerShare)
        {
        }

        /// <summary>The exponent, above 0; 1 is linear, ½ concave as the square root.</summary>
        public double Exponent { get; init => field = Require.Positive(value, "(a pure number)", nameof(Exponent)); } = 0.5;

        private protected override void Move(State state, Trade trade) => trade.Move(state, new Law(Exponent));

        private readonly struct Exponentiation : IScalarFunction
        {
            public double Of(double x, double y) => Math.Pow(x, y);
        }

        private readonly struct Law(double exponent) : ILaw
        {
            public T Fall<T>(in AssetAt<T> at, T sold)
                where T : unmanaged, ILanes<T> => T.Each(default(Exponentiation), sold / at.Depth, exponent);
        }
    }

    /// <summary>
    /// Ψ(x) = (1 − B/p)(1 − e^(−x/δ)), δ = (1 − B)·D, B the asset's price floor: the fall slows as the price nears its floor, and Ψ′(0) = 1/D
    /// at the starting price 1. Cont and Schaanning (2017).
    /// </summary>
    public sealed record Floored : PriceImpact
    {
        /// <summary>The law, and who bears it.</summary>
        /// <param name="sellerShare">Share of the impact that sellers bear.</param>
        public Floored(SellerShare sellerShare)
            : base(sellerShare)
        {
        }

        private protected override void Move(State state, Trade trade) => trade.Move(state, default(Law));

        private readonly struct Law : ILaw
        {
            public T Fall<T>(in AssetAt<T> at, T sold)
                where T : unmanaged, ILanes<T>
            {
                var (floor, price) = (at.Starting.PriceFloor, at.Price);
                var share = Accurate.Decay(sold / ((1 - floor) * at.Depth));
                return T.Where(price > floor, (1 - (floor / price)) * share, 0);
            }
        }
    }
}
