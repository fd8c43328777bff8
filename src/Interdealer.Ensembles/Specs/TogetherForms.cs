using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Specs;

/// <summary>Outputs of all institutions that are summarised together.</summary>
/// <param name="Outputs">The outputs.</param>
/// <param name="Summary">Makes an empty summary of them, given the limits of the round.</param>
internal sealed record Joint(IReadOnlyList<Output> Outputs, Func<ISummary> Summary);

/// <summary>Every statistic of all institutions together that a specification can name.</summary>
internal static class TogetherForms
{
    public static Choice<Joint> All { get; } = new(
        "together",
        "together",
        new Variant<Joint>("binding", "Which limit was the last to force which institution, in how many scenarios.", v =>
        {
            var limits = v.Required("limits", Forms.List(Forms.Label), "Names of the limits, in the order in which the round counts them.");
            return g =>
            {
                var (institutions, names) = (g.System.Institutions.Select(i => i.Name).ToArray(), limits.Of(g));
                return new Joint(Output.Bounds(g.System), () => new BindingCounts(institutions, names));
            };
        }));
}
