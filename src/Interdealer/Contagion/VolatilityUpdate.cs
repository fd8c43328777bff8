using Interdealer.Engine;
using Interdealer.Risk;

namespace Interdealer.Contagion;

/// <summary>
/// Volatility learns from the round's return r = p/p⁻ − 1: σ² ← λσ² + (1 − λ)·r²/τ, τ the length of a round in days; limits that read
/// volatility see it when next measured.
/// </summary>
/// <remarks>
/// Never below the volatility that the asset has in the system. Rounds of a cascade are not days: a round without news says that selling
/// has stopped, not that a calm day has passed, and must not make an asset look safer than before the shock. Above that level it decays at
/// the model's own rate. Returns are of market prices; valuation discounts are not news. Source: RiskMetrics Technical Document (1996) for
/// the recursion, Bollerslev (1986) for <see cref="Garch11"/>.
/// </remarks>
public sealed record VolatilityUpdate : IAssetOperator, IForcesNobody, ILosesWhatIsHeld
{
    /// <summary>An exponentially weighted update.</summary>
    /// <param name="lambda">Decay λ, a fraction in (0, 1): 0.94 for daily returns.</param>
    public VolatilityUpdate(double lambda)
        : this(new Ewma(lambda))
    {
    }

    /// <summary>An update by another recursion, such as <c>new Garch11(omega: 2e-6, alpha: 0.04, beta: 0.94)</c>.</summary>
    /// <param name="model">Variance of a day from the variance and return of the day before.</param>
    public VolatilityUpdate(IVarianceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
    }

    /// <summary>The recursion.</summary>
    public IVarianceModel Model { get; }

    /// <summary>Length τ of a round in days, above 0; a return r of a round counts as r/√τ a day.</summary>
    public double RoundDays { get; init => field = Require.Positive(value, "days", nameof(RoundDays)); } = 1;

    AssetColumns IAssetOperator.Writes => AssetColumns.Volatility;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Model.Recursion is { } recursion)
        {
            Passes.OverAssets(state, new Rule<VarianceRecursion>(recursion, 1 / Math.Sqrt(RoundDays)));
        }
        else
        {
            Passes.OverAssets(state, new Rule<ScalarModel>(new ScalarModel(Model), 1 / Math.Sqrt(RoundDays)));
        }
    }

    private readonly struct Rule<TModel>(TModel model, double perRootDay) : IAssetRule
        where TModel : struct, IVarianceRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            // What was worthless already has no return.
            var daily = T.Where(at.StartOfRoundPrice > 0, ((at.Price / at.StartOfRoundPrice) - 1) * perRootDay, 0);
            var least = at.Starting.Volatility;
            at.Volatility = T.Max(least, T.SquareRoot(model.Next(at.Volatility * at.Volatility, daily)));
        }
    }

    /// <summary>A model from outside, asked for one scenario at a time.</summary>
    private readonly struct ScalarModel(IVarianceModel model) : IVarianceRule, IScalarFunction
    {
        public T Next<T>(T variance, T @return)
            where T : unmanaged, ILanes<T> => T.Each(this, variance, @return);

        public double Of(double variance, double @return) => model.Update(variance, @return);
    }
}
