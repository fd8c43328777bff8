using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.EditorServices;
using FSharp.Compiler.Symbols;
using FSharp.Compiler.Text;
using FSharp.Compiler.Tokenization;
using Microsoft.FSharp.Collections;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>What stands at a place in F# code: its declaration and its documentation; among the arguments of a call, the overloads that can be called.</summary>
internal static class FSharpDescription
{
    private const string Language = "fsharp";

    public static JsonObject? At(FSharpCheckFileResults found, string code, int position)
    {
        // Among arguments the call is meant; a cursor right behind a name means the name.
        bool isArgument = CalledAt(code, position) is not null;
        var place = FSharpPlace.Of(code, CalledAt(code, position) ?? position);
        if (QuickParse.GetCompleteIdentifierIsland(true, place.Text, place.Column)?.Value is not var (name, end, _))
        {
            return null;
        }

        FSharpList<string> parts = ListModule.OfArray(name.Split('.'));
        return (isArgument ? Describe(found.GetMethods(place.Line, end, place.Text, parts).Methods.SelectMany(method => Elements(method.Description))) : null)
            ?? Describe(Elements(found.GetToolTip(place.Line, end, place.Text, parts, FSharpTokenTag.Identifier, null)))
            ?? (FSharpKeywords.KeywordsWithDescription.FirstOrDefault(keyword => keyword.Item1 == name) is { } keyword
                ? ShownDescription.Of(Language, keyword.Item1, [keyword.Item2]) : null);
    }

    /// <summary>Where the name ends whose arguments begin or go on right before a place; null where none do.</summary>
    private static int? CalledAt(string code, int position)
    {
        int at = Math.Min(position, code.Length) - 1;
        while (at >= 0 && code[at] is ' ' or '\t')
        {
            at--;
        }

        if (at < 0 || code[at] is not ('(' or ','))
        {
            return null;
        }

        int open = 0;
        for (; at >= 0 && (open > 0 || code[at] != '('); at--)
        {
            open += code[at] switch { ')' => 1, '(' => -1, _ => 0 };
        }

        // F# allows a space between a name and its arguments.
        while (at > 0 && code[at - 1] == ' ')
        {
            at--;
        }

        return at > 0 ? at : null;
    }

    private static IEnumerable<ToolTipElementData> Elements(ToolTipText text) => text.Item.OfType<ToolTipElement.Group>().SelectMany(group => group.elements);

    private static JsonObject? Describe(IEnumerable<ToolTipElementData> elements)
    {
        ImmutableArray<ToolTipElementData> shown = [.. elements.Where(one => !one.MainDescription.IsEmpty).Take(ShownDescription.MostOverloads)];
        if (shown.IsEmpty)
        {
            return null;
        }

        string declarations = string.Join("\n", shown.Select(one => Plain(one.MainDescription)).Distinct());
        string documentation = shown.Select(one => Documented(one.XmlDoc)).FirstOrDefault(text => text.Length > 0) ?? "";
        string remarks = shown.Length == 1 && shown[0].Remarks?.Value is { } said ? Plain(said) : "";
        return ShownDescription.Of(Language, declarations, [documentation, remarks]);
    }

    private static string Plain(RichText text) => text.Text.ReplaceLineEndings("\n").TrimEnd();

    private static string Documented(FSharpXmlDoc documentation) => documentation switch
    {
        FSharpXmlDoc.FromXmlText { Item: var text } => DocumentationText.Of($"<member>{text.GetXmlText()}</member>"),
        FSharpXmlDoc.FromXmlFile file => DocumentationText.Of(Documentation.Of(file.dllName).Find(file.xmlSig)),
        _ => "",
    };
}
