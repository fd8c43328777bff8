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

    /// <summary>Writes the files into the report's folder.</summary>
    internal static void Write(string reportFolder, bool withPlotly)
    {
        var folder = Directory.CreateDirectory(Path.Combine(reportFolder, Folder)).FullName;
        foreach (var name in withPlotly ? [StyleSheet, Script, Plotly, PlotlyLicense] : new[] { StyleSheet, Script })
        {
            using var resource = Source.GetManifestResourceStream(Resource(name))!;
            using var file = File.Create(Path.Combine(folder, name));
            resource.CopyTo(file);
        }
    }

    static string Resource(string name) => "Reports/" + name;
}
