using System.Text.Json.Nodes;

namespace Interdealer.Ensembles.Specs;

/// <summary>The JSON Schema of specifications, from the same forms that read them.</summary>
internal static class SpecSchema
{
    private static IRegistry[] Registries =>
    [
        OperatorForms.All, OperatorForms.Impact, OperatorForms.Variance, ConstraintForms.All, SourceForms.All, SourceForms.Points, DistributionForms.All,
        DistributionForms.Copulas, EffectForms.All, OutputForms.All, OutputForms.Named, SummaryForms.All, TogetherForms.All,
    ];

    /// <summary>The schema, with pieces of one's own.</summary>
    public static JsonObject Document(Pieces own)
    {
        var schema = EnsembleForm.Whole.Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Interdealer ensemble specification, version 1");
        schema["$defs"] = new JsonObject(Registries.Select(registry => KeyValuePair.Create<string, JsonNode?>(registry.Name, registry.Definition(own))));
        return schema;
    }
}
