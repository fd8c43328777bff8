using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels.Rendering;
using Microsoft.DotNet.Interactive.Formatting;

namespace Interdealer.Interactive;

/// <summary>
/// Has charts of Plotly.NET formatted as their JSON, as soon as a notebook loads that library: the formatter of any object would walk through every
/// member of a chart and may fail on one.
/// </summary>
internal static class PlotlyNetFormatter
{
    private const string Library = "Plotly.NET";

    public static void Watch() => AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
    {
        if (loaded.LoadedAssembly.GetName().Name == Library && loaded.LoadedAssembly.GetType($"{Library}.GenericChart") is { } chart)
        {
            Register(chart);
        }
    };

    private static void Register(Type chart)
    {
        Formatter.Register(
            chart,
            (object value, TextWriter writer) => writer.Write(ValueRenderer.Render(value)[MimeTypes.Plotly].ToJsonString()),
            MimeTypes.Plotly);
        Formatter.SetPreferredMimeTypesFor(chart, MimeTypes.Plotly);
    }
}
