using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Specs;

/// <summary>Every statistic that a specification can name.</summary>
internal static class SummaryForms
{
    public static Choice<Func<ISummary>> All { get; } = new(
        "summary",
        "summary",
        new Variant<Func<ISummary>>("moments", "Mean, variance, skewness and kurtosis, exact sums.", _ => _ => () => new Moments()),
        new Variant<Func<ISummary>>("distribution", "Quantiles, tail expectations and exceedances, each with hard bounds.", v =>
        {
            var bins = v.Optional("bins", Forms.Count(Distribution.UsualBins, 1 << 24), Distribution.UsualBins, "Bins at most.");
            return g => () => new Distribution(bins.Of(g));
        }),
        new Variant<Func<ISummary>>("extremes", "The least and greatest values and their scenarios.", v =>
        {
            var kept = v.Optional("kept", Forms.Count(1, 10_000), 1, "How many of each.");
            return g => () => new Extremes(kept.Of(g));
        }),
        new Variant<Func<ISummary>>("exceedances", "How often each of some thresholds is exceeded, exact counts.", v =>
        {
            var thresholds = v.Required("thresholds", Forms.List(Forms.Any("the unit of the output")), "Numbers, ascending, none twice.");
            return g => new Exceedances(thresholds.Of(g)) is var first ? () => new Exceedances(first.Thresholds) : null!;
        }),
        new Variant<Func<ISummary>>("sobolIndices", "First- and total-order Sobol indices; the scenarios are drawn from points of Saltelli's design.", none => g =>
        {
            var source = g.Source as DrawnScenarios;
            var design = source?.Design ?? throw new ArgumentException("Sobol indices need scenarios of the source \"drawn\" from the points \"saltelli\".");
            _ = new SobolIndices(design, source.Coordinates);
            return () => new SobolIndices(design, source.Coordinates);
        }));
}
