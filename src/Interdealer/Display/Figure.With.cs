using System.Text.Json.Nodes;

namespace Interdealer.Display;

public sealed partial class Figure
{
    /// <summary>The figure with more lines.</summary>
    /// <param name="series">Over the same kind of positions as the figure's.</param>
    /// <exception cref="ArgumentException">There is no series, or its positions are of another kind than the axis.</exception>
    public Figure WithLine(params Series[] series) => With(Fitting(series), FigureTraces.Line);

    /// <summary>The figure with more points.</summary>
    /// <param name="series">Over the same kind of positions as the figure's.</param>
    /// <exception cref="ArgumentException">There is no series, or its positions are of another kind than the axis.</exception>
    public Figure WithScatter(params Series[] series) => With(Fitting(series), FigureTraces.Points);

    /// <summary>The figure with more bars.</summary>
    /// <param name="series">Over the same kind of positions as the figure's.</param>
    /// <exception cref="ArgumentException">There is no series, or its positions are of another kind than the axis.</exception>
    public Figure WithBars(params Series[] series) => With(Fitting(series), FigureTraces.Bars);

    /// <summary>The figure under another title.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <exception cref="ArgumentException">The title is blank.</exception>
    public Figure WithTitle(string title)
    {
        Require.NotBlank(title, nameof(title), "what the chart shows");
        return Edited(root =>
        {
            FigureLayout.SetTitle(root, title);
        });
    }

    /// <summary>The figure with another axis across.</summary>
    /// <param name="title">What runs across; with its unit unless that is given apart.</param>
    /// <param name="unit">The unit, put after the title and a comma; null for none.</param>
    /// <param name="range">From and to, in the unit of the axis; null shows everything.</param>
    /// <param name="log">Whether the axis is logarithmic.</param>
    /// <exception cref="ArgumentException">The title is blank, or the axis is one of names or dates and is given a range or made logarithmic.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not finite, or not positive on a logarithmic axis.</exception>
    public Figure WithXAxis(string title, string? unit = null, (double From, double To)? range = null, bool log = false)
        => WithAxis("x", title, unit, range, log);

    /// <summary>The figure with another axis upwards.</summary>
    /// <param name="title">What runs upwards; with its unit unless that is given apart.</param>
    /// <param name="unit">The unit, put after the title and a comma; null for none.</param>
    /// <param name="range">From and to, in the unit of the axis; null shows everything.</param>
    /// <param name="log">Whether the axis is logarithmic.</param>
    /// <exception cref="ArgumentException">The title is blank, or the axis is one of names or dates and is given a range or made logarithmic.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not finite, or not positive on a logarithmic axis.</exception>
    public Figure WithYAxis(string title, string? unit = null, (double From, double To)? range = null, bool log = false)
        => WithAxis("y", title, unit, range, log);

    /// <summary>The figure with the numbers at its axes written another way.</summary>
    /// <param name="x">A pattern of d3-format or, for dates, d3-time-format, such as <c>.1%</c> or <c>%Y</c>; null leaves the axis as it is.</param>
    /// <param name="y">The same for the axis upwards.</param>
    public Figure WithTickFormat(string? x = null, string? y = null) => Edited(root =>
    {
        foreach (var (axis, format) in new[] { ("xaxis", x), ("yaxis", y) })
        {
            if (format is not null)
            {
                var target = AxisOf(root, axis);
                target["tickformat"] = format;
                target["hoverformat"] = format;
            }
        }
    });

    /// <summary>The figure in another height.</summary>
    /// <param name="pixels">100 to 4000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is outside its range.</exception>
    public Figure WithHeight(int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels, 4000);
        return Edited(root => root["layout"]!["height"] = pixels);
    }

    /// <summary>The figure with a text that points at a place in it.</summary>
    /// <typeparam name="TX">Number, date or name, as the axis has.</typeparam>
    /// <param name="x">Where, on the axis across.</param>
    /// <param name="y">Where, on the axis upwards.</param>
    /// <param name="text">What to say there.</param>
    /// <exception cref="ArgumentException">The text is blank, or the position is of another kind than the axis.</exception>
    public Figure WithAnnotation<TX>(TX x, double y, string text)
    {
        Require.NotBlank(text, nameof(text), "what to say there");
        Require.FiniteNumber(y, nameof(y));
        return Edited(root => Add(root, "annotations", new JsonObject
        {
            ["x"] = OnAxis(root, "xaxis", x, nameof(x), forText: true),
            ["y"] = OnAxis(root, "yaxis", y, nameof(y), forText: true),
            ["xref"] = "x",
            ["yref"] = "y",
            ["text"] = PlotlyText.Wrapped(text),
            ["showarrow"] = true,
            ["arrowhead"] = 0,
            ["arrowwidth"] = 1,
            ["arrowcolor"] = Palette.Muted,
            ["ax"] = 28,
            ["ay"] = -32,
            ["align"] = "left",
            ["font"] = new JsonObject { ["size"] = 12 },
        }));
    }

    /// <summary>The figure with a dashed line from bottom to top.</summary>
    /// <typeparam name="TX">Number, date or name, as the axis has.</typeparam>
    /// <param name="x">Where, on the axis across.</param>
    /// <param name="label">What the line stands for; null for no label.</param>
    /// <param name="line">Line of the label from the top, 0 to 20, so that neighbours do not cover each other.</param>
    /// <exception cref="ArgumentException">The position is of another kind than the axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The line is outside its range.</exception>
    public Figure WithVerticalLine<TX>(TX x, string? label = null, int line = 0) => Edited(root =>
    {
        Add(root, "shapes", Line(OnAxis(root, "xaxis", x, nameof(x), forText: false), "x", 0, "y domain", 1, "y domain"));
        AddTopLabel(root, x, label, line);
    });

    /// <summary>The figure with a dashed line from left to right.</summary>
    /// <param name="y">Where, on the axis upwards.</param>
    /// <param name="label">What the line stands for; null for no label.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is not finite.</exception>
    public Figure WithHorizontalLine(double y, string? label = null)
    {
        Require.FiniteNumber(y, nameof(y));
        return Edited(root =>
        {
            Add(root, "shapes", Line(0, "x domain", y, "y", 1, "x domain"));
            if (!string.IsNullOrWhiteSpace(label))
            {
                Add(root, "annotations", LineLabel(label, (1, "x domain", "right"), (OnAxis(root, "yaxis", y, nameof(y), forText: true), "y", "bottom")));
            }
        });
    }

    /// <summary>The figure with a line below it that says where its numbers are from.</summary>
    /// <param name="source">Publisher, series and date; “Source: ” is put before it unless it starts so.</param>
    /// <exception cref="ArgumentException">The text is blank.</exception>
    public Figure WithSource(string source)
    {
        var line = SourceLine.Of(source);
        return Edited(root => FigureLayout.SetSource(root, line));
    }

    private Series[] Fitting(Series[] series)
    {
        var items = Require.NotEmpty(series, nameof(series));
        var axis = AxisOf(root, "xaxis")["type"]?.ToString() ?? "-";
        var type = CommonAxisType(items);
        return type == axis || (axis == "log" && type == "linear")
            ? items
            : throw new ArgumentException($"series is over {type} positions, but the axis of the figure is {axis}.", nameof(series));
    }

    private Figure WithAxis(string letter, string title, string? unit, (double From, double To)? range, bool log)
    {
        var text = AxisTitle(title, nameof(title)) + (string.IsNullOrWhiteSpace(unit) ? "" : ", " + unit);
        return Edited(root =>
        {
            var axis = AxisOf(root, letter + "axis");
            axis["title"] = FigureLayout.AxisTitle(text);
            var type = axis["type"]?.ToString();
            if ((range is not null || log) && type is "category" or "date")
            {
                throw new ArgumentException($"The axis is of type {type}; only an axis of numbers can have a range of numbers or be logarithmic.", nameof(range));
            }
            if (log && type != "log")
            {
                axis["type"] = "log";
                FigureLayout.MoveTextsToLog(root, letter);
            }
            var isLog = axis["type"]?.ToString() == "log";
            if (range is { } limits)
            {
                axis["range"] = new JsonArray(Limit(limits.From, isLog), Limit(limits.To, isLog));
            }
            if (isLog)
            {
                // Labels at 1, 2 and 5 of each decade where there is room, without digits that repeat the decade.
                axis["dtick"] = "D2";
                axis["minorloglabels"] = "complete";
                axis["exponentformat"] = "none";
            }
        });
    }

    private static JsonValue Limit(double value, bool isLog)
        => isLog && !(value > 0)
            ? throw new ArgumentOutOfRangeException(nameof(value), value, "A limit of a logarithmic axis must be above 0.")
            : JsonValue.Create(isLog ? Math.Log10(value) : Require.FiniteNumber(value, nameof(value)));

    private static JsonObject AxisOf(JsonObject root, string axis)
        => root["layout"]![axis] as JsonObject
            ?? throw new InvalidOperationException("This kind of chart has no axes.");

    // Plotly wants the logarithm of a text's place on a logarithmic axis, but the value itself for a line's.
    private static JsonNode OnAxis<T>(JsonObject root, string axis, T value, string argument, bool forText)
    {
        var type = AxisOf(root, axis)["type"]?.ToString() ?? "-";
        var kind = Position.AxisTypeOf(value?.GetType() ?? typeof(T), argument);
        if (type != "-" && kind != (type == "log" ? "linear" : type))
        {
            throw new ArgumentException($"{argument} is a {kind} position, but the axis of the figure is {type}.", argument);
        }
        var node = Position.Node(value) ?? throw new ArgumentException($"{argument} must be a position on the axis; it was missing or not finite.", argument);
        return type == "log" && forText ? Math.Log10(node.GetValue<double>()) : node;
    }

    private static void Add(JsonObject root, string list, JsonObject item)
    {
        var layout = root["layout"]!.AsObject();
        if (layout[list] is not JsonArray items)
        {
            layout[list] = items = [];
        }
        items.Add(item);
    }

    private static JsonObject Line(JsonNode x0, string xref, JsonNode y0, string yref, double end, string domain)
    {
        var isVertical = domain == yref;
        return new()
        {
            ["type"] = "line",
            ["xref"] = xref,
            ["yref"] = yref,
            ["x0"] = x0,
            ["x1"] = isVertical ? x0.DeepClone() : end,
            ["y0"] = y0,
            ["y1"] = isVertical ? end : y0.DeepClone(),
            ["line"] = new JsonObject { ["color"] = Palette.Muted, ["width"] = 1.5, ["dash"] = "dash" },
        };
    }

    private static JsonObject LineLabel(string label, (JsonNode At, string Ref, string Anchor) x, (JsonNode At, string Ref, string Anchor) y) => new()
    {
        ["x"] = x.At,
        ["xref"] = x.Ref,
        ["xanchor"] = x.Anchor,
        ["y"] = y.At,
        ["yref"] = y.Ref,
        ["yanchor"] = y.Anchor,
        ["text"] = PlotlyText.Encode(label),
        ["showarrow"] = false,
        ["font"] = new JsonObject { ["size"] = 12 },
    };
}
