namespace Interdealer.Display;

/// <summary>Formats every <see cref="IRenderable"/>: its HTML for front ends, its <see cref="object.ToString"/> for consoles.</summary>
public sealed class RenderableFormatterSource
{
    private readonly object[] formatters =
    [
        new ConventionalFormatter("text/html", value => (value as IRenderable)?.ToHtml()),
        new ConventionalFormatter("text/plain", value => (value as IRenderable)?.ToString()),
    ];

    /// <summary>The formatters, found by name by notebook engines.</summary>
    public IEnumerable<object> CreateTypeFormatters() => formatters;
}
