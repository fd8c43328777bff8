using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Tests.Ensembles;

/// <summary>An ensemble on a random system, with summaries and two outputs kept in full.</summary>
internal static class SmallEnsemble
{
    public static readonly IOperator Round = new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new Default());
    public static readonly CascadeOptions Limits = new() { MaximumRounds = 60 };

    public static Ensemble Create(int seed, long scenarios, double most = 0.1) => Create(seed, names => Falls(names, scenarios, most));

    public static Ensemble Create(int seed, Func<string[], IScenarioSource> source)
    {
        var system = RandomSystems.Create(seed);
        return new Ensemble(system, source([.. system.Assets.Select(a => a.Name)]), Round, Limits)
            .Measuring(Output.TotalLoss, () => new Moments(), () => new Distribution(), () => new Extremes(3), () => new Exceedances(1, 10, 100))
            .Measuring(Output.Losses(system), () => new Moments())
            .Together("limits", Output.Bounds(system), () => new BindingCounts(system.Institutions.Select(i => i.Name), ["leverage"], Binding.Last))
            .Together("limits in any round", Output.EverBounds(system), () => new BindingCounts(system.Institutions.Select(i => i.Name), ["leverage"], Binding.AnyRound))
            .Together("joint defaults", Output.DefaultsOf(system), () => new JointDefaults(system.Institutions.Select(i => i.Name)))
            .Together("correlations", [Output.TotalLoss, Output.Defaults, Output.Rounds], () => new Correlations(3))
            .Keeping(Output.TotalLoss, Output.Amplification);
    }

    /// <summary>Falls between 0 and a maximum.</summary>
    public static IScenarioSource Falls(IReadOnlyList<string> names, long scenarios, double most = 0.1, ulong seed = 1) =>
        new DrawnScenarios(new RandomPoints(scenarios, seed), names.Select(n => new Coordinate(n, Marginal.Uniform(0, most))));
}
