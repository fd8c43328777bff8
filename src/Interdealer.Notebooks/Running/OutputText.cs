using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Running;

/// <summary>Outputs as lines of text, for comparing and for people: each part under a heading that names its kind and MIME type.</summary>
internal static class OutputText
{
    /// <summary>The parts of an output, each with its heading and text.</summary>
    internal static IEnumerable<(string Heading, string Text)> Parts(CellOutput output) => output switch
    {
        CellOutput.Stream stream => [(stream.Name, stream.Text)],
        CellOutput.Display display => Data("display", display.Data, display.Metadata),
        CellOutput.Result result => Data("result", result.Data, result.Metadata),
        CellOutput.Error error => [("error", string.Join('\n', [$"{error.Name}: {error.Message}", .. error.Traceback]))],
        _ => throw new ArgumentOutOfRangeException(nameof(output), output, "Not one of the four kinds of output."),
    };

    /// <summary>JSON with sorted members and exponents in one spelling, for every program that saves a notebook has its own; images as their length and hash; HTML with each tag that touches another on its own line.</summary>
    internal static string Value(string mime, JsonNode value)
    {
        if (value is not JsonValue || !value.AsValue().TryGetValue<string>(out var text))
        {
            return JupyterJson.Write(JsonNumbers.InOneSpelling(value));
        }

        if (MimeTypes.IsJson(mime))
        {
            return JupyterJson.Write(JsonNumbers.InOneSpelling(value));
        }

        if (MimeTypes.IsBinary(mime))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            return string.Create(CultureInfo.InvariantCulture, $"{text.Length} characters of base 64, SHA-256 {hash}");
        }

        return mime is MimeTypes.Html or MimeTypes.Svg ? text.Replace("><", ">\n<", StringComparison.Ordinal) : text;
    }

    static IEnumerable<(string, string)> Data(string kind, IEnumerable<KeyValuePair<string, JsonNode>> data, JsonObject metadata)
    {
        foreach (var (mime, value) in data.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return ($"{kind} {mime}", Value(mime, value));
        }

        if (metadata.Count > 0)
        {
            yield return ($"{kind} metadata", JupyterJson.Write(metadata));
        }
    }
}
