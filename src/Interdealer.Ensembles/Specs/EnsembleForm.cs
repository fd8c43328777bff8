using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Specs;

/// <summary>The whole of a specification.</summary>
internal static class EnsembleForm
{
    /// <summary>The version of the schema that this library reads.</summary>
    public const int Version = 1;

    public static Variant<CascadeOptions> Cascade { get; } = new("cascade", "Limits of each cascade.", v =>
    {
        var usual = CascadeOptions.Default;
        var rounds = v.Optional("maximumRounds", Forms.Count(1), usual.MaximumRounds, "Rounds at most.");
        var tolerance = v.Optional("tolerance", Forms.Positive("(relative)"), usual.Tolerance, "A round that changes nothing by more than this is rest.");
        var diverged = v.Optional("allowDiverged", Forms.Flag, false, "Whether the command answers 0 although scenarios diverged: something in them was no longer finite. They are counted, and their figures are missing, either way.");
        return g => new CascadeOptions { MaximumRounds = rounds.Of(g), Tolerance = tolerance.Of(g), KeepEvery = 0, AllowsDivergence = diverged.Of(g) };
    });

    private static Form<IReadOnlyList<IOperator>> Steps { get; } = Forms.List(OperatorForms.All.Form);

    public static Form<IOperator> Round { get; } = new((n, c) => c.Round = Steps.Read(n, c).Aggregate((a, b) => a.Then(b)), Steps.Schema);

    public static Variant<Ensemble> Whole { get; } = new("ensemble", "An ensemble of cascades: a system, what happens in one round, scenarios, and what is to be known of them.", v =>
    {
        v.Optional("$schema", Forms.Label, "", "Where this schema is, for editors; not read.");
        v.Required("version", Forms.Whole(Version, Version), "Version of this schema: 1.");
        v.Optional("name", Forms.Label, "", "A title.");
        var system = v.Required("system", SystemForms.Any, "The system; every scenario starts from it.");
        var round = v.Required("round", Round, "What happens in one round, in this order.");
        var cascade = v.Optional("cascade", new Form<CascadeOptions>((n, c) => Cascade.Read(n, c), () => Cascade.Schema()), CascadeOptions.Default with { KeepEvery = 0 }, "Limits of each cascade.");
        var scenarios = v.Required("scenarios", new Form<IScenarioSource>((n, c) => c.Source = SourceForms.All.Form.Read(n, c), SourceForms.All.Form.Schema), "The scenarios.");
        var effects = v.Optional("effects", Forms.Map(EffectForms.All.Form, Forms.Label), [], "What a coordinate does; the price fall of the asset of its name where it is not here.");
        var outputs = v.Required("outputs", Forms.List(OutputForms.All.Form), "What is to be known of every scenario.");
        var together = v.Optional("together", Forms.Map(TogetherForms.All.Form, Forms.Label), [], "Statistics of all institutions together, by a name of one's own.");
        return g =>
        {
            var ensemble = effects.Of(g).Aggregate(new Ensemble(system.Of(g), scenarios.Of(g), round.Of(g), cascade.Of(g)), (e, x) => e.Acting(x.Name, x.Value));
            foreach (var measured in outputs.Of(g))
            {
                ensemble = ensemble.Measuring(measured.Outputs, [.. measured.Summaries]);
                ensemble = measured.Kept ? ensemble.Keeping([.. measured.Outputs]) : ensemble;
            }

            ensemble = together.Of(g).Aggregate(ensemble, (e, t) => e.Together(t.Name, t.Value.Outputs, t.Value.Summary));

            // Every name is looked up, so that what cannot run is refused here.
            ensemble.Plan();
            return ensemble;
        };
    });
}
