using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>The summary and parameters of a symbol's XML documentation as text.</summary>
internal static partial class DocumentationText
{
    public static string Summary(ISymbol symbol) => Of(symbol.GetDocumentationCommentXml());

    /// <summary>The same of the element <c>member</c> of an XML documentation file; empty where it is none.</summary>
    public static string Of(string? xml)
    {
        if (string.IsNullOrEmpty(xml))
        {
            return "";
        }

        try
        {
            XElement root = XElement.Parse(xml);
            string summary = Text(root.Element("summary"));
            IEnumerable<string> parameters = root.Elements("param").Select(one => $"{(string?)one.Attribute("name")}: {Text(one)}").Where(line => !line.EndsWith(": ", StringComparison.Ordinal));
            return string.Join("\n", parameters.Prepend(summary)).Trim();
        }
        catch (XmlException)
        {
            return "";
        }
    }

    private static string Text(XElement? element)
    {
        if (element is null)
        {
            return "";
        }

        var pieces = element.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { IsEmpty: true } reference => Name((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? (string?)reference.Attribute("langword") ?? ""),
            _ => "",
        });
        return Spaces().Replace(string.Concat(pieces), " ").Trim();
    }

    // T:System.Text.StringBuilder is written as people do: StringBuilder.
    private static string Name(string cref) => cref.Split('(')[0].Split('.')[^1].Split(':')[^1].Split('`')[0];

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
