using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Ensembles.Specs;

/// <summary>A registry as the schema sees it.</summary>
internal interface IRegistry
{
    /// <summary>Name of the registry in the schema.</summary>
    string Name { get; }

    /// <summary>Its objects as a JSON Schema, with pieces of one's own.</summary>
    JsonObject Definition(Pieces own);
}

/// <summary>A registry: objects told apart by a word, each making the same kind of thing.</summary>
/// <typeparam name="T">What they make.</typeparam>
internal sealed class Choice<T> : IRegistry
{
    private readonly string _discriminator;
    private readonly Dictionary<string, Variant<T>> _variants;
    private readonly Func<Piece<T>, Variant<T>>? _own;

    /// <summary>A registry of the library's objects alone.</summary>
    /// <param name="name">Name of the registry in the schema.</param>
    /// <param name="discriminator">The property that holds the word.</param>
    /// <param name="variants">The objects, words all different.</param>
    public Choice(string name, string discriminator, params IEnumerable<Variant<T>> variants)
        : this(name, discriminator, null, variants)
    {
    }

    /// <summary>A registry that pieces of one's own can join.</summary>
    /// <param name="name">Name of the registry in the schema.</param>
    /// <param name="discriminator">The property that holds the word.</param>
    /// <param name="own">What such a piece looks like in a specification.</param>
    /// <param name="variants">The library's objects, words all different.</param>
    public Choice(string name, string discriminator, Func<Piece<T>, Variant<T>>? own, params IEnumerable<Variant<T>> variants)
    {
        (Name, _discriminator, _own) = (name, discriminator, own);
        _variants = variants.ToDictionary(v => v.Name, StringComparer.Ordinal);
        Form = new Form<T>(Read, () => new JsonObject { ["$ref"] = $"#/$defs/{name}" });
    }

    /// <summary>Name of the registry in the schema.</summary>
    public string Name { get; }

    /// <summary>Any of the objects.</summary>
    public Form<T> Form { get; }

    /// <summary>The library's words.</summary>
    public IReadOnlyCollection<string> Words => _variants.Keys;

    /// <summary>All of them as a JSON Schema, with pieces of one's own.</summary>
    public JsonObject Definition(Pieces own) => new() { ["oneOf"] = new JsonArray([.. _variants.Values.Concat(Joining(own)).Select(v => (JsonNode)v.Schema(_discriminator))]) };

    private T Read(SpecNode node, SpecContext context)
    {
        if (node.Kind != JsonValueKind.Object)
        {
            throw node.Wrong($"an object with \"{_discriminator}\"");
        }

        IEnumerable<string> words = [.. _variants.Keys, .. _own is null ? [] : context.Own.Of<T>().Select(p => p.Name)];
        var word = node.Find(_discriminator) ?? throw node.Fault($"the property \"{_discriminator}\" is missing; expected one of {Forms.Words(words)}");
        if (word.Kind != JsonValueKind.String)
        {
            throw word.Wrong($"one of {Forms.Words(words)}");
        }

        if (_variants.TryGetValue(word.Text, out var variant))
        {
            return variant.Read(node, context, _discriminator);
        }

        var piece = _own is null ? null : context.Own.Of<T>().FirstOrDefault(p => p.Name == word.Text);
        if (piece is null)
        {
            throw word.Wrong($"one of {Forms.Words(words)}");
        }

        context.Named.Add(piece);
        return _own!(piece).Read(node, context, _discriminator) ?? throw node.Fault($"{SpecNode.Show(piece.Name)} made nothing of it: its row returned null");
    }

    private IEnumerable<Variant<T>> Joining(Pieces own) => _own is null ? [] : own.Of<T>().Select(_own);
}
