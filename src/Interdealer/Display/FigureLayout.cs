using System.Text.Json.Nodes;

namespace Interdealer.Display;

/// <summary>What every figure looks like before anything is drawn in it.</summary>
internal static class FigureLayout
{
    public const int Height = 420;
    public const string SourceName = "source";
    private const int TopMargin = 52;
    private const int TitleLine = 20;
    private const int TitlePad = 14;
    private const int ButtonsHeight = 18;
    private const int EdgePad = 8;
    private const int LegendLine = 26;
    private const int SourceLine = 30;
    private const int DateLine = 16;
    private const int PageWidth = 640;
    private const int LetterWidth = 7;
    private const int LegendSymbolWidth = 45;

    // Letters of a title that starts above the plot and ends before the buttons at the top right of a page of usual width.
    private const int LettersBesideButtons = 36;

    public static JsonObject Root(string title, JsonObject? x, JsonObject? y)
    {
        var layout = new JsonObject
        {
            ["title"] = Title(title),
            ["height"] = Height,
            ["autosize"] = true,
            ["paper_bgcolor"] = Palette.None,
            ["plot_bgcolor"] = Palette.None,
            ["colorway"] = new JsonArray([.. Palette.All.Select(colour => (JsonNode?)colour)]),
            ["font"] = new JsonObject { ["size"] = 13, ["family"] = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" },
            ["margin"] = new JsonObject { ["l"] = 64, ["r"] = 28, ["t"] = TopMargin, ["b"] = 56 },
            ["hovermode"] = "x unified",
            // A box of its own colours: what is behind it may be light or dark.
            ["hoverlabel"] = new JsonObject
            {
                ["bgcolor"] = "#2B3137",
                ["bordercolor"] = "#6B737B",
                ["font"] = new JsonObject { ["color"] = "#FFFFFF", ["size"] = 12 },
                ["align"] = "left",
                ["namelength"] = -1,
            },
            ["modebar"] = new JsonObject { ["bgcolor"] = Palette.None, ["color"] = Palette.Veil, ["activecolor"] = Palette.Axis },
            ["showlegend"] = false,
            ["legend"] = new JsonObject
            {
                ["orientation"] = "h", ["x"] = 0, ["xanchor"] = "left", ["y"] = 1.01, ["yanchor"] = "bottom", ["bgcolor"] = Palette.None,
            },
        };
        if (x is not null && y is not null)
        {
            layout["xaxis"] = x;
            layout["yaxis"] = y;
        }
        var root = new JsonObject { ["data"] = new JsonArray(), ["layout"] = layout, ["config"] = Config() };
        SetTop(root);
        return root;
    }

    public static JsonObject Config() => new() { ["displaylogo"] = false, ["responsive"] = true };

    public static JsonObject Title(string text) => new()
    {
        ["text"] = PlotlyText.Wrapped(text),
        ["x"] = 0,
        ["xref"] = "paper",
        ["xanchor"] = "left",
        ["y"] = 1,
        ["yref"] = "container",
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["t"] = FirstLine(text).Length > LettersBesideButtons ? TitlePad + ButtonsHeight : TitlePad },
        ["font"] = new JsonObject { ["size"] = 16 },
    };

    private static string FirstLine(string text) => PlotlyText.Decode(PlotlyText.Wrapped(text).Split("<br>")[0]);

    /// <summary>Puts another title where the old one stood.</summary>
    public static void SetTitle(JsonObject root, string text)
    {
        var layout = root["layout"]!;
        var isAtEdge = (layout["title"] as JsonObject)?["xref"]?.ToString() == "container";
        layout["title"] = Title(text);
        if (isAtEdge)
        {
            StartAtLeftEdge(root);
        }

        SetTop(root);
    }

    /// <summary>
    /// Lets title and legend start at the left edge instead of above the plot, which names of any length push to the right, and the title below the buttons at the
    /// top right, which it would otherwise reach in a narrow page.
    /// </summary>
    public static void StartAtLeftEdge(JsonObject root)
    {
        var layout = root["layout"]!;
        (layout["title"]!["xref"], layout["title"]!["pad"]) = ("container", new JsonObject { ["t"] = TitlePad + ButtonsHeight, ["l"] = EdgePad });
        (layout["legend"]!["xref"], layout["legend"]!["x"]) = ("container", 0.01);
        SetTop(root);
    }

    public static JsonObject AxisTitle(string text) => new() { ["text"] = PlotlyText.Encode(text), ["standoff"] = 10 };

    public static JsonObject Axis(string? title, string type)
    {
        var axis = new JsonObject
        {
            ["type"] = type,
            ["automargin"] = true,
            ["gridcolor"] = Palette.Grid,
            ["linecolor"] = Palette.Axis,
            ["zerolinecolor"] = Palette.Axis,
            ["zerolinewidth"] = 1,
            ["showgrid"] = type != "category",
            ["showline"] = true,
            ["ticks"] = type == "category" ? "" : "outside",
            ["ticklen"] = 4,
            ["tickcolor"] = Palette.Axis,
        };
        if (title is not null)
        {
            axis["title"] = AxisTitle(title);
        }
        return axis;
    }

    public static JsonObject HiddenAxis(string? sameScaleAs)
    {
        var axis = new JsonObject { ["type"] = "linear", ["visible"] = false };
        if (sameScaleAs is not null)
        {
            axis["scaleanchor"] = sameScaleAs;
        }
        return axis;
    }

    /// <summary>The title of a layout or an axis, which others may write as a text or as an object with one; empty for none.</summary>
    public static string TitleOf(JsonNode? owner)
        => (owner as JsonObject)?["title"] switch
        {
            JsonObject title => title["text"]?.ToString() ?? "",
            JsonValue title => title.ToString(),
            _ => "",
        };

    // One series is named by the title and the axis; several need their legend.
    public static void ShowLegend(JsonObject root)
    {
        root["layout"]!["showlegend"] = root["data"]!.AsArray().Count(trace => trace!["showlegend"]?.GetValue<bool>() != false) > 1;
        SetTop(root);
    }

    // Below the title of the axis; a text of the figure's own, so that it is there in every front end.
    public static void SetSource(JsonObject root, string source)
    {
        var layout = root["layout"]!.AsObject();
        if (layout["annotations"] is not JsonArray annotations)
        {
            layout["annotations"] = annotations = [];
        }
        // Days take two lines below their axis, the second with the year.
        var dates = layout.Any(part => part.Key.StartsWith("xaxis", StringComparison.Ordinal) && part.Value?["type"]?.ToString() == "date") ? DateLine : 0;
        var hadSource = annotations.FirstOrDefault(item => item?["name"]?.ToString() == SourceName) is { } old && annotations.Remove(old);
        annotations.Add(new JsonObject
        {
            ["name"] = SourceName,
            ["text"] = PlotlyText.Wrapped(source),
            ["x"] = 0,
            ["xref"] = "paper",
            ["xanchor"] = "left",
            ["y"] = 0,
            ["yref"] = "paper",
            ["yanchor"] = "top",
            ["yshift"] = layout.ContainsKey("xaxis") ? -58 - dates : -14,
            ["showarrow"] = false,
            ["align"] = "left",
            ["font"] = new JsonObject { ["size"] = 11 },
            ["opacity"] = 0.75,
        });
        // A slider stands below the source.
        foreach (var control in (layout["sliders"] as JsonArray ?? []).Concat(layout["updatemenus"] as JsonArray ?? []).Where(_ => !hadSource))
        {
            control!["pad"]!["t"] = control["pad"]!["t"]!.GetValue<int>() + SourceLine;
        }
        if (!hadSource && layout["margin"] is JsonObject margin)
        {
            margin["b"] = (margin["b"]?.GetValue<int>() ?? 0) + SourceLine + dates;
            layout["height"] = (layout["height"]?.GetValue<int>() ?? Height) + SourceLine + dates;
        }
    }

    // Texts on an axis that becomes logarithmic: Plotly places them by the logarithm.
    public static void MoveTextsToLog(JsonObject root, string letter)
    {
        foreach (var text in (root["layout"]!["annotations"] as JsonArray ?? []).OfType<JsonObject>().Where(text => text[letter + "ref"]?.ToString() == letter))
        {
            var value = text[letter]!.GetValue<double>();
            text[letter] = value > 0
                ? Math.Log10(value)
                : throw new ArgumentException(FormattableString.Invariant($"A text stands at {letter} = {value}, which a logarithmic axis does not have."), nameof(letter));
        }
    }

    public static void SetTop(JsonObject root)
    {
        var layout = root["layout"]!.AsObject();
        var title = TitleOf(layout);
        var lines = title.Length == 0 ? 0 : title.Split("<br>").Length;
        if (layout["margin"] is JsonObject margin)
        {
            var lowered = (layout["title"] as JsonObject)?["pad"]?["t"]?.GetValue<int>() - TitlePad ?? 0;
            margin["t"] = TopMargin - TitleLine + TitleLine * lines + LegendLine * LegendLines(root) + lowered;
        }
    }

    // How many lines the legend takes in a page of usual width: Plotly breaks it, but leaves no room for it below the title.
    private static int LegendLines(JsonObject root)
    {
        if (root["layout"]!["showlegend"]?.GetValue<bool>() != true)
        {
            return 0;
        }
        var widths = root["data"]!.AsArray()
            .Where(trace => trace!["showlegend"]?.GetValue<bool>() != false)
            .Select(trace => LegendSymbolWidth + LetterWidth * PlotlyText.Decode(trace!["name"]?.ToString() ?? "").Length)
            .ToArray();
        return widths.Length == 0 ? 0 : (widths.Max() * widths.Length + PageWidth - 1) / PageWidth;
    }
}
