using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Interdealer.Charts;

/// <summary>The line below a chart that says where its numbers are from: a text of the chart's own, so that it is there in every front end.</summary>
internal static class SourceSpace
{
    public const string Name = "source";
    private const int Line = 30;
    private const int NextLine = 14;
    private const int LineLength = 88;
    private const int DateLine = 16;

    public static void Set(ChartParts parts, string source)
    {
        var layout = parts.Layout;
        // Days take two lines below their axis, the second with the year.
        var axes = layout.GetProperties(false).Where(member => member.Key.StartsWith("xaxis", StringComparison.Ordinal)).Select(member => member.Value as LinearAxis).ToArray();
        var dates = axes.Any(axis => axis.Text("type") == "date") ? DateLine : 0;
        var isFirst = !layout.Items("annotations").OfType<Annotation>().Any(IsSource);
        foreach (var at in SliderSteps.Layouts(layout).Prepend(layout).Where(at => at.Get("annotations") is not null))
        {
            at.SetProperty("annotations", at.Items("annotations").OfType<Annotation>().Where(text => !IsSource(text)).ToArray());
        }
        var text = PlotlyText.Wrapped(source, LineLength);
        parts.Add("annotations", new Annotation().Set(
            ("name", Name), ("text", text),
            ("x", 0), ("xref", "paper"), ("xanchor", "left"), ("y", 0), ("yref", "paper"), ("yanchor", "top"), ("yshift", axes.Length > 0 ? -58 - dates : -14),
            ("showarrow", false), ("align", "left"), ("font", new Font().Set(("size", 11))), ("opacity", 0.75)));
        if (isFirst)
        {
            MakeRoom(layout, Line + dates + (NextLine * (text.Split("<br>").Length - 1)));
        }
    }

    public static bool IsSource(Annotation text) => text.Text("name") == Name;

    private static void MakeRoom(Layout layout, int pixels)
    {
        var margin = layout.Part<Margin>("margin");
        margin.SetProperty("b", (int)(margin.Number("b") ?? 0) + pixels);
        layout.SetProperty("height", (int)(layout.Number("height") ?? HouseStyle.Height) + pixels);
        // A slider stands below the source.
        foreach (var slider in layout.Items("sliders").OfType<Slider>())
        {
            var pad = slider.Part<Padding>("pad");
            pad.SetProperty("t", (int)(pad.Number("t") ?? 0) + pixels);
        }
    }
}
