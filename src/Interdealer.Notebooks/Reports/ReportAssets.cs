using System.Reflection;

namespace Interdealer.Notebooks.Reports;

/// <summary>The files that come with a report: the style sheet, the script, and plotly.js where it could be restored when this library was built.</summary>
internal static class ReportAssets
{
    internal const string Folder = "assets";
    internal const string StyleSheet = "report.css";
    internal const string Script = "report.js";
    internal const string Plotly = "plotly.min.js";
    const string PlotlyLicense = "plotly.LICENSE.txt";

    static readonly Assembly Source = typeof(ReportAssets).Assembly;

    /// <summary>Whether charts can be drawn.</summary>
    internal static bool HasPlotly => Source.GetManifestResourceInfo(Resource(Plotly)) is not null;

    /// <summary>The files a report comes with, by their names in the folder of its assets.</summary>
    internal static IReadOnlyList<string> Names(bool withPlotly) => withPlotly ? [StyleSheet, Script, Plotly, PlotlyLicense] : [StyleSheet, Script];

    /// <summary>One of them.</summary>
    internal static byte[] Content(string name)
    {
        using var resource = Source.GetManifestResourceStream(Resource(name))!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }

    static string Resource(string name) => "Reports/" + name;
}
