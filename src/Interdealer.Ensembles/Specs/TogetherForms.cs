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
        new Variant<Joint>("binding", "Which limit forced which institution, in how many scenarios.", v =>
        {
            var when = v.Optional("when", Forms.Word(("anyRound", Binding.AnyRound), ("last", Binding.Last)), Binding.AnyRound, "Whether a limit counts that forced in any round, or only the last one that did.");
            var limits = v.Optional("limits", Forms.List(Forms.Label), [], "Names of the limits in the order of the round; its own when left out. Of \"last\" those of one operator.");
            return g =>
            {
                var (institutions, own) = (g.System.Institutions.Select(i => i.Name).ToArray(), LimitWatch.NamesIn(g.Round));
                string[] names = [.. limits.IsIn(g) ? limits.Of(g) : own];
                if (when.Of(g) == Binding.AnyRound && names.Length != own.Length)
                {
                    throw new ArgumentException(FormattableString.Invariant($"limits are {names.Length}; the round has {own.Length}: {Forms.Words(own)}."), nameof(limits));
                }

                _ = new BindingCounts(institutions, names, when.Of(g));
                return new Joint(when.Of(g) == Binding.Last ? Output.Bounds(g.System) : Output.EverBounds(g.System), () => new BindingCounts(institutions, names, when.Of(g)));
            };
        }),
        new Variant<Joint>("jointDefaults", "Who defaults, how many together, and which two together.", v =>
        {
            var institutions = v.Optional("institutions", Forms.List(Forms.Institution), [], "Which, none twice; every one when left out.");
            return g =>
            {
                string[] names = [.. institutions.IsIn(g) ? institutions.Of(g) : g.System.Institutions.Select(i => i.Name)];
                _ = new JointDefaults(names);
                return new Joint([.. names.Select(Output.DefaultOf)], () => new JointDefaults(names));
            };
        }),
        new Variant<Joint>("correlations", "Means, covariances and correlations of outputs, two of them at a time.", v =>
        {
            var of = v.Required("of", Forms.List(OutputForms.Named.Form), FormattableString.Invariant($"The outputs, from 2 to {MostCorrelated} together."));
            return g =>
            {
                Output[] outputs = [.. of.Of(g).SelectMany(o => o)];
                return outputs.Length is >= 2 and <= MostCorrelated
                    ? new Joint(outputs, () => new Correlations(outputs.Length))
                    : throw new ArgumentException(FormattableString.Invariant($"of names {outputs.Length} outputs; from 2 to {MostCorrelated} are expected."), nameof(of));
            };
        }));

    // About a kilobyte a pair and thread.
    private const int MostCorrelated = 256;
}
