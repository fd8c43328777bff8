using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>An object of a notebook file together with its place in the file, so that every refusal can name it.</summary>
/// <param name="Json">The object.</param>
/// <param name="File">The file.</param>
/// <param name="Path">Where the object stands, such as <c>cells[3].outputs[0]</c>; empty for the outermost.</param>
internal sealed record IpynbNode(JsonObject Json, string File, string Path)
{
    /// <summary>The error for a member that is not what it should be.</summary>
    internal NotebookFormatException Wrong(string member, string problem) => new(File, Place(member), problem);

    /// <summary>A text that must be there.</summary>
    internal string Text(string member) =>
        OptionalText(member) ?? throw Wrong(member, "is missing; expected a string");

    /// <summary>A text that may be missing.</summary>
    internal string? OptionalText(string member) => Json[member] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => throw Wrong(member, $"is a JSON {JsonText.Name(other)}; expected a string"),
    };

    /// <summary>A whole number; null where it is null or missing.</summary>
    internal int? Integer(string member) => Json[member] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        var other => throw Wrong(member, $"is {Shown(other)}; expected a whole number"),
    };

    /// <summary>Text written as one string or as a list of lines.</summary>
    internal string Lines(string member) => Json[member] switch
    {
        JsonArray => string.Concat(Texts(member)),
        null => throw Wrong(member, "is missing; expected a string or a list of strings"),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => throw Wrong(member, $"is a JSON {JsonText.Name(other)}; expected a string or a list of strings"),
    };

    /// <summary>A list of texts.</summary>
    internal ImmutableArray<string> Texts(string member)
    {
        if (Json[member] is not JsonArray array)
        {
            throw Wrong(member, $"is {Shown(Json[member])}; expected a list of strings");
        }

        return [.. array.Select((item, i) => item is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw Wrong(Indexed(member, i), $"is {Shown(item)}; expected a string"))];
    }

    /// <summary>An object that must be there.</summary>
    internal IpynbNode Object(string member) => new(
        OptionalObject(member) ?? throw Wrong(member, "is missing; expected a JSON object"), File, Place(member));

    /// <summary>A copy of an object that may be missing.</summary>
    internal JsonObject? OptionalObject(string member) => Json[member] switch
    {
        null => null,
        JsonObject o => o.DeepClone().AsObject(),
        var other => throw Wrong(member, $"is {Shown(other)}; expected a JSON object"),
    };

    /// <summary>A list of objects that must be there.</summary>
    internal IEnumerable<IpynbNode> Objects(string member) => Json[member] is JsonArray array
        ? array.Select((item, i) => item is JsonObject o
            ? new IpynbNode(o, File, Place(Indexed(member, i)))
            : throw Wrong(Indexed(member, i), $"is {Shown(item)}; expected a JSON object"))
        : throw Wrong(member, $"is {Shown(Json[member])}; expected a list of JSON objects");

    /// <summary>A list of objects that may be missing.</summary>
    internal IEnumerable<IpynbNode> OptionalObjects(string member) => Json[member] is null ? [] : Objects(member);

    /// <summary>The names of all members.</summary>
    internal IEnumerable<string> Members() => Json.Select(member => member.Key);

    /// <summary>Whether a member is JSON that is neither a string nor a list of strings.</summary>
    internal bool IsStructured(string member) => Json[member] switch
    {
        JsonValue value => !value.TryGetValue<string>(out _),
        JsonArray array => array.Any(item => item is not JsonValue value || !value.TryGetValue<string>(out _)),
        _ => true,
    };

    /// <summary>A copy of a member of any kind but null.</summary>
    internal JsonNode Node(string member) => Json[member]?.DeepClone() ?? throw Wrong(member, "is null; expected a value");

    /// <summary>A copy of all members but those named.</summary>
    internal JsonObject Others(params ReadOnlySpan<string> known)
    {
        var others = new JsonObject();
        foreach (var (name, value) in Json)
        {
            if (!known.Contains(name))
            {
                others[name] = value?.DeepClone();
            }
        }

        return others;
    }

    /// <summary>A copy of all members but those named; null when there are no others.</summary>
    internal JsonObject? OthersOrNull(params ReadOnlySpan<string> known) => Others(known) is { Count: > 0 } others ? others : null;

    string Place(string member) => Path.Length == 0 ? member : $"{Path}.{member}";

    static string Indexed(string member, int index) => string.Create(CultureInfo.InvariantCulture, $"{member}[{index}]");

    static string Shown(JsonNode? node) => node switch
    {
        null => "missing or null",
        JsonValue => node.ToJsonString() is { Length: <= 40 } text ? text : $"a long JSON {JsonText.Name(node)}",
        _ => $"a JSON {JsonText.Name(node)}",
    };
}
