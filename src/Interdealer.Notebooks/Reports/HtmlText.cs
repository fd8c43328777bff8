using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Interdealer.Notebooks.Reports;

/// <summary>Text on its way into HTML.</summary>
internal static class HtmlText
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The text with everything HTML would read as markup encoded; fit for elements and for quoted attributes.</summary>
    internal static string Encode(string? text) => text is null ? "" : Encoder.Encode(text);

    /// <summary>The text of a JSON value, fit for a script element: nothing in it can end the element or open a comment.</summary>
    internal static string Json(string json) => json
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal)
        .Replace("\u2028", "\\u2028", StringComparison.Ordinal)
        .Replace("\u2029", "\\u2029", StringComparison.Ordinal);

    /// <summary>A word for a URL fragment or an element's id: letters and digits, the rest as hyphens.</summary>
    internal static string Slug(string text)
    {
        var slug = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
        return slug.Length > 0 ? slug : "section";
    }
}
