using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>
/// Writes JSON as Jupyter writes its own files: members sorted by name, one space of indentation, text unescaped unless JSON demands it.
/// A notebook saved here and saved by Jupyter differ in nothing but what changed.
/// </summary>
internal static class JupyterJson
{
    /// <summary>The JSON text of a node, without a line end after it.</summary>
    internal static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(node, text, 0);
        return text.ToString();
    }

    static void Write(JsonNode? node, StringBuilder text, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject o:
                Members(o.OrderBy(m => m.Key, StringComparer.Ordinal), '{', '}', text, depth, member =>
                {
                    Quote(member.Key, text);
                    text.Append(": ");
                    Write(member.Value, text, depth + 1);
                });
                break;
            case JsonArray a:
                Members(a, '[', ']', text, depth, item => Write(item, text, depth + 1));
                break;
            case JsonValue value when value.TryGetValue<string>(out var s):
                Quote(s, text);
                break;
            default:
                // Numbers keep the digits they came with: 1.0 stays 1.0.
                text.Append(node.ToJsonString());
                break;
        }
    }

    static void Members<T>(IEnumerable<T> members, char open, char close, StringBuilder text, int depth, Action<T> write)
    {
        text.Append(open);
        var any = false;
        foreach (var member in members)
        {
            text.Append(any ? ",\n" : "\n").Append(' ', depth + 1);
            write(member);
            any = true;
        }

        if (any)
        {
            text.Append('\n').Append(' ', depth);
        }

        text.Append(close);
    }

    static void Quote(string value, StringBuilder text)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                case >= '\ud800' and <= '\udbff' when i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]):
                    text.Append(c).Append(value[++i]);
                    break;
                // Half a surrogate pair has no UTF-8 form.
                case >= '\ud800' and <= '\udfff': text.Append('\ufffd'); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }
}
