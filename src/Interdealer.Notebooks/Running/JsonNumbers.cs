using System.Globalization;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Running;

/// <summary>Numbers of JSON with an exponent as .NET spells them: <c>1E-05</c> for what Python saves as <c>1e-05</c>.</summary>
internal static class JsonNumbers
{
    /// <summary>The same values, spelled alike.</summary>
    internal static JsonNode? InOneSpelling(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(member => KeyValuePair.Create(member.Key, InOneSpelling(member.Value)))),
        JsonArray a => new JsonArray([.. a.Select(InOneSpelling)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => Number(value),
        _ => node?.DeepClone(),
    };

    // 2.50 stays 2.50: only of exponents there are several spellings that programs choose by themselves.
    static JsonNode Number(JsonValue value) =>
        value.ToJsonString() is var text && text.AsSpan().IndexOfAny('e', 'E') >= 0
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture))!
            : value.DeepClone();
}
