using Interdealer.Charts;
using Interdealer.Display;
using Plotly.NET;

[assembly: FormatterFor(typeof(GenericChart), typeof(ChartFormatterSource), PreferredMimeTypes = [ChartFormatting.MimeType, "text/html", "text/plain"])]

namespace Interdealer.Charts;

/// <summary>How charts are shown: as Plotly's JSON, as HTML that needs no network, and as a line of text.</summary>
public static class ChartFormatting
{
    /// <summary>The MIME type of Plotly's JSON.</summary>
    public const string MimeType = "application/vnd.plotly.v1+json";

    /// <summary>The chart as Plotly's JSON: data, layout and config.</summary>
    /// <param name="chart">Any chart of Plotly.NET.</param>
    /// <remarks>Numbers are in their shortest form that reads back the same; NaN and infinities are null. Safe inside a script element.</remarks>
    public static string ToPlotlyJson(this GenericChart chart) => ChartJson.Text(Json(chart));

    /// <summary>The chart as HTML that draws itself where plotly.js is loaded, and otherwise shows its numbers as a table.</summary>
    /// <param name="chart">Any chart of Plotly.NET.</param>
    public static string ToPlotlyHtml(this GenericChart chart) => ChartHtml.Of(Json(chart));

    /// <summary>The chart in one line: what is drawn, title and number of traces.</summary>
    /// <param name="chart">Any chart of Plotly.NET.</param>
    public static string ToPlainText(this GenericChart chart) => ChartText.Of(Json(chart));

    /// <summary>The chart as a value that carries its own HTML, for engines that ask values for <c>ToHtml()</c>, as Verso does.</summary>
    /// <param name="chart">Any chart of Plotly.NET.</param>
    public static RenderedChart Rendered(this GenericChart chart) => new(chart);

    private static System.Text.Json.Nodes.JsonObject Json(GenericChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return ChartJson.Of(chart);
    }
}
