using Interdealer.Engine;
using Interdealer.Risk;

namespace Interdealer.Constraints;

/// <summary>Builds the limits that <see cref="ValueAtRisk"/> and <see cref="ExpectedShortfall"/> offer.</summary>
internal static class RiskLimits
{
    public static IConstraint Currency(RiskMeasure measure, double limit, IRiskEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        if (estimator.Measure != measure)
        {
            throw new ArgumentException($"estimator must measure {Name(measure)}; it measures {Name(estimator.Measure)}.", nameof(estimator));
        }

        return estimator.Accept(new InCurrency(Name(measure), estimator.Assets, Require.Positive(limit, "currency")));
    }

    public static IConstraint Currency(RiskMeasure measure, double limit, double confidence, double horizonDays, double correlation) =>
        Normal(measure, Require.Positive(limit, "currency"), isShareOfEquity: false, confidence, horizonDays, correlation);

    public static IConstraint OfEquity(RiskMeasure measure, double share, double confidence, double horizonDays, double correlation) =>
        Normal(measure, Require.Positive(share, "risk per unit of equity"), isShareOfEquity: true, confidence, horizonDays, correlation);

    private static IConstraint Normal(
        RiskMeasure measure, double limit, bool isShareOfEquity, double confidence, double horizonDays, double correlation)
    {
        var multiplier = RiskMultiplier.Normal(measure, confidence).OverDays(horizonDays);
        return Require.Share(correlation) == 1
            ? new SummedRiskLimit(Name(measure), multiplier.Value, limit, isShareOfEquity)
            : new RiskLimit<UniformRule>(Name(measure), null, _ => new UniformRule(multiplier.Value, correlation), limit, isShareOfEquity);
    }

    /// <summary>Makes a limit in currency of the rule of an estimator.</summary>
    private sealed record InCurrency(string Name, IReadOnlyList<string>? Labels, double Limit) : IRiskVisitor<IConstraint>
    {
        public IConstraint Visit<TRisk>(Func<int, TRisk> risk)
            where TRisk : struct, IRiskRule => new RiskLimit<TRisk>(Name, Labels, risk, Limit, isShareOfEquity: false);
    }

    private static string Name(RiskMeasure measure) => measure == RiskMeasure.ValueAtRisk ? "Value-at-Risk" : "Expected shortfall";

    /// <summary>Perfect correlation: risk is the plain sum z·Σ σ_k v_k, so selling frees exactly what it counts.</summary>
    private sealed class SummedRiskLimit(string name, double multiplier, double limit, bool isShareOfEquity) : IConstraint
    {
        public IReadOnlyList<string> Parts => [name];

        AssetColumns IConstraint.Reads => AssetColumns.Volatility;

        public void Measure(State state, Valuation value, Measurement measurement) => measurement.Fill(this, state, value);

        Interdealer.Engine.Limit IConstraint.Bind(State state)
        {
            var weights = new LinearWeights(multiplier, state.Volatility) { SellableOnly = true };
            return Interdealer.Engine.Limit.Of(new LinearLimit<ShareOrAmount>(weights, new WeightedHoldings(state, weights.Assets), new ShareOrAmount(limit, isShareOfEquity), 1, repays: true));
        }
    }
}
