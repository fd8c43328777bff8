using System.Text;
using Interdealer.Display;
using Interdealer.Files;
using Plotly.NET;

namespace Interdealer.Charts;

/// <summary>Charts as pages of their own, for whoever has a browser and nothing else.</summary>
/// <remarks>
/// A page carries the plotly.js that comes with Plotly.NET, 3.6 MB, and asks nothing of a network. It is light or dark as the browser is set, and the
/// chart's numbers are a table below it. The same chart gives the same bytes.
/// </remarks>
public static class ChartPage
{
    private static readonly Lazy<string> PlotlyScript = new(ReadPlotlyScript);

    /// <summary>Writes the chart as an HTML page, UTF-8, whole or not at all.</summary>
    /// <param name="chart">Any chart of Plotly.NET.</param>
    /// <param name="path">Ends in .html; its folder is made if need be.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="ArgumentException">The path does not end in .html.</exception>
    /// <exception cref="IOException">It cannot be written, or is there and may not be replaced.</exception>
    public static void SavePage(this GenericChart chart, string path, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Path.GetExtension(path) != ".html")
        {
            throw new ArgumentException($"path must end in .html; it was \"{Require.Visible(path)}\".", nameof(path));
        }

        var bytes = Encoding.UTF8.GetBytes(Of(chart));
        AtomicFile.Write(path, stream => stream.Write(bytes), overwrite);
    }

    private static string Of(GenericChart chart)
    {
        var json = ChartJson.Of(chart);
        var title = ChartText.Title(json) is { Length: > 0 } given ? given : "Chart";
        return
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {{Html.TextElement("title", title)}}
            <style>
            :root { color-scheme: light dark; }
            body { margin: 1em; font-family: system-ui, sans-serif; }
            details { overflow-x: auto; }
            </style>
            <script>{{PlotlyScript.Value}}</script>
            </head>
            <body>
            <main>
            {{ChartHtml.Of(json)}}
            </main>
            </body>
            </html>

            """;
    }

    private static string ReadPlotlyScript()
    {
        var assembly = typeof(GenericChart).Assembly;
        var name = assembly.GetManifestResourceNames().Single(name => name.EndsWith(".min.js", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
