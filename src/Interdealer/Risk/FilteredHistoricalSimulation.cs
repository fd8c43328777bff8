namespace Interdealer.Risk;

/// <summary>
/// Filtered historical simulation: each return is divided by the volatility expected of it and multiplied by today's, so that history keeps its
/// shape and takes today's size (Hull and White 1998; Barone-Adesi, Giannopoulos and Vosper 1999).
/// </summary>
/// <remarks>With a constant volatility this is <see cref="HistoricalSimulation"/>.</remarks>
public sealed class FilteredHistoricalSimulation : IRiskEstimator
{
    private readonly HistoricalSimulation residuals;
    private readonly double[] today;

    /// <summary>Filters a history by one variance model for every asset.</summary>
    /// <param name="unfiltered">History, measure, confidence, convention, weights and horizon to use.</param>
    /// <param name="model">Variance model of every asset.</param>
    /// <param name="seed">Variance expected of the first return.</param>
    /// <exception cref="ArgumentException">An asset's volatility reaches 0, so its returns cannot be filtered.</exception>
    public FilteredHistoricalSimulation(HistoricalSimulation unfiltered, IVarianceModel model, VarianceSeed seed)
        : this(unfiltered, Repeat(unfiltered, model), seed)
    {
    }

    /// <summary>Filters a history by a variance model for each asset.</summary>
    /// <param name="unfiltered">History, measure, confidence, convention, weights and horizon to use.</param>
    /// <param name="models">One variance model per asset.</param>
    /// <param name="seed">Variance expected of the first return.</param>
    /// <exception cref="ArgumentException">The number of models is wrong, or an asset's volatility reaches 0.</exception>
    public FilteredHistoricalSimulation(HistoricalSimulation unfiltered, IReadOnlyList<IVarianceModel> models, VarianceSeed seed)
    {
        ArgumentNullException.ThrowIfNull(unfiltered);
        ArgumentNullException.ThrowIfNull(models);
        var history = unfiltered.History;
        Require.Length(models.Count, history.Assets.Count, nameof(models), "asset");
        today = new double[models.Count];
        var standardised = new double[history.Days, models.Count];
        for (var k = 0; k < models.Count; k++)
        {
            var returns = history.Asset(k);
            var variances = models[k].Variances(returns, seed);
            today[k] = Math.Sqrt(variances[^1]);
            for (var t = 0; t < returns.Length; t++)
            {
                standardised[t, k] = variances[t] > 0
                    ? returns[t] / Math.Sqrt(variances[t])
                    : throw new ArgumentException(
                        FormattableString.Invariant($"The volatility of '{history.Assets[k]}' is 0 on day {t}; start from a seed above 0."), nameof(seed));
            }
        }

        residuals = new HistoricalSimulation(ReturnHistory.Of(history.Assets, standardised), unfiltered.Measure, unfiltered.Confidence)
        {
            Convention = unfiltered.Convention,
            Weights = unfiltered.Weights,
            HorizonDays = unfiltered.HorizonDays,
        };
    }

    /// <summary>Today's volatility of each asset by its own model, a fraction a day.</summary>
    public IReadOnlyList<double> Volatilities => today;

    /// <summary>Standardised returns, in volatilities: day by day, each return over the volatility expected of it.</summary>
    public ReturnHistory StandardisedReturns => residuals.History;

    /// <summary>The risk of the positions at today's volatilities, a loss in currency.</summary>
    /// <param name="positions">One amount per asset, in currency; negative for short positions.</param>
    /// <exception cref="ArgumentException">The length differs from the number of assets, or an amount is not finite.</exception>
    public double Estimate(ReadOnlySpan<double> positions) => Estimate(positions, today);

    /// <inheritdoc/>
    /// <remarks>Give other volatilities than today's to see what a shock to volatility does while the standardised history stays.</remarks>
    /// <exception cref="ArgumentException">A length differs from the number of assets, or an entry is not a finite number in its range.</exception>
    public double Estimate(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities) =>
        residuals.Estimate(Exposures(positions, volatilities));

    /// <summary>The risk at today's volatilities with the days it was read from and each position's part in it.</summary>
    /// <param name="positions">One amount per asset, in currency.</param>
    /// <exception cref="ArgumentException">The length differs from the number of assets, or an amount is not finite.</exception>
    public HistoricalEstimate Explain(ReadOnlySpan<double> positions)
    {
        var estimate = residuals.Explain(Exposures(positions, today));
        var contributions = new RiskContribution[today.Length];
        for (var k = 0; k < contributions.Length; k++)
        {
            var inVolatilities = estimate.Contributions[k];
            contributions[k] = inVolatilities with { Position = positions[k], Marginal = inVolatilities.Marginal * today[k] };
        }

        return estimate with { Contributions = contributions };
    }

    /// <inheritdoc/>
    public RiskMeasure Measure => residuals.Measure;

    /// <inheritdoc/>
    public IReadOnlyList<string> Assets => residuals.History.Assets;

    /// <inheritdoc/>
    public double Marginals(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities, Span<double> marginals)
    {
        var risk = residuals.Marginals(Exposures(positions, volatilities), volatilities, marginals);
        for (var k = 0; k < marginals.Length; k++)
        {
            marginals[k] *= volatilities[k];
        }

        return risk;
    }

    private double[] Exposures(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities)
    {
        Require.Length(positions.Length, today.Length, nameof(positions), "asset");
        Require.Length(volatilities.Length, today.Length, nameof(volatilities), "asset");
        Require.AllFinite(positions, "currency");
        Require.AllNonNegative(volatilities, "(a fraction; write 0.01, not 1, for 1 % a day)");
        var exposures = new double[positions.Length];
        for (var k = 0; k < exposures.Length; k++)
        {
            exposures[k] = positions[k] * volatilities[k];
        }

        return exposures;
    }

    private static IVarianceModel[] Repeat(HistoricalSimulation unfiltered, IVarianceModel model)
    {
        ArgumentNullException.ThrowIfNull(unfiltered);
        ArgumentNullException.ThrowIfNull(model);
        return [.. Enumerable.Repeat(model, unfiltered.History.Assets.Count)];
    }
}
