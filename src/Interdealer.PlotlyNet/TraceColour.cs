using Plotly.NET;
using Plotly.NET.TraceObjects;

namespace Interdealer.Charts;

/// <summary>The colour of a trace, which Plotly otherwise takes from the template by the trace's place.</summary>
internal static class TraceColour
{
    /// <summary>Gives the trace a colour where it has none and its kind has one.</summary>
    public static void SetUnlessGiven(Trace trace, string colour)
    {
        if (trace.Text("mode")?.Contains("lines", StringComparison.Ordinal) == true)
        {
            SetIn(trace.Part<Line>("line"), colour);
        }
        else if (trace.type is "scatter" or "bar" or "box" or "histogram")
        {
            SetIn(trace.Part<Marker>("marker"), colour);
        }
    }

    private static void SetIn(PlotlyObject part, string colour)
    {
        if (part.Get("color") is null)
        {
            part.SetProperty("color", colour);
        }
    }
}
