using System.Text.Json.Nodes;

namespace Interdealer.Ensembles.Specs;

/// <summary>The JSON Schema of specifications, from the same forms that read them.</summary>
internal static class SpecSchema
{
    /// <summary>The schema, with pieces of one's own.</summary>
    public static JsonObject Document(Pieces own)
    {
        var schema = EnsembleForm.Whole.Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Interdealer ensemble specification, version 1");
        schema["$defs"] = new JsonObject
        {
            [OperatorForms.All.Name] = OperatorForms.All.Definition(own),
            [OperatorForms.Impact.Name] = OperatorForms.Impact.Definition(own),
            [OperatorForms.Variance.Name] = OperatorForms.Variance.Definition(own),
            [ConstraintForms.All.Name] = ConstraintForms.All.Definition(own),
            [SourceForms.All.Name] = SourceForms.All.Definition(own),
            [SourceForms.Points.Name] = SourceForms.Points.Definition(own),
            [DistributionForms.All.Name] = DistributionForms.All.Definition(own),
            [DistributionForms.Copulas.Name] = DistributionForms.Copulas.Definition(own),
            [EffectForms.All.Name] = EffectForms.All.Definition(own),
            [OutputForms.All.Name] = OutputForms.All.Definition(own),
            [OutputForms.Named.Name] = OutputForms.Named.Definition(own),
            [SummaryForms.All.Name] = SummaryForms.All.Definition(own),
            [TogetherForms.All.Name] = TogetherForms.All.Definition(own),
        };
        return schema;
    }
}
