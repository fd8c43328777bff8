using System.Text.Json.Nodes;

namespace Interdealer.Ensembles.Specs;

/// <summary>The JSON Schema of specifications, from the same forms that read them.</summary>
internal static class SpecSchema
{
    public static JsonObject Document()
    {
        var schema = EnsembleForm.Whole.Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Interdealer ensemble specification, version 1");
        schema["$defs"] = new JsonObject
        {
            [OperatorForms.All.Name] = OperatorForms.All.Definition(),
            [OperatorForms.Impact.Name] = OperatorForms.Impact.Definition(),
            [OperatorForms.Variance.Name] = OperatorForms.Variance.Definition(),
            [ConstraintForms.All.Name] = ConstraintForms.All.Definition(),
            [SourceForms.All.Name] = SourceForms.All.Definition(),
            [SourceForms.Points.Name] = SourceForms.Points.Definition(),
            [DistributionForms.All.Name] = DistributionForms.All.Definition(),
            [DistributionForms.Copulas.Name] = DistributionForms.Copulas.Definition(),
            [EffectForms.All.Name] = EffectForms.All.Definition(),
            [OutputForms.All.Name] = OutputForms.All.Definition(),
            [OutputForms.Named.Name] = OutputForms.Named.Definition(),
            [SummaryForms.All.Name] = SummaryForms.All.Definition(),
            [TogetherForms.All.Name] = TogetherForms.All.Definition(),
        };
        return schema;
    }
}
