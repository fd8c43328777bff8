namespace Interdealer.Display;

/// <summary>Formats a <see cref="Figure"/>: Plotly's JSON where a front end draws it, HTML that draws itself, or one line of text.</summary>
public sealed class FigureFormatterSource
{
    private readonly object[] formatters =
    [
        new ConventionalFormatter(Figure.MimeType, value => (value as Figure)?.ToJson()),
        new ConventionalFormatter("text/html", value => (value as Figure)?.ToHtml()),
        new ConventionalFormatter("text/plain", value => (value as Figure)?.ToString()),
    ];

    /// <summary>The formatters, found by name by notebook engines.</summary>
    public IEnumerable<object> CreateTypeFormatters() => formatters;
}
