using System.Collections;
using System.Reflection;
using Interdealer.Display;

namespace Interdealer.Tests.Display;

/// <summary>Looks the conventions up the way notebook engines do: by names, without any type of this library.</summary>
public class RenderingConventionTests
{
    [Fact]
    public void Every_renderable_type_is_found_by_name_and_formats_its_preferred_mime_types()
    {
        IRenderable[] values = [Table.Create("t").With("a", [1]), Claims.OfNotebook().Add("x", "1", 1)];
        foreach (object value in values)
        {
            var (preferred, written) = Written(value);
            Assert.NotEmpty(preferred);
            Assert.All(preferred, mime => Assert.Contains(mime, written.Keys));
            Assert.Equal(value.ToString(), written["text/plain"]);
            Assert.Equal(((IRenderable)value).ToHtml(), written["text/html"]);
        }
    }

    [Fact]
    public void Every_public_type_that_is_renderable_carries_the_attribute()
        => Assert.All(
            typeof(IRenderable).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IRenderable))),
            type => Assert.NotNull(type.GetCustomAttribute<TypeFormatterSourceAttribute>()));

    [Fact]
    public void A_formatter_says_no_to_what_is_not_its_own()
    {
        foreach (var formatter in new RenderableFormatterSource().CreateTypeFormatters())
        {
            using var writer = new StringWriter();
            Assert.False((bool)formatter.GetType().GetMethod("Format")!.Invoke(formatter, ["text", writer])!);
            Assert.Equal("", writer.ToString());
        }
    }

    private static (string[] Preferred, Dictionary<string, string> Written) Written(object value)
    {
        var attribute = value.GetType().GetCustomAttributes(true).Single(item => item.GetType().Name == "TypeFormatterSourceAttribute");
        var source = Activator.CreateInstance((Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!)!;
        var formatters = (IEnumerable)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var formatter in formatters)
        {
            using var writer = new StringWriter();
            Assert.True((bool)formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!.Invoke(formatter, [value, writer])!);
            written[(string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!] = writer.ToString();
        }
        return ((string[])attribute.GetType().GetProperty("PreferredMimeTypes")!.GetValue(attribute)!, written);
    }
}
