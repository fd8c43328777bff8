using System.Globalization;
using System.Text.Json.Nodes;

namespace Interdealer.Display;

/// <summary>Puts the traces of several figures into the cells of one.</summary>
internal sealed class PanelGrid
{
    private const int PanelHeight = 360;
    private const double GapAcross = 0.11;
    private const int GapPixels = 132;

    private readonly int columns;
    private readonly int rows;
    private readonly double gapDown;

    public PanelGrid(int columns, int panels)
    {
        this.columns = Math.Min(columns, panels);
        rows = (panels + this.columns - 1) / this.columns;
        gapDown = rows == 1 ? 0 : GapPixels / (double)(PanelHeight * rows);
    }

    public JsonObject Combine(string title, IReadOnlyList<JsonObject> panels)
    {
        var whole = FigureLayout.Root(title, null, null);
        var layout = whole["layout"]!.AsObject();
        layout["height"] = rows == 1 ? FigureLayout.Height + 20 : PanelHeight * rows;
        layout["hovermode"] = "closest";
        layout["annotations"] = new JsonArray();
        layout["shapes"] = new JsonArray();
        var series = new SeriesColours();
        for (var i = 0; i < panels.Count; i++)
        {
            Place((JsonObject)panels[i].DeepClone(), i, whole, series);
        }
        layout["showlegend"] = series.Count > 1;
        FigureLayout.SetTop(whole);
        // Room for the titles of the first row of panels, which stand above their axes.
        layout["margin"]!["t"] = layout["margin"]!["t"]!.GetValue<int>() + 24;
        layout["legend"]!["y"] = 1 + 34.0 / layout["height"]!.GetValue<int>();
        return whole;
    }

    private void Place(JsonObject panel, int index, JsonObject whole, SeriesColours series)
    {
        var suffix = index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);
        var from = panel["layout"]!.AsObject();
        var to = whole["layout"]!.AsObject();
        foreach (var trace in panel["data"]!.AsArray().Select(trace => trace!.DeepClone().AsObject()))
        {
            trace["xaxis"] = "x" + suffix;
            trace["yaxis"] = "y" + suffix;
            if (from["showlegend"]?.GetValue<bool>() == true || trace["type"]?.ToString() is "scatter" or "bar")
            {
                series.Apply(trace);
            }
            if (trace["colorbar"] is JsonObject bar)
            {
                PlaceColourBar(bar, index);
            }
            whole["data"]!.AsArray().Add(trace);
        }
        foreach (var (letter, other) in new[] { ("x", "y"), ("y", "x") })
        {
            var axis = (JsonObject)from[letter + "axis"]!.DeepClone();
            var (start, end) = letter == "x" ? Across(index) : Down(index);
            axis["domain"] = new JsonArray(start, end);
            axis["anchor"] = other + suffix;
            if (axis["scaleanchor"] is not null)
            {
                axis["scaleanchor"] = other + suffix;
            }
            to[letter + "axis" + suffix] = axis;
        }
        foreach (var list in new[] { "annotations", "shapes" })
        {
            foreach (var item in (from[list] as JsonArray ?? []).Select(item => item!.DeepClone().AsObject()).Where(item => item["name"]?.ToString() != FigureLayout.SourceName))
            {
                item["xref"] = Renumbered(item["xref"], "x", suffix);
                item["yref"] = Renumbered(item["yref"], "y", suffix);
                to[list]!.AsArray().Add(item);
            }
        }
        foreach (var key in new[] { "barmode", "bargap" })
        {
            if (from[key] is { } value)
            {
                to[key] = value.DeepClone();
            }
        }
        to["annotations"]!.AsArray().Add(PanelTitle(FigureLayout.TitleOf(from), suffix));
    }

    private (double Start, double End) Across(int index)
    {
        var width = (1 - GapAcross * (columns - 1)) / columns;
        var start = index % columns * (width + GapAcross);
        return (Math.Round(start, 6), Math.Round(Math.Min(1, start + width), 6));
    }

    private (double Start, double End) Down(int index)
    {
        var height = (1 - gapDown * (rows - 1)) / rows;
        var end = 1 - index / columns * (height + gapDown);
        return (Math.Round(Math.Max(0, end - height), 6), Math.Round(end, 6));
    }

    private void PlaceColourBar(JsonObject bar, int index)
    {
        var (bottom, top) = Down(index);
        bar["x"] = Across(index).End + 0.005;
        bar["y"] = (bottom + top) / 2;
        bar["len"] = top - bottom;
        bar["thickness"] = 12;
    }

    private static JsonNode? Renumbered(JsonNode? reference, string letter, string suffix)
        => reference?.ToString() is { } text && text.StartsWith(letter, StringComparison.Ordinal) ? letter + suffix + text[1..] : reference?.DeepClone();

    private static JsonObject PanelTitle(string text, string suffix) => new()
    {
        ["text"] = text,
        ["x"] = 0,
        ["xref"] = $"x{suffix} domain",
        ["xanchor"] = "left",
        ["y"] = 1,
        ["yref"] = $"y{suffix} domain",
        ["yanchor"] = "bottom",
        ["yshift"] = 6,
        ["showarrow"] = false,
        ["align"] = "left",
        ["font"] = new JsonObject { ["size"] = 14 },
    };

    /// <summary>One colour and one line of the legend for each name.</summary>
    private sealed class SeriesColours
    {
        private readonly List<string> names = [];

        public int Count => names.Count;

        public void Apply(JsonObject trace)
        {
            if (trace["name"]?.ToString() is not { } name || trace["showlegend"]?.GetValue<bool>() == false)
            {
                return;
            }
            var isNew = !names.Contains(name);
            if (isNew)
            {
                names.Add(name);
            }
            trace["legendgroup"] = name;
            trace["showlegend"] = isNew;
            foreach (var part in new[] { "line", "marker" })
            {
                if (trace[part]?["color"] is JsonValue)
                {
                    trace[part]!["color"] = Palette.Colour(names.IndexOf(name));
                }
            }
        }
    }
}
