using Interdealer.Data;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Specs;

/// <summary>Every scenario source that a specification can name.</summary>
internal static class SourceForms
{
    public static Choice<IScenarioSource> All { get; } = new(
        "source",
        "source",
        new Variant<IScenarioSource>("table", "Scenarios written down: a column for each coordinate, a row for each scenario.", v =>
        {
            var file = v.Required("file", Forms.File, "The table.");
            return g => new TableScenarios(NumberTable.Read(file.Of(g)));
        }));
}
