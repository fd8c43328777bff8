namespace Interdealer.Risk;

/// <summary>
/// Historical simulation: today's positions live through every day of the history, and risk is read off the worst of those days.
/// </summary>
/// <remarks>
/// Value at risk is minus the order statistic named by <see cref="Convention"/>; expected shortfall is minus the mean of the worst (1−α)T days,
/// the boundary day in part (Acerbi and Tasche 2002), and is coherent. Both are homogeneous of degree one in the positions.
/// </remarks>
public sealed record HistoricalSimulation : IRiskEstimator
{
    /// <summary>Historical simulation on a history.</summary>
    /// <param name="history">Returns of the assets.</param>
    /// <param name="measure">Value at risk or expected shortfall.</param>
    /// <param name="confidence">A fraction in (0.5, 1): 0.99 for 99 %.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside (0.5, 1).</exception>
    public HistoricalSimulation(ReturnHistory history, RiskMeasure measure, double confidence)
    {
        ArgumentNullException.ThrowIfNull(history);
        History = history;
        Measure = RiskMultiplier.Known(measure);
        Confidence = Require.Confidence(confidence);
    }

    /// <summary>Returns of the assets.</summary>
    public ReturnHistory History { get; }

    /// <summary>Value at risk or expected shortfall.</summary>
    public RiskMeasure Measure { get; }

    /// <summary>Confidence level, a fraction in (0.5, 1).</summary>
    public double Confidence { get; }

    /// <summary>Which order statistic is the quantile; expected shortfall has only one definition and ignores it.</summary>
    public QuantileConvention Convention
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Convention), value, "Convention must be one of the three that are defined.");
    }

    /// <summary>Weights of the days; all count alike when null. Interpolation is defined for equal weights only.</summary>
    public ObservationWeights? Weights { get; init; }

    /// <summary>Horizon in days, above 0; losses scale by its square root.</summary>
    public double HorizonDays { get; init => field = Require.Positive(value, "trading days", nameof(HorizonDays)); } = 1;

    /// <summary>The risk of the positions, a loss in currency.</summary>
    /// <param name="positions">One amount per asset, in currency; negative for short positions.</param>
    /// <exception cref="ArgumentException">The length differs from the number of assets, an amount is not finite, or the weights do not fit.</exception>
    public double Estimate(ReadOnlySpan<double> positions) => Loss(Tail(History.ProfitAndLoss(positions)));

    /// <inheritdoc/>
    /// <remarks>Volatilities are ignored: history speaks for itself, which is why this number is slow to react.</remarks>
    public double Estimate(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities) => Estimate(positions);

    /// <summary>The risk with the days it was read from and each position's part in it.</summary>
    /// <param name="positions">One amount per asset, in currency.</param>
    /// <exception cref="ArgumentException">The length differs from the number of assets, an amount is not finite, or the weights do not fit.</exception>
    public HistoricalEstimate Explain(ReadOnlySpan<double> positions)
    {
        var scenarios = Tail(History.ProfitAndLoss(positions));
        var contributions = new RiskContribution[History.Assets.Count];
        for (var k = 0; k < contributions.Length; k++)
        {
            var marginal = 0.0;
            foreach (var scenario in scenarios)
            {
                marginal -= Math.Sqrt(HorizonDays) * scenario.Weight * History[scenario.Day, k];
            }

            contributions[k] = new RiskContribution(History.Assets[k], positions[k], marginal, marginal * positions[k]);
        }

        return new HistoricalEstimate(Measure, Confidence, Loss(scenarios), scenarios, contributions);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Assets => History.Assets;

    /// <inheritdoc/>
    public double Marginals(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities, Span<double> marginals)
    {
        Require.Length(marginals.Length, History.Assets.Count, nameof(marginals), "asset");
        var explained = Explain(positions);
        for (var k = 0; k < marginals.Length; k++)
        {
            marginals[k] = explained.Contributions[k].Marginal;
        }

        return explained.Value;
    }

    private double Loss(List<TailScenario> scenarios)
    {
        var loss = 0.0;
        foreach (var scenario in scenarios)
        {
            loss -= scenario.Weight * scenario.ProfitAndLoss;
        }

        return Math.Sqrt(HorizonDays) * loss;
    }

    private List<TailScenario> Tail(double[] gains)
    {
        var tail = 1 - Confidence;
        if (Weights is null)
        {
            return Measure == RiskMeasure.ValueAtRisk
                ? EmpiricalTail.ValueAtRisk(gains, tail, Convention)
                : EmpiricalTail.ExpectedShortfall(gains, tail);
        }

        Require.Length(Weights.Days, History.Days, nameof(Weights), "day of the history");
        if (Measure == RiskMeasure.ExpectedShortfall)
        {
            return EmpiricalTail.ExpectedShortfall(gains, tail, Weights);
        }

        return Convention == QuantileConvention.Interpolated
            ? throw new InvalidOperationException("Interpolation is defined for equally weighted days; use the lower or the upper quantile with Weights.")
            : EmpiricalTail.ValueAtRisk(gains, tail, Convention, Weights);
    }
}
