using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>Reads JSON that nobody vouches for: bounded in depth, every text checked, every refusal with its place.</summary>
internal static class JsonText
{
    const int MaximumDepth = 200;

    static readonly JsonDocumentOptions Options = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    /// <summary>The object a text holds.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">Where it comes from, for messages.</param>
    /// <param name="firstLine">The line of the file the text starts at, from 1.</param>
    /// <exception cref="NotebookFormatException">The text is not one JSON object.</exception>
    internal static JsonObject ReadObject(string json, string file, int firstLine = 1) => ReadObject(() => JsonNode.Parse(json, documentOptions: Options), file, firstLine);

    /// <summary>The object that UTF-8 text holds.</summary>
    internal static JsonObject ReadObject(ReadOnlyMemory<byte> utf8, string file) => ReadObject(() => JsonNode.Parse(utf8.Span, documentOptions: Options), file, 1);

    static JsonObject ReadObject(Func<JsonNode?> parse, string file, int firstLine)
    {
        try
        {
            var node = parse()
                ?? throw new NotebookFormatException(file, Line(firstLine, 1), "is the JSON value null; expected a JSON object");
            Touch(node);
            return node as JsonObject
                ?? throw new NotebookFormatException(file, Line(firstLine, 1), $"is a JSON {Name(node)}; expected a JSON object");
        }
        catch (JsonException e)
        {
            var line = firstLine + (int)(e.LineNumber ?? 0);
            throw new NotebookFormatException(file, Line(line, (int)(e.BytePositionInLine ?? 0) + 1), $"is not valid JSON: {FirstSentence(e.Message)}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new NotebookFormatException(file, null, "holds a text with half of a surrogate pair (\\ud800 to \\udfff alone); expected Unicode text", e);
        }
    }

    /// <summary>A word for what a node is.</summary>
    internal static string Name(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "boolean",
    };

    // Strings are decoded lazily; decoding all of them here keeps a bad one from surfacing later, without a file name.
    static void Touch(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (_, member) in o)
                {
                    Touch(member);
                }

                break;
            case JsonArray a:
                foreach (var item in a)
                {
                    Touch(item);
                }

                break;
            case JsonValue value:
                value.TryGetValue<string>(out _);
                break;
        }
    }

    static string Line(int line, int column) => string.Create(CultureInfo.InvariantCulture, $"line {line} column {column}");

    // The parser appends its own place and hints for programmers.
    static string FirstSentence(string message)
    {
        var text = new StringBuilder(message.Split(" LineNumber:", 2)[0]);
        text.Replace(" Change the reader options.", "").Replace(" Path: $.", "");
        return text.ToString().TrimEnd(' ', '.');
    }
}
