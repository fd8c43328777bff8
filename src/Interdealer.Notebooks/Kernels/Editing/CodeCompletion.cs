using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>What can stand at a place in C# code and begins with what stands there already.</summary>
internal static class CodeCompletion
{
    private const int MostItems = 1000;

    public static async Task<JsonObject?> AtAsync(Document document, int position)
    {
        if (CompletionService.GetService(document) is not { } service)
        {
            return null;
        }

        SourceText text = await document.GetTextAsync().ConfigureAwait(false);
        TextSpan span = service.GetDefaultCompletionListSpan(text, position);
        CompletionList found = await service.GetCompletionsAsync(document, position).ConfigureAwait(false);
        string typed = text.ToString(TextSpan.FromBounds(span.Start, position));
        var items = found.ItemsList
            .Where(item => item.Span.Start == span.Start && IsPlain(item))
            .Select(item => (Text: Inserted(item), Item: item))
            .Where(entry => entry.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(entry => entry.Text)
            .OrderBy(entry => entry.Text.StartsWith(typed, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(entry => entry.Item.Rules.MatchPriority > 0 ? 0 : 1)
            .ThenBy(entry => entry.Item.SortText, StringComparer.OrdinalIgnoreCase)
            .Take(MostItems);
        return new JsonObject
        {
            ["start"] = span.Start,
            ["end"] = span.End,
            ["items"] = new JsonArray([.. items.Select(entry => new JsonObject
            {
                ["text"] = entry.Text,
                ["kind"] = Kind(entry.Item),
                ["signature"] = entry.Item.InlineDescription,
            })]),
        };
    }

    /// <summary>False for what is no name: operators, conversions, snippets, and types whose namespace would have to be imported first.</summary>
    private static bool IsPlain(CompletionItem item) =>
        !item.IsComplexTextEdit
        && !item.Tags.Contains(WellKnownTags.Snippet)
        && (SyntaxFacts.IsValidIdentifier(item.DisplayText.TrimStart('@')) || SyntaxFacts.GetKeywordKind(item.DisplayText) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(item.DisplayText) != SyntaxKind.None);

    private static string Inserted(CompletionItem item) => item.DisplayText + (item.DisplayTextSuffix == ":" ? ":" : "");

    private static string Kind(CompletionItem item) => item.Tags.Select(tag => tag switch
    {
        WellKnownTags.Method or WellKnownTags.ExtensionMethod => "function",
        WellKnownTags.Property => "property",
        WellKnownTags.Field or WellKnownTags.Constant or WellKnownTags.Local or WellKnownTags.RangeVariable => "instance",
        WellKnownTags.EnumMember => "enum member",
        WellKnownTags.Event => "event",
        WellKnownTags.Parameter => "param",
        WellKnownTags.Class or WellKnownTags.Structure or WellKnownTags.Delegate or WellKnownTags.TypeParameter => "class",
        WellKnownTags.Interface => "interface",
        WellKnownTags.Enum => "enum",
        WellKnownTags.Namespace => "module",
        WellKnownTags.Keyword => "keyword",
        _ => null,
    }).FirstOrDefault(kind => kind is not null) ?? "";
}
