using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Specs;

/// <summary>What is to be known of every scenario: outputs, how they are summarised, and whether they are kept in full.</summary>
/// <param name="Outputs">One, or one for each institution.</param>
/// <param name="Summaries">How each is summarised.</param>
/// <param name="Kept">Whether each is kept in full.</param>
internal sealed record Measured(IReadOnlyList<Output> Outputs, IReadOnlyList<Func<ISummary>> Summaries, bool Kept);

/// <summary>Every output that a specification can name.</summary>
internal static class OutputForms
{
    private static readonly Definition[] Definitions =
    [
        Plain("totalLoss", "Lost by all institutions, shock and cascade together, in currency.", Output.TotalLoss),
        Plain("directLoss", "Lost by all institutions to the shock itself, in currency.", Output.DirectLoss),
        Plain("systemLossShare", "Total loss over the equity of all institutions before anything happened.", Output.SystemLossShare),
        Plain("amplification", "Total loss over direct loss.", Output.Amplification),
        Plain("rounds", "Rounds until rest, or the limit.", Output.Rounds),
        Plain("outcome", "0 settled, 1 wiped out, 2 stopped at the limit.", Output.Outcome),
        Plain("diverged", "1 where something in the cascade was no longer finite, else 0.", Output.Diverged),
        Plain("defaults", "Institutions in default at the end.", Output.Defaults),
        Of("loss", "Lost by one institution, in currency.", "institution", Forms.Institution, Output.Loss),
        Each("losses", "The loss of every institution, an output each.", Output.Losses),
        Of("bound", "Index of the limit that last forced an institution to act, −1 where none did.", "institution", Forms.Institution, Output.Bound),
        Each("bounds", "The limit that last bound every institution, an output each.", Output.Bounds),
        Of("boundBy", "Institutions that one limit was the last to force to act.", "limit", Forms.Count(-1, 1000), Output.BoundBy),
        Of("everBound", "Which limits forced an institution to act in any round: the sum of 2^index over them.", "institution", Forms.Institution, Output.EverBound),
        Each("everBounds", "Which limits forced every institution in any round, an output each.", Output.EverBounds),
        Of("everBoundBy", "Institutions that one limit forced to act in any round; limits are numbered through the round.", "limit", Forms.Count(0, LimitWatch.MostLimits - 1), Output.EverBoundBy),
        Of("defaultOf", "1 where an institution is in default at the end, else 0.", "institution", Forms.Institution, Output.DefaultOf),
        Each("defaultsOf", "1 where an institution is in default at the end, else 0, an output for every institution.", Output.DefaultsOf),
        Of("priceFall", "Fall of an asset's price, shock and cascade together, a fraction.", "asset", Forms.Asset, Output.PriceFall),
    ];

    /// <summary>Outputs with what is to be known of each.</summary>
    public static Choice<Measured> All { get; } = new("output", "output", Definitions.Select(d => new Variant<Measured>(d.Name, d.Description, v =>
    {
        var outputs = d.Define(v);
        var keep = v.Optional("keep", Forms.Flag, false, "Whether the value of every scenario is kept in full.");
        var summaries = v.Optional("summaries", Forms.List(SummaryForms.All.Form, least: 0), [], "Statistics over all scenarios.");
        return g => new Measured(outputs(g), summaries.Of(g), keep.Of(g));
    })));

    /// <summary>The same outputs by name alone, for what takes several together.</summary>
    public static Choice<IReadOnlyList<Output>> Named { get; } = new(
        "outputNamed", "output", Definitions.Select(d => new Variant<IReadOnlyList<Output>>(d.Name, d.Description, v => d.Define(v))));

    private static Definition Plain(string name, string description, Output output) => new(name, description, _ => _ => [output]);

    private static Definition Each(string name, string description, Func<FinancialSystem, IReadOnlyList<Output>> outputs) => new(name, description, _ => g => outputs(g.System));

    private static Definition Of<T>(string name, string description, string whom, Form<T> form, Func<T, Output> output) => new(name, description, v =>
    {
        var of = v.Required(whom, form, $"The {whom}.");
        return g => [output(of.Of(g))];
    });

    private sealed record Definition(string Name, string Description, Func<IProperties, Func<Given, IReadOnlyList<Output>>> Define);
}
