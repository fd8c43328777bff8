using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels.Rendering;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace Interdealer.Interactive;

/// <summary>
/// A shown value by MIME type. A type that names its own formatters is written by .NET Interactive's formatter, under every MIME type it names; a
/// value without any is written as the tool writes it, so that what is stored does not depend on the kernel that computed it.
/// </summary>
internal static class Representation
{
    public static SortedDictionary<string, JsonNode> Of(DisplayEvent shown)
    {
        var data = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        if (shown.Value is not { } value || IsOfTheEngine(value))
        {
            foreach (FormattedValue formatted in shown.FormattedValues)
            {
                data[formatted.MimeType] = Node(formatted.MimeType, formatted.Value);
            }

            return data;
        }

        foreach (string mimeType in ValueRenderer.MimeTypesNamedBy(value.GetType()))
        {
            data[mimeType] = Node(mimeType, value.ToDisplayString(mimeType));
        }

        if (!data.ContainsKey(MimeTypes.PlainText))
        {
            foreach (var (mimeType, node) in ValueRenderer.Render(value))
            {
                data.TryAdd(mimeType, node);
            }
        }

        return data;
    }

    // HTML(...), formatted values and the like: the embedded kernel does not know them.
    private static bool IsOfTheEngine(object value) =>
        value is IHtmlContent or FormattedValue or IEnumerable<FormattedValue> || value.GetType().Assembly.GetName().Name!.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal);

    private static JsonNode Node(string mimeType, string text) => ValueRenderer.Node(mimeType, text);
}
