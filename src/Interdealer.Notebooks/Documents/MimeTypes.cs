namespace Interdealer.Notebooks.Documents;

/// <summary>What MIME types say about how a value is stored and shown.</summary>
internal static class MimeTypes
{
    internal const string PlainText = "text/plain";
    internal const string Html = "text/html";
    internal const string Markdown = "text/markdown";
    internal const string Plotly = "application/vnd.plotly.v1+json";
    internal const string Svg = "image/svg+xml";
    internal const string JavaScript = "application/javascript";

    /// <summary>Whether values of the type are JSON rather than text.</summary>
    internal static bool IsJson(string mime) =>
        mime.Equals("application/json", StringComparison.OrdinalIgnoreCase) || mime.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether Jupyter stores values of the type as a list of lines.</summary>
    internal static bool IsSplitIntoLines(string mime) =>
        !IsJson(mime) && (mime.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || mime is Svg or JavaScript);

    /// <summary>Whether values of the type are bytes in base 64.</summary>
    internal static bool IsBinary(string mime) =>
        mime != Svg && mime.StartsWith("image/", StringComparison.OrdinalIgnoreCase);
}
