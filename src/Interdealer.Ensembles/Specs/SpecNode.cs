using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Ensembles.Specs;

/// <summary>A value of a JSON document that knows where it stands.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Path">Where in the document, as <c>$.round[0].limit</c>.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The characters of a string or number; else empty.</param>
/// <param name="Members">What an object holds, in the order written.</param>
/// <param name="Items">What an array holds.</param>
internal sealed record SpecNode(
    string File, string Path, long Line, JsonValueKind Kind, string Text, IReadOnlyList<KeyValuePair<string, SpecNode>> Members, IReadOnlyList<SpecNode> Items)
{
    private const int LongestShown = 60;

    /// <summary>What it is, in words for messages.</summary>
    public string Shown => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"an array of {Items.Count}"),
        JsonValueKind.String => Show(Text),
        JsonValueKind.Number => Text.Length > LongestShown ? Text[..LongestShown] + "…" : Text,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>A member of an object; null where there is none.</summary>
    public SpecNode? Find(string name) => Members.FirstOrDefault(m => m.Key == name).Value;

    /// <summary>The error that this value is not what was expected.</summary>
    public SpecException Wrong(string expected) => Fault($"expected {expected}; it was {Shown}");

    /// <summary>The error that something about this value is wrong.</summary>
    public SpecException Fault(string problem, Exception? cause = null) => new(File, Line, Path, problem, cause);

    /// <summary>The same value as JSON with members in ordinal order and numbers in their shortest form: equal documents give equal text.</summary>
    public JsonNode? Canonical() => Kind switch
    {
        JsonValueKind.Object => new JsonObject(Members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value.Canonical()))),
        JsonValueKind.Array => new JsonArray([.. Items.Select(i => i.Canonical())]),
        JsonValueKind.String => Text,
        JsonValueKind.Number => ulong.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : Number(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The number; beyond the range of doubles an infinity.</summary>
    public double Number() => double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Text from outside in quotation marks, shortened, control characters as their code points.</summary>
    public static string Show(string text)
    {
        var shown = Require.Visible(string.Concat(text.Take(LongestShown).Select(c => char.IsSurrogate(c) ? '·' : c)));
        return text.Length > LongestShown ? $"\"{shown}…\"" : $"\"{shown}\"";
    }
}
