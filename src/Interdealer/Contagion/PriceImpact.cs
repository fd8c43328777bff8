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
public abstract record PriceImpact : IOperator
{
    private static readonly object FiguresKey = new();

    private PriceImpact(SellerShare sellerShare) => SellerShare = sellerShare;

    /// <summary>Share α of the impact borne by sellers on the block sold: the old price, half-way, the new price or between them.</summary>
    public SellerShare SellerShare { get; init; }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var value = state.Marked();
        Settlement.Volumes(state, value, state.Sold);
        TakeCustomerSales(state);
        if (SellerShare.Value == 0 && Settlement.AnyOrder(state))
        {
            // Sellers receive the marks, at which everything was valued before.
            var whole = value.Whole;
            Clear(state, value, state.Sold);
            Settlement.Execute(state, whole);
            return;
        }

        Clear(state, value, state.Sold);

        // The marks now hold what sellers receive.
        Settlement.ExecuteAt(state, value.Marks);
    }

    /// <summary>Moves prices by what was ordered and is settled already, at the marks.</summary>
    internal void ApplySettled(State state)
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
        if (state.CustomerSales.IsZero)
        {
            return;
        }

        var sales = state.CustomerSales.Read;
        var sold = state.Sold.Values;
        for (var x = 0; x < sold.Length; x++)
        {
            sold[x] += sales[x];
        }

        state.CustomerSales.Clear();
    }

    /// <summary>Moves prices, p ← p(1 − concession)(1 − Ψ(outside)), and turns the marks into what sellers receive.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="value">Its valuation; the marks are overwritten.</param>
    /// <param name="outside">Value by asset that outside investors take.</param>
    /// <param name="concession">Fall by asset at which dealers take the rest, a fraction; none when left out.</param>
    internal void Clear(State state, Valuation value, Column outside, Column? concession = null)
    {
        if (outside.IsZero && concession is null)
        {
            return;
        }

        Move(new Cells(state, value, outside, concession, SellerShare.Value), state.Scratch(FiguresKey, s => new MarketFigures(s)));
    }

    /// <summary>Moves every price by Ψ of what is sold, at most by 1, and up where it was bought.</summary>
    private protected abstract void Move(Cells cells, MarketFigures figures);

    /// <summary>What does not change by asset in a state, one cell after the other: scenarios of one asset, then of the next.</summary>
    private protected sealed class MarketFigures
    {
        public MarketFigures(State state)
        {
            Floors = new Column(state.System.Assets.Length, state.ScenarioCount);
            DailyVolumes = new Column(state.System.Assets.Length, state.ScenarioCount);
            Floors.Spread([.. state.System.Assets.Select(a => a.PriceFloor)]);
            DailyVolumes.Spread([.. state.System.Assets.Select(a => a.DailyVolume)]);
        }

        public Column Floors { get; }

        public Column DailyVolumes { get; }
    }

    /// <summary>The columns by asset that a move reads and writes.</summary>
    private protected readonly record struct Cells(State State, Valuation Value, Column Sold, Column? Concession, double SellerShare)
    {
        /// <summary>Applies a law to all cells.</summary>
        public void Move<TLaw>(TLaw law, MarketFigures figures)
            where TLaw : struct, ILaw
        {
            var before = State.Price.BeginOverwrite();
            Move<TLaw, OneLane>(law, figures, before, Move<TLaw, FourLanes>(law, figures, before, Move<TLaw, EightLanes>(law, figures, before, 0)));
        }

        /// <returns>The first cell that is left over.</returns>
        private int Move<TLaw, T>(TLaw law, MarketFigures figures, Column prices, int first)
            where TLaw : struct, ILaw
            where T : struct, ILanes<T>
        {
            var (zero, one, end) = (T.Of(0), T.Of(1), T.End(first, Sold.Rows * Sold.ScenarioCount));
            var hasFloors = !figures.Floors.IsZero;
            ref readonly var volumes = ref Sold.From(0);
            ref readonly var floors = ref figures.Floors.From(0);
            ref readonly var was = ref prices.From(0);
            ref var price = ref State.Price.To(0);
            for (var x = first; x < end; x += T.Count)
            {
                var (volume, before) = (T.Load(in volumes, x), T.Load(in was, x));
                var size = T.Most(zero, T.Least(one, law.Fall(State, figures, x, before, T.Abs(volume))));
                var fall = T.WhereAbove(volume, zero, size, T.WhereAbove(zero, volume, zero - size, volume));
                var conceded = Concession is null ? before : before * (one - T.Load(in Concession.From(0), x));
                var after = T.Most(hasFloors ? T.Least(T.Load(in floors, x), before) : zero, conceded * (one - fall));
                T.Store(after, ref price, x);
                if (SellerShare > 0)
                {
                    var borne = T.WhereAbove(before, zero, T.Of(SellerShare) * (one - (after / before)), zero);
                    T.Store(T.Load(in Value.Marks.From(0), x) * (one - borne), ref Value.Marks.To(0), x);
                }
            }

            return end;
        }
    }

    /// <summary>A law Ψ, one formula for one scenario and for several.</summary>
    private protected interface ILaw
    {
        /// <summary>Fall of a price, a fraction; whatever is above 1 counts as 1.</summary>
        /// <param name="state">Columns by asset.</param>
        /// <param name="figures">More of them.</param>
        /// <param name="cell">First cell.</param>
        /// <param name="price">Price as it was before.</param>
        /// <param name="sold">Value sold, at least 0; what comes of 0 is not used.</param>
        T Fall<T>(State state, MarketFigures figures, int cell, T price, T sold)
            where T : struct, ILanes<T>;
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

        private protected override void Move(Cells cells, MarketFigures figures) => cells.Move(default(Law), figures);

        private readonly struct Law : ILaw
        {
            public T Fall<T>(State state, MarketFigures figures, int cell, T price, T sold)
                where T : struct, ILanes<T> => sold / T.Load(in state.Depth.From(0), cell);
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

        private protected override void Move(Cells cells, MarketFigures figures) => cells.Move(default(Law), figures);

        private readonly struct Law : ILaw
        {
            public T Fall<T>(State state, MarketFigures figures, int cell, T price, T sold)
                where T : struct, ILanes<T> => Accurate.Decay(sold / T.Load(in state.Depth.From(0), cell));
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

        private protected override void Move(Cells cells, MarketFigures figures) => cells.Move(new Law(Coefficient), figures);

        private readonly struct Law(double coefficient) : ILaw
        {
            public T Fall<T>(State state, MarketFigures figures, int cell, T price, T sold)
                where T : struct, ILanes<T> =>
                T.Of(coefficient) * T.Load(in state.Volatility.From(0), cell) * T.SquareRoot(sold / T.Load(in figures.DailyVolumes.From(0), cell));
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

        private protected override void Move(Cells cells, MarketFigures figures) => cells.Move(new Law(Exponent), figures);

        private readonly struct Law(double exponent) : ILaw
        {
            public T Fall<T>(State state, MarketFigures figures, int cell, T price, T sold)
                where T : struct, ILanes<T> => T.Power(sold / T.Load(in state.Depth.From(0), cell), exponent);
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

        private protected override void Move(Cells cells, MarketFigures figures) => cells.Move(default(Law), figures);

        private readonly struct Law : ILaw
        {
            public T Fall<T>(State state, MarketFigures figures, int cell, T price, T sold)
                where T : struct, ILanes<T>
            {
                var (one, floor) = (T.Of(1), T.Load(in figures.Floors.From(0), cell));
                var share = Accurate.Decay(sold / ((one - floor) * T.Load(in state.Depth.From(0), cell)));
                return T.WhereAbove(price, floor, (one - (floor / price)) * share, T.Of(0));
            }
        }
    }
}
