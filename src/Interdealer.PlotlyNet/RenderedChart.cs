using Interdealer.Display;
using Plotly.NET;

namespace Interdealer.Charts;

/// <summary>A chart that carries its own HTML, for engines that ask a value for it.</summary>
/// <param name="Chart">The chart.</param>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = [ChartFormatting.MimeType, "text/html", "text/plain"])]
public sealed record RenderedChart(GenericChart Chart) : IRenderable
{
    /// <summary>The chart as HTML that draws itself where plotly.js is loaded, and otherwise shows its numbers as a table.</summary>
    public string ToHtml() => Chart.ToPlotlyHtml();

    /// <summary>The chart in one line.</summary>
    public override string ToString() => Chart.ToPlainText();
}
