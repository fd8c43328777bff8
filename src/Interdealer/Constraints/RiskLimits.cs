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

        return new RiskLimit(Name(measure), estimator, Require.Positive(limit, "currency"), isShareOfEquity: false);
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
            : new RiskLimit(Name(measure), new UniformRisk(multiplier, correlation), limit, isShareOfEquity);
    }

    private static string Name(RiskMeasure measure) => measure == RiskMeasure.ValueAtRisk ? "Value-at-Risk" : "Expected shortfall";

    /// <summary>Perfect correlation: risk is the plain sum z·Σ σ_k v_k, so selling frees exactly what it counts.</summary>
    private sealed class SummedRiskLimit(string name, double multiplier, double limit, bool isShareOfEquity) : IConstraint
    {
        public IReadOnlyList<string> Parts => [name];

        public void Measure(State state, Valuation value, Measurement measurement)
        {
            ArgumentNullException.ThrowIfNull(state);
            ArgumentNullException.ThrowIfNull(value);
            ArgumentNullException.ThrowIfNull(measurement);
            measurement.FillLinear(state, value, new LinearWeights(multiplier, state.Volatility) { SellableOnly = true });
            var capacity = measurement.Capacity.Values;
            var equity = value.Equity.Read;
            for (var x = 0; x < capacity.Length; x++)
            {
                capacity[x] = isShareOfEquity ? limit * Math.Max(0, equity[x]) : limit;
            }
        }
    }

    /// <summary>One correlation ρ between any two assets: √((1−ρ)·Σ x_k² + ρ·(Σ x_k)²), x = σ∘v, for however many assets there are.</summary>
    private sealed class UniformRisk(RiskMultiplier multiplier, double correlation) : IRiskEstimator
    {
        public RiskMeasure Measure => multiplier.Measure;

        public IReadOnlyList<string>? Assets => null;

        public double Estimate(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities)
        {
            var (sum, squares) = Sums(positions, volatilities);
            return multiplier.Value * Math.Sqrt(((1 - correlation) * squares) + (correlation * sum * sum));
        }

        public double Marginals(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities, Span<double> marginals)
        {
            var (sum, _) = Sums(positions, volatilities);
            var risk = Estimate(positions, volatilities);
            for (var k = 0; k < marginals.Length; k++)
            {
                var x = volatilities[k] * positions[k];
                marginals[k] = risk == 0 ? 0
                    : multiplier.Value * multiplier.Value * volatilities[k] * (((1 - correlation) * x) + (correlation * sum)) / risk;
            }

            return risk;
        }

        private static (double Sum, double Squares) Sums(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var k = 0; k < positions.Length; k++)
            {
                var x = volatilities[k] * positions[k];
                (sum, squares) = (sum + x, squares + (x * x));
            }

            return (sum, squares);
        }
    }
}
