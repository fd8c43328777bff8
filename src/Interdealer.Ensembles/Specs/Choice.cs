using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Ensembles.Specs;

/// <summary>A registry: objects told apart by a word, each making the same kind of thing.</summary>
/// <typeparam name="T">What they make.</typeparam>
internal sealed class Choice<T>
{
    private readonly string _discriminator;
    private readonly Dictionary<string, Variant<T>> _variants;

    /// <summary>A registry.</summary>
    /// <param name="name">Name of the registry in the schema.</param>
    /// <param name="discriminator">The property that holds the word.</param>
    /// <param name="variants">The objects, words all different.</param>
    public Choice(string name, string discriminator, params IEnumerable<Variant<T>> variants)
    {
        (Name, _discriminator) = (name, discriminator);
        _variants = variants.ToDictionary(v => v.Name, StringComparer.Ordinal);
        Form = new Form<T>(Read, () => new JsonObject { ["$ref"] = $"#/$defs/{name}" });
    }

    /// <summary>Name of the registry in the schema.</summary>
    public string Name { get; }

    /// <summary>Any of the objects.</summary>
    public Form<T> Form { get; }

    /// <summary>The words.</summary>
    public IReadOnlyCollection<string> Words => _variants.Keys;

    /// <summary>All of them as a JSON Schema.</summary>
    public JsonObject Definition() => new() { ["oneOf"] = new JsonArray([.. _variants.Values.Select(v => (JsonNode)v.Schema(_discriminator))]) };

    private T Read(SpecNode node, SpecContext context)
    {
        if (node.Kind != JsonValueKind.Object)
        {
            throw node.Wrong($"an object with \"{_discriminator}\"");
        }

        var word = node.Find(_discriminator) ?? throw node.Fault($"the property \"{_discriminator}\" is missing; expected one of {Forms.Words(_variants.Keys)}");
        return word.Kind == JsonValueKind.String && _variants.TryGetValue(word.Text, out var variant)
            ? variant.Read(node, context, _discriminator)
            : throw word.Wrong($"one of {Forms.Words(_variants.Keys)}");
    }
}
