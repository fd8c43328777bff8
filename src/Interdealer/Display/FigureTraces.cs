using System.Text.Json.Nodes;

namespace Interdealer.Display;

/// <summary>The traces of Plotly, one method for each kind.</summary>
internal static class FigureTraces
{
    public static JsonObject Line(Series series, int index)
    {
        var trace = Trace("scatter", series);
        // Marks where there are few points: a line through four values should not look like a curve that was measured everywhere.
        trace["mode"] = series.X.Length <= 25 && !series.IsDashed ? "lines+markers" : "lines";
        trace["line"] = new JsonObject
        {
            ["color"] = Palette.Colour(index), ["width"] = 2.25, ["dash"] = series.IsDashed ? "dash" : Palette.Dash(index),
        };
        trace["marker"] = new JsonObject { ["size"] = 6, ["color"] = Palette.Colour(index) };
        trace["connectgaps"] = false;
        return trace;
    }

    public static JsonObject Points(Series series, int index)
    {
        var trace = Trace("scatter", series);
        trace["mode"] = "markers";
        trace["marker"] = new JsonObject
        {
            ["color"] = Palette.Colour(index), ["size"] = series.X.Length > 300 ? 5 : 8, ["opacity"] = series.X.Length > 300 ? 0.55 : 0.85,
            ["symbol"] = Symbol(index),
        };
        return trace;
    }

    public static JsonObject Bars(Series series, int index)
    {
        var trace = Trace("bar", series);
        trace["marker"] = new JsonObject { ["color"] = Palette.Colour(index) };
        return trace;
    }

    public static JsonObject LyingBars(Series series, int index)
    {
        var trace = Bars(series, index);
        trace["orientation"] = "h";
        (trace["x"], trace["y"]) = (trace["y"]!.DeepClone(), trace["x"]!.DeepClone());
        return trace;
    }

    public static JsonObject HeatMap(HeatGrid grid)
    {
        var trace = new JsonObject
        {
            ["type"] = "heatmap",
            ["x"] = Positions(grid.X),
            ["y"] = Positions(grid.Y),
            ["z"] = new JsonArray([.. grid.Values.Select(row => (JsonNode?)Position.Numbers(row))]),
            ["colorscale"] = "Cividis",
            ["colorbar"] = new JsonObject
            {
                ["title"] = new JsonObject { ["text"] = PlotlyText.Encode(grid.ValueTitle), ["side"] = "right" },
                ["outlinewidth"] = 0,
                ["thickness"] = 16,
                ["ticks"] = "outside",
                ["tickcolor"] = Palette.Axis,
            },
            ["hoverongaps"] = false,
            ["hovertemplate"] = "%{x}<br>%{y}<br><b>%{z}</b><extra></extra>",
        };
        if (grid.Centre is { } centre && TwoSided(grid, centre) is { } scale)
        {
            trace["zmin"] = scale.Least;
            trace["zmax"] = scale.Greatest;
            trace["colorscale"] = scale.Colours;
        }
        return trace;
    }

    // Each side of the centre has all of its colour, so that the line between them is seen however far the values go on one side.
    private static (double Least, double Greatest, JsonArray Colours)? TwoSided(HeatGrid grid, double centre)
    {
        var finite = grid.Values.SelectMany(row => row).Where(double.IsFinite).Append(centre).ToArray();
        var (least, greatest) = (finite.Min(), finite.Max());
        if (least == greatest)
        {
            return null;
        }
        var middle = (centre - least) / (greatest - least);
        var colours = new List<JsonNode?> { new JsonArray(middle, "#E9E6E1") };
        if (middle > 0)
        {
            colours.InsertRange(0, [new JsonArray(0.0, "#0B4F8A"), new JsonArray(middle / 2, "#6FA8D6")]);
        }
        if (middle < 1)
        {
            colours.AddRange([new JsonArray((1 + middle) / 2, "#E8925A"), new JsonArray(1.0, "#A33E00")]);
        }
        return (least, greatest, [.. colours]);
    }

    // Counted already: each bin is one point at its centre whose height is the count.
    public static JsonObject Histogram(HistogramBins bins) => new()
    {
        ["type"] = "histogram",
        ["x"] = Position.Numbers(bins.Centres),
        ["y"] = new JsonArray([.. bins.Counts.Select(count => (JsonNode?)count)]),
        ["histfunc"] = "sum",
        ["autobinx"] = false,
        ["xbins"] = new JsonObject { ["start"] = bins.Start, ["end"] = bins.End, ["size"] = bins.Width },
        ["marker"] = new JsonObject { ["color"] = Palette.Colour(0) },
        ["hovertemplate"] = "%{x}: <b>%{y}</b><extra></extra>",
    };

    public static JsonObject Box(string name, double[] values, int index) => new()
    {
        ["type"] = "box",
        ["name"] = PlotlyText.Encode(name),
        ["y"] = Position.Numbers(values),
        ["quartilemethod"] = "linear",
        ["boxpoints"] = "outliers",
        ["boxmean"] = true,
        ["marker"] = new JsonObject { ["color"] = Palette.Colour(index), ["size"] = 4, ["opacity"] = 0.7 },
        ["line"] = new JsonObject { ["color"] = Palette.Colour(index), ["width"] = 1.75 },
    };

    public static JsonObject Waterfall(IReadOnlyList<WaterfallStep> steps) => new()
    {
        ["type"] = "waterfall",
        ["x"] = Position.Texts(steps.Select(step => step.Label)),
        ["y"] = Position.Numbers(steps.Select(step => step.Value ?? 0)),
        ["measure"] = new JsonArray([.. steps.Select(step => (JsonNode?)(step.Value is null ? "total" : "relative"))]),
        ["connector"] = new JsonObject { ["line"] = new JsonObject { ["color"] = Palette.Axis, ["width"] = 1, ["dash"] = "dot" } },
        ["increasing"] = Coloured(Palette.Colour(5)),
        ["decreasing"] = Coloured(Palette.Colour(4)),
        ["totals"] = Coloured(Palette.Colour(0)),
        ["texttemplate"] = "%{delta:.4~g}",
        ["textposition"] = "outside",
        ["cliponaxis"] = false,
    };

    public static JsonObject Sankey(IReadOnlyList<SankeyFlow> flows, string unit)
    {
        var names = flows.SelectMany(flow => new[] { flow.From, flow.To }).Distinct().ToList();
        return new JsonObject
        {
            ["type"] = "sankey",
            ["arrangement"] = "snap",
            ["valuesuffix"] = " " + PlotlyText.Encode(unit),
            ["valueformat"] = ",.4~g",
            ["node"] = new JsonObject
            {
                ["label"] = Position.Texts(names),
                ["color"] = new JsonArray([.. names.Select((_, i) => (JsonNode?)Palette.Colour(i))]),
                ["pad"] = 18,
                ["thickness"] = 16,
                ["line"] = new JsonObject { ["width"] = 0 },
            },
            ["link"] = new JsonObject
            {
                ["source"] = new JsonArray([.. flows.Select(flow => (JsonNode?)names.IndexOf(flow.From))]),
                ["target"] = new JsonArray([.. flows.Select(flow => (JsonNode?)names.IndexOf(flow.To))]),
                ["value"] = Position.Numbers(flows.Select(flow => flow.Value)),
                ["color"] = Palette.Veil,
            },
        };
    }

    private static JsonObject Trace(string type, Series series)
    {
        var trace = new JsonObject
        {
            ["type"] = type,
            ["name"] = PlotlyText.Encode(series.Name),
            ["x"] = Positions(series.X),
            ["y"] = Position.Numbers(series.Y),
        };
        if (series.Hover.Length > 0)
        {
            trace["hovertext"] = Position.Texts(series.Hover);
        }
        return trace;
    }

    private static JsonArray Positions(IEnumerable<object?> values) => [.. values.Select(Position.Node)];

    private static JsonObject Coloured(string colour) => new() { ["marker"] = new JsonObject { ["color"] = colour } };

    private static string Symbol(int index) => (index % 5) switch { 0 => "circle", 1 => "diamond", 2 => "square", 3 => "triangle-up", _ => "x" };
}
