using Interdealer.Display;
using Plotly.NET;

namespace Interdealer.Charts;

/// <summary>Formats a chart of Plotly.NET, and one that carries its own HTML: Plotly's JSON, HTML that draws itself, or one line of text.</summary>
public sealed class ChartFormatterSource
{
    private readonly object[] formatters =
    [
        new ConventionalFormatter(ChartFormatting.MimeType, value => ChartOf(value)?.ToPlotlyJson()),
        new ConventionalFormatter("text/html", value => ChartOf(value)?.ToPlotlyHtml()),
        new ConventionalFormatter("text/plain", value => ChartOf(value)?.ToPlainText()),
    ];

    /// <summary>The formatters, found by name by notebook engines.</summary>
    public IEnumerable<object> CreateTypeFormatters() => formatters;

    private static GenericChart? ChartOf(object value) => value as GenericChart ?? (value as RenderedChart)?.Chart;
}
