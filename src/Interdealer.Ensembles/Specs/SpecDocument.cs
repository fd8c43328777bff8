using System.Globalization;
using System.Text.Json;

namespace Interdealer.Ensembles.Specs;

/// <summary>Reads JSON text from outside into values that know where they stand; strict and bounded.</summary>
/// <remarks>No comments, no trailing commas, no name twice in one object; at most <see cref="MostBytes"/> bytes and <see cref="MostDepth"/> levels.</remarks>
internal static class SpecDocument
{
    public const int MostBytes = 1 << 22;
    public const int MostDepth = 32;

    /// <summary>Reads a document.</summary>
    /// <exception cref="SpecException">It is not JSON, or exceeds the bounds.</exception>
    public static SpecNode Read(string file, ReadOnlySpan<byte> json)
    {
        if (json.Length > MostBytes)
        {
            throw new SpecException(file, null, null, FormattableString.Invariant($"is {json.Length} bytes long; at most {MostBytes} are read"));
        }

        json = json.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? json[3..] : json;
        var lines = new LineCount(json);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
            reader.Read();
            var root = Value(file, "$", ref reader, ref lines);
            return reader.Read() ? throw new JsonException("more follows the document") : root;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // Text that is not valid UTF-16 inside a string is an InvalidOperationException.
            throw new SpecException(file, cause is JsonException { LineNumber: { } line } ? line + 1 : lines.Line, null, $"is not JSON that can be read: {Sentence(cause.Message)}", cause);
        }
    }

    private static SpecNode Value(string file, string path, ref Utf8JsonReader reader, ref LineCount lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        SpecNode Leaf(JsonValueKind kind, string text = "") => new(file, path, line, kind, text, [], []);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Leaf(JsonValueKind.Object) with { Members = Members(file, path, ref reader, ref lines) };
            case JsonTokenType.StartArray:
                var items = new List<SpecNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Value(file, string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]"), ref reader, ref lines));
                }

                return Leaf(JsonValueKind.Array) with { Items = items };
            case JsonTokenType.String:
                return Leaf(JsonValueKind.String, reader.GetString()!);
            case JsonTokenType.Number:
                return Leaf(JsonValueKind.Number, System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return Leaf(JsonValueKind.True);
            case JsonTokenType.False:
                return Leaf(JsonValueKind.False);
            default:
                return Leaf(JsonValueKind.Null);
        }
    }

    private static List<KeyValuePair<string, SpecNode>> Members(string file, string path, ref Utf8JsonReader reader, ref LineCount lines)
    {
        var members = new List<KeyValuePair<string, SpecNode>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (name, line) = (reader.GetString()!, lines.At(reader.TokenStartIndex));
            if (!seen.Add(name))
            {
                throw new SpecException(file, line, path, $"has {SpecNode.Show(name)} twice; each name once");
            }

            reader.Read();
            members.Add(KeyValuePair.Create(name, Value(file, Member(path, name), ref reader, ref lines)));
        }

        return members;
    }

    private static string Member(string path, string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') ? $"{path}.{name}" : $"{path}[{SpecNode.Show(name)}]";

    private static string Sentence(string message) => message.Split(" LineNumber:")[0].TrimEnd('.');

    /// <summary>Lines before a byte; asked in ascending order, so that each byte is looked at once.</summary>
    private ref struct LineCount(ReadOnlySpan<byte> json)
    {
        private readonly ReadOnlySpan<byte> _json = json;
        private long _until;

        public long Line { get; private set; } = 1;

        public long At(long index)
        {
            for (; _until < index; _until++)
            {
                Line += _json[(int)_until] == (byte)'\n' ? 1 : 0;
            }

            return Line;
        }
    }
}
