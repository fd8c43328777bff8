using System.Text.Json.Nodes;
using Interdealer.Notebooks.Kernels.Rendering;

namespace Interdealer.Notebooks.Tests.Kernels;

public sealed class ValueRendererTests
{
    public static TheoryData<object, string> Scalars => new()
    {
        { 0.1 + 0.2, "0.30000000000000004" },
        { 1e21, "1E+21" },
        { 3.0f, "3" },
        { 12.50m, "12.50" },
        { true, "True" },
        { 'x', "x" },
        { "a <b>", "a <b>" },
        { DayOfWeek.Monday, "Monday" },
        { new DateTime(2020, 3, 9), "2020-03-09" },
        { new DateTime(2020, 3, 9, 14, 30, 0), "2020-03-09 14:30:00" },
        { new DateOnly(2020, 3, 9), "2020-03-09" },
        { TimeSpan.FromMinutes(90), "01:30:00" },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void A_scalar_is_plain_text_only(object value, string expected)
    {
        var data = ValueRenderer.Render(value);

        Assert.Equal(expected, (string?)data["text/plain"]);
        Assert.Equal(["text/plain"], data.Keys);
    }

    [Fact]
    public void A_sequence_of_records_is_an_encoded_table_in_the_order_of_the_source()
    {
        var data = ValueRenderer.Render(new[] { new Row("<A>", 1.5), new Row("B & C", -2) });

        Assert.Equal(
            "<table><thead><tr><th>Name</th><th>Value</th></tr></thead><tbody><tr><td>&lt;A&gt;</td><td>1.5</td></tr><tr><td>B &amp; C</td><td>-2</td></tr></tbody></table>",
            (string?)data["text/html"]);
        Assert.Equal("[ Row { Name = <A>, Value = 1.5 }, Row { Name = B & C, Value = -2 } ]", (string?)data["text/plain"]);
    }

    [Fact]
    public void Sequences_dictionaries_and_plain_objects_have_a_text_and_a_table()
    {
        Assert.Equal("[ 1, 2, 3 ]", (string?)ValueRenderer.Render(new List<int> { 1, 2, 3 })["text/plain"]);
        Assert.Equal("[]", (string?)ValueRenderer.Render(Array.Empty<int>())["text/plain"]);
        var dictionary = ValueRenderer.Render(new Dictionary<string, int> { ["b"] = 1, ["a"] = 2 });
        Assert.Equal("{ b: 1, a: 2 }", (string?)dictionary["text/plain"]);
        Assert.Contains("<td>b</td><td>1</td>", (string?)dictionary["text/html"], StringComparison.Ordinal);
        Assert.Equal("Plain { Left = 1, Right = [ x, y ] }", (string?)ValueRenderer.Render(new Plain())["text/plain"]);
        Assert.Contains("<tr><td>Left</td><td>1</td></tr>", (string?)ValueRenderer.Render(new Plain())["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public void Long_texts_and_many_of_them_are_cut_with_a_note()
    {
        string large = new('x', 2_000_000);
        Assert.EndsWith("x… (2,000,000 characters)", (string?)ValueRenderer.Render(large)["text/plain"], StringComparison.Ordinal);

        var many = ValueRenderer.Render(Enumerable.Repeat(large, 900).Select(text => new[] { text, text }));

        Assert.InRange(((string?)many["text/plain"])!.Length, 1_000_000, 4_000_000);
        Assert.InRange(((string?)many["text/html"])!.Length, 4_000_000, 8_000_000);
        Assert.Contains("… only the first 4 rows are shown", (string?)many["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_without_end_is_cut_with_a_note()
    {
        var data = ValueRenderer.Render(Forever());

        Assert.Contains("<td>999</td>", (string?)data["text/html"], StringComparison.Ordinal);
        Assert.DoesNotContain("<td>1000</td>", (string?)data["text/html"], StringComparison.Ordinal);
        Assert.Contains("only the first 1000 rows are shown", (string?)data["text/html"], StringComparison.Ordinal);
        Assert.EndsWith("999, … ]", (string?)data["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_has_ToHtml_and_ToString_shows_itself()
    {
        var data = ValueRenderer.Render(new SelfMade());

        Assert.Equal("<b>self</b>", (string?)data["text/html"]);
        Assert.Equal("self", (string?)data["text/plain"]);
    }

    [Fact]
    public void Formatters_named_by_an_attribute_come_first_and_JSON_types_become_JSON()
    {
        var data = ValueRenderer.Render(new Derived());

        Assert.Equal("<i>formatted</i>", (string?)data["text/html"]);
        Assert.Equal(2, (int)data["application/vnd.test.v1+json"]["data"]!);
        Assert.IsType<JsonObject>(data["application/vnd.test.v1+json"]);
        Assert.False(data.ContainsKey("text/refused"));
    }

    [Fact]
    public void A_formatter_that_writes_no_JSON_under_a_JSON_type_is_an_error()
    {
        Exception error = Assert.ThrowsAny<Exception>(() => ValueRenderer.Render(new Broken()));

        Assert.StartsWith("The value's application/json is not JSON", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Forever()
    {
        for (int i = 0; ; i++)
        {
            yield return i;
        }
    }

    private sealed record Row(string Name, double Value);

    private sealed class Plain
    {
        public int Left { get; } = 1;

        public string[] Right { get; } = ["x", "y"];
    }

    private sealed class SelfMade
    {
        private readonly string _name = "self";

        public string ToHtml() => $"<b>{_name}</b>";

        public override string ToString() => _name;
    }

    [TypeFormatterSource(typeof(Formatters))]
    private class Formatted
    {
        private readonly string _html = "not this one";

        public string ToHtml() => _html;
    }

    private sealed class Derived : Formatted;

    [TypeFormatterSource(typeof(BrokenFormatters))]
    private sealed class Broken;

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
    {
        public Type FormatterSourceType { get; } = formatterSourceType;
    }

    private sealed class Formatters
    {
        private readonly object[] _formatters =
        [
            new Formatter("text/html", "<i>formatted</i>"),
            new Formatter("text/html", "second of its kind"),
            new Formatter("application/vnd.test.v1+json", "{\"data\":2}"),
            new Formatter("text/refused", null),
        ];

        public object[] CreateTypeFormatters() => _formatters;
    }

    private sealed class BrokenFormatters
    {
        private readonly object[] _formatters = [new Formatter("application/json", "{")];

        public object[] CreateTypeFormatters() => _formatters;
    }

    private sealed class Formatter(string mimeType, string? text)
    {
        public string MimeType => mimeType;

        public bool Format(object value, TextWriter writer)
        {
            writer.Write(text);
            return text is not null;
        }
    }
}
