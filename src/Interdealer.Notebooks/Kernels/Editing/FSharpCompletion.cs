using System.Text.Json.Nodes;
using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.EditorServices;
using FSharp.Compiler.Tokenization;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>What can stand at a place in F# code and begins with what stands there already.</summary>
internal static class FSharpCompletion
{
    private const int MostItems = 1000;

    public static JsonObject At(FSharpParseFileResults parsed, FSharpCheckFileResults found, FSharpPlace place)
    {
        PartialLongName name = QuickParse.GetPartialLongNameEx(place.Text, place.Column - 1);
        string before = place.Text[..Math.Min(place.Column, place.Text.Length)];

        // Behind a call or a bracket the compiler's own reading of the line stops at the point.
        string typed = name.PartialIdent.Length > 0 ? name.PartialIdent : LastName(before);
        bool isMember = !name.QualifyingIdents.IsEmpty || before[..^typed.Length].EndsWith('.');
        DeclarationListInfo declarations = found.GetDeclarationListInfo(parsed, place.Line, place.Text, name, null, null, null);
        IEnumerable<(string Text, string Kind)> items = declarations.IsError ? [] : declarations.Items.Select(item => (item.NameInCode, Kind(item.Glyph)));

        // A keyword can begin what no name stands before.
        if (!declarations.IsError && !isMember && typed.Length > 0)
        {
            items = items.Concat(FSharpKeywords.KeywordsWithDescription.Select(keyword => (keyword.Item1, "keyword")));
        }

        var fitting = items
            .Where(item => item.Text.Trim('`').StartsWith(typed, StringComparison.OrdinalIgnoreCase) && item.Text.Length > 0)
            .DistinctBy(item => item.Text)
            .OrderBy(item => item.Text.StartsWith(typed, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase)
            .ThenBy(item => item.Text, StringComparer.Ordinal)
            .Take(MostItems);
        return new JsonObject
        {
            ["start"] = place.Position - typed.Length,
            ["end"] = place.Position,
            ["items"] = new JsonArray([.. fitting.Select(item => new JsonObject { ["text"] = item.Text, ["kind"] = item.Kind, ["signature"] = "" })]),
        };
    }

    private static string LastName(string text)
    {
        int start = text.Length;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '\''))
        {
            start--;
        }

        return text[start..];
    }

    private static string Kind(FSharpGlyph glyph) =>
        glyph.IsMethod || glyph.IsOverridenMethod || glyph.IsExtensionMethod ? "function"
        : glyph.IsProperty ? "property"
        : glyph.IsField || glyph.IsConstant || glyph.IsVariable ? "instance"
        : glyph.IsEnumMember ? "enum member"
        : glyph.IsEvent ? "event"
        : glyph.IsInterface ? "interface"
        : glyph.IsEnum ? "enum"
        : glyph.IsModule || glyph.IsNameSpace ? "module"
        : glyph.IsError ? ""
        : "class";
}
