using System.Globalization;
using System.Text.Json.Nodes;

namespace Interdealer.Display;

public sealed partial class Figure
{
    /// <summary>Figures side by side in one, each under its own title.</summary>
    /// <param name="title">What the figures show together.</param>
    /// <param name="columns">How many stand beside each other, 1 to 4.</param>
    /// <param name="figures">At least one, with axes, without sliders; series of the same name have the same colour in all of them.</param>
    /// <exception cref="ArgumentException">The title is blank, there is no figure, or one has no axes or has a slider.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of columns is outside its range.</exception>
    public static Figure Panels(string title, int columns, params Figure[] figures)
    {
        Require.NotBlank(title, nameof(title), "what the figures show together");
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 4);
        var panels = Require.NotEmpty(figures, nameof(figures));
        foreach (var panel in panels)
        {
            if (panel.root["layout"]!["xaxis"] is not JsonObject || panel.root["layout"]!["xaxis2"] is not null || panel.root["frames"] is not null)
            {
                throw new ArgumentException($"'{panel.Title}' cannot be a panel; panels must have one pair of axes and no slider.", nameof(figures));
            }
        }
        return new("Panels", new PanelGrid(columns, panels.Length).Combine(title, [.. panels.Select(panel => panel.root)]));
    }

    /// <summary>Figures side by side in one, as many beside each other as they are, up to three.</summary>
    /// <param name="title">What the figures show together.</param>
    /// <param name="figures">At least one, with axes, without sliders.</param>
    /// <exception cref="ArgumentException">The title is blank, there is no figure, or one has no axes or has a slider.</exception>
    public static Figure Panels(string title, params Figure[] figures)
        => Panels(title, Math.Clamp(figures?.Length == 4 ? 2 : figures?.Length ?? 1, 1, 3), figures!);

    /// <summary>One figure for each position of a slider, drawn with a slider and buttons that play and stop.</summary>
    /// <typeparam name="T">The kind of position.</typeparam>
    /// <param name="label">What the slider changes, such as “Minimum, %”.</param>
    /// <param name="positions">In order, at least one.</param>
    /// <param name="at">The figure at a position; the same traces at every one, without a slider of its own.</param>
    /// <remarks>The axes keep one range over all positions, so that what moves is the data.</remarks>
    /// <exception cref="ArgumentException">The label is blank, there is no position, or the figures do not have the same traces.</exception>
    public static Figure WithSlider<T>(string label, IEnumerable<T> positions, Func<T, Figure> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return WithSlider(label, Require.NotEmpty(positions, nameof(positions))
            .Select(position => (Convert.ToString(position, CultureInfo.InvariantCulture) ?? "", at(position))));
    }

    /// <summary>One figure for each named position of a slider, drawn with a slider and buttons that play and stop.</summary>
    /// <param name="label">What the slider changes, such as “Minimum, %”.</param>
    /// <param name="positions">Name and figure of each position, in order; the same traces in every one, without a slider of its own.</param>
    /// <exception cref="ArgumentException">A text is blank or used twice, there is no position, or the figures do not have the same traces.</exception>
    public static Figure WithSlider(string label, IEnumerable<(string Position, Figure Figure)> positions)
    {
        Require.NotBlank(label, nameof(label), "what the slider changes, with its unit");
        var items = Require.NotEmpty(positions, nameof(positions));
        var shape = Shape(items[0].Figure);
        foreach (var (position, figure) in items)
        {
            Require.NotBlank(position, nameof(positions), "the name of the position");
            if (figure.root["frames"] is not null || Shape(figure) != shape)
            {
                throw new ArgumentException(
                    $"The figure at '{position}' has traces {Shape(figure)}; it must have those of the first, {shape}, and no slider of its own.", nameof(positions));
            }
        }
        if (items.Select(item => item.Position).Distinct(StringComparer.Ordinal).Count() != items.Length)
        {
            throw new ArgumentException("Two positions of the slider have the same name; every name must be used once.", nameof(positions));
        }
        return new(items[0].Figure.Kind, SliderFrames.Combine(label, [.. items.Select(item => (item.Position, item.Figure.root))]));
    }

    private static string Shape(Figure figure)
        => string.Join(", ", figure.root["data"]!.AsArray().Select(trace => $"{trace!["type"]} '{PlotlyText.Decode(trace["name"]?.ToString() ?? "")}'"));
}
