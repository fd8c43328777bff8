using System.Runtime.InteropServices;

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
    private const int OnStack = 512;

    private PriceImpact()
    {
    }

    /// <summary>Share α of the impact borne by sellers on the block sold: 0 the old price, ½ half-way, 1 the new price.</summary>
    public double SellerShare { get; init => field = Require.Share(value, nameof(SellerShare)); }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var value = state.Marked();
        Settlement.Volumes(state, value, state.Sold);
        TakeCustomerSales(state);
        if (SellerShare == 0 && Settlement.AnyOrder(state))
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
        Span<double> fall = state.Lanes <= OnStack ? stackalloc double[state.Lanes] : new double[state.Lanes];
        for (var k = 0; k < state.System.Assets.Length; k++)
        {
            if (outside.IsZero && concession is null)
            {
                return;
            }

            Falls(state, k, 0, outside.In(k), fall);
            var first = Move<FourLanes>(state, value, (k, concession), fall, Move<EightLanes>(state, value, (k, concession), fall, 0));
            Move<OneLane>(state, value, (k, concession), fall, first);
        }
    }

    private int Move<T>(State state, Valuation value, (int Asset, Column? Concession) at, ReadOnlySpan<double> falls, int lane)
        where T : struct, ILanes<T>
    {
        var (k, one) = (at.Asset, T.Of(1));
        var floor = T.Of(state.System.Assets[k].PriceFloor);
        ref var price = ref state.Price.To(k);
        ref readonly var fall = ref MemoryMarshal.GetReference(falls);
        var end = T.End(lane, state.Lanes);
        for (; lane < end; lane += T.Count)
        {
            var before = T.Load(in price, lane);
            var conceded = at.Concession is null ? before : before * (one - T.Load(in at.Concession.From(k), lane));
            var after = T.Most(T.Least(floor, before), conceded * (one - T.Load(in fall, lane)));
            T.Store(after, ref price, lane);
            if (SellerShare > 0)
            {
                var borne = T.WhereAbove(before, T.Of(0), T.Of(SellerShare) * (one - (after / before)), T.Of(0));
                T.Store(T.Load(in value.Marks.From(k), lane) * (one - borne), ref value.Marks.To(k), lane);
            }
        }

        return lane;
    }

    /// <summary>Falls of one asset's price, fractions, below 0 for rises: Ψ of what is sold, with its sign.</summary>
    private protected virtual void Falls(State state, int asset, int first, ReadOnlySpan<double> sold, Span<double> falls)
    {
        for (var s = first; s < sold.Length; s++)
        {
            falls[s] = sold[s] != 0 ? Math.Sign(sold[s]) * Math.Clamp(Fall(state, asset, s, Math.Abs(sold[s])), 0, 1) : 0;
        }
    }

    /// <summary>Fall of one asset's price in one scenario, a fraction; whatever is above 1 counts as 1.</summary>
    private protected abstract double Fall(State state, int asset, int lane, double sold);

    /// <summary>Ψ(x) = x/D, at most 1. Greenwood, Landier and Thesmar (2015); Cifuentes, Ferrucci and Shin (2005) use its exponential sister.</summary>
    public sealed record Linear : PriceImpact
    {
        private protected override void Falls(State state, int asset, int first, ReadOnlySpan<double> sold, Span<double> falls)
        {
            first = Ratios<FourLanes>(state.Depth, asset, sold, falls, Ratios<EightLanes>(state.Depth, asset, sold, falls, first));
            base.Falls(state, asset, first, sold, falls);
        }

        private static int Ratios<T>(Column depth, int asset, ReadOnlySpan<double> sold, Span<double> falls, int lane)
            where T : struct, ILanes<T>
        {
            ref readonly var volume = ref MemoryMarshal.GetReference(sold);
            ref var fall = ref MemoryMarshal.GetReference(falls);
            var end = T.End(lane, sold.Length);
            for (; lane < end; lane += T.Count)
            {
                var x = T.Load(in volume, lane);
                var ratio = T.Most(T.Of(-1), T.Least(T.Of(1), x / T.Load(in depth.From(asset), lane)));
                T.Store(T.WhereEqual(x, T.Of(0), x, ratio), ref fall, lane);
            }

            return lane;
        }

        private protected override double Fall(State state, int asset, int lane, double sold) => sold / state.Depth[asset, lane];
    }

    /// <summary>Ψ(x) = 1 − e^(−x/D).</summary>
    public sealed record Exponential : PriceImpact
    {
        private protected override double Fall(State state, int asset, int lane, double sold) => -Accurate.ExpM1(-sold / state.Depth[asset, lane]);
    }

    /// <summary>Ψ(x) = κσ√(x/ADV), the square-root law, with the asset's daily volatility σ and daily volume ADV.</summary>
    public sealed record SquareRoot : PriceImpact
    {
        /// <summary>The coefficient κ, about 1 in equity markets.</summary>
        public double Coefficient { get; init => field = Require.Positive(value, "(a pure number)", nameof(Coefficient)); } = 1;

        private protected override double Fall(State state, int asset, int lane, double sold) =>
            Coefficient * state.Volatility[asset, lane] * Math.Sqrt(sold / state.System.Assets[asset].DailyVolume);
    }

    /// <summary>Ψ(x) = (x/D)^exponent.</summary>
    public sealed record Power : PriceImpact
    {
        /// <summary>The exponent, above 0; 1 is linear, ½ concave as the square root.</summary>
        public double Exponent { get; init => field = Require.Positive(value, "(a pure number)", nameof(Exponent)); } = 0.5;

        private protected override double Fall(State state, int asset, int lane, double sold) => Math.Pow(sold / state.Depth[asset, lane], Exponent);
    }

    /// <summary>
    /// Ψ(x) = (1 − B/p)(1 − e^(−x/δ)), δ = (1 − B)·D, B the asset's price floor: the fall slows as the price nears its floor, and Ψ′(0) = 1/D
    /// at the starting price 1. Cont and Schaanning (2017).
    /// </summary>
    public sealed record Floored : PriceImpact
    {
        private protected override double Fall(State state, int asset, int lane, double sold)
        {
            var (floor, price) = (state.System.Assets[asset].PriceFloor, state.Price[asset, lane]);
            return price > floor ? (1 - (floor / price)) * -Accurate.ExpM1(-sold / ((1 - floor) * state.Depth[asset, lane])) : 0;
        }
    }
}
