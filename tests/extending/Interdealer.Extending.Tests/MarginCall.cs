using Interdealer.Contagion;
using Interdealer.Ensembles.Specs;

namespace Interdealer.Extending;

/// <summary>
/// A clearing house calls margin on holdings of one asset: R_i = z·σ·a_i is required of institution i, M_i is posted, R_i − M_i is called.
/// </summary>
/// <remarks>
/// A call is met from cash. What cash does not cover is raised by selling, most liquid first: the proceeds stay as cash and meet the call of the
/// next round. Margin above the requirement comes back.
/// </remarks>
/// <param name="asset">The asset that is cleared.</param>
/// <param name="z">Standard deviations that the margin covers, at least 0.</param>
public sealed class MarginCall(string asset, double z) : IOperator
{
    /// <summary>The row that registers it: for specifications, their schema and the laws.</summary>
    public static Piece<IOperator> Row { get; } = new(
        "marginCall",
        "A clearing house calls margin on holdings of one asset.",
        properties =>
        {
            var asset = properties.Required("asset", Forms.Asset, "The asset that is cleared.");
            var z = properties.Required("z", Forms.Amount("standard deviations"), "Standard deviations that the margin covers.");
            return given => new MarginCall(asset.Of(given), z.Of(given));
        },
        random => new MarginCall("asset 0", 3 * random.NextDouble()));

    private static readonly SaleTerms ToHoldCash = SaleTerms.Repaying(0) with { Liquidation = Liquidation.MostLiquidFirst };

    /// <inheritdoc />
    public IReadOnlyList<string> Limits { get; } = ["Margin call"];

    /// <inheritdoc />
    public void Apply(State state)
    {
        var (system, k) = (state.System, state.System.AssetIndex(asset));
        var n = system.Institutions.Length;
        var posted = state.Memory("Margin call: posted", n);
        var called = state.Scratch(this, static s => new Called(s));
        for (var i = 0; i < n; i++)
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                var required = z * state.Volatility[k, s] * state.HoldingOf(system.Institutions[i].Name, asset, s);
                called.Call[i, s] = required - posted[i, s];
                called.Excess[i, s] = posted[i, s] - required;
            }
        }

        var (paid, returned) = (state.PostMargin(called.Call), state.ReturnMargin(called.Excess));
        for (var i = 0; i < n; i++)
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                posted[i, s] += paid[i, s] - returned[i, s];
                called.Call[i, s] -= paid[i, s];
            }
        }

        state.OrderSale(called.Call, ToHoldCash);
    }

    /// <summary>Buffers, made once for a state.</summary>
    private sealed class Called(State state)
    {
        public Column Call { get; } = new(state.System.Institutions.Length, state.ScenarioCount);

        public Column Excess { get; } = new(state.System.Institutions.Length, state.ScenarioCount);
    }
}
