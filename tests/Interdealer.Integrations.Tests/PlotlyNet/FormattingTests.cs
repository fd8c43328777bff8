using System.Collections;
using System.Reflection;
using Interdealer.Charts;
using Interdealer.Notebooks.Kernels.Rendering;
using Plotly.NET;

namespace Interdealer.Integrations.Tests.PlotlyNet;

/// <summary>How charts reach engines that this library does not know.</summary>
public sealed class FormattingTests
{
    private static readonly GenericChart Line = Draw.Line("f", "x", "y", ChartSeries.Of("s", [1, 2], [1.0, double.NaN]));

    [Fact]
    public void The_assembly_names_by_convention_what_formats_a_chart()
    {
        var attribute = typeof(Draw).Assembly.GetCustomAttributes().Single(one => one.GetType().Name == "FormatterForAttribute");
        Assert.Equal(typeof(GenericChart), attribute.GetType().GetProperty("Type")!.GetValue(attribute));
        var source = Activator.CreateInstance((Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!)!;
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var formatter in (IEnumerable)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!)
        {
            using var writer = new StringWriter();
            var format = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!;
            Assert.True((bool)format.Invoke(formatter, [Line, writer])!);
            written[(string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!] = writer.ToString();
            Assert.False((bool)format.Invoke(formatter, ["text", writer])!);
        }
        Assert.Equal((string[])attribute.GetType().GetProperty("PreferredMimeTypes")!.GetValue(attribute)!, written.Keys);
        Assert.Equal([Line.ToPlotlyJson(), Line.ToPlotlyHtml(), Line.ToPlainText()], written.Values);
    }

    [Fact]
    public void Our_kernels_show_a_chart_by_that_formatter_and_not_by_the_one_its_type_names()
    {
        foreach (object value in new object[] { Line, Line.Rendered() })
        {
            var shown = ValueRenderer.Render(value);
            Assert.Equal(["application/vnd.plotly.v1+json", "text/html", "text/plain"], shown.Keys);
            Assert.Equal(Line.ToPlotlyHtml(), (string?)shown["text/html"]);
            Assert.Equal("Line chart: f (1 trace)", (string?)shown["text/plain"]);
            Assert.Null(shown["application/vnd.plotly.v1+json"]["data"]![0]!["y"]![1]);
        }
    }

    [Fact]
    public void An_engine_that_asks_a_value_for_its_html_gets_it()
    {
        object rendered = Line.Rendered();
        Assert.Equal(Line.ToPlotlyHtml(), rendered.GetType().GetMethod("ToHtml", Type.EmptyTypes)!.Invoke(rendered, null));
        Assert.Equal("Line chart: f (1 trace)", rendered.ToString());
    }

    [Fact]
    public void The_html_asks_for_nothing_from_elsewhere()
        => Assert.All(["http:", "https:", " src=", "import("], part => Assert.DoesNotContain(part, Line.ToPlotlyHtml(), StringComparison.Ordinal));

    [Fact]
    public void A_page_has_the_same_bytes_each_time_and_replaces_a_file_only_when_told_to()
    {
        var folder = Directory.CreateTempSubdirectory("pages-");
        try
        {
            var (one, other) = (Path.Combine(folder.FullName, "one.html"), Path.Combine(folder.FullName, "made", "other.html"));
            Line.SavePage(one);
            Line.SavePage(other);
            Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(other));
            Assert.Contains("<title>f</title>", File.ReadAllText(one), StringComparison.Ordinal);
            Assert.Contains("overwrite: true", Assert.Throws<IOException>(() => Line.SavePage(one)).Message, StringComparison.Ordinal);
            File.WriteAllText(one, "older");
            Line.SavePage(one, overwrite: true);
            Assert.Equal(File.ReadAllBytes(other), File.ReadAllBytes(one));
            Assert.Equal("path must end in .html; it was \"f.htm\". (Parameter 'path')", Assert.Throws<ArgumentException>(() => Line.SavePage("f.htm")).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
