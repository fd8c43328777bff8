using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.QuickInfo;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>What stands at a place in C# code: its declaration and its documentation; among the arguments of a call, the overloads that can be called.</summary>
internal static class CodeDescription
{
    private const string Language = "csharp";

    public static async Task<JsonObject?> AtAsync(Document document, int position)
    {
        if (await OverloadsAsync(document, position).ConfigureAwait(false) is { } overloads)
        {
            return overloads;
        }

        QuickInfoService? service = QuickInfoService.GetService(document);

        // A cursor right behind a name means the name.
        QuickInfoItem? info = service is null ? null
            : await service.GetQuickInfoAsync(document, position).ConfigureAwait(false)
                ?? (position > 0 ? await service.GetQuickInfoAsync(document, position - 1).ConfigureAwait(false) : null);
        return info is null ? null : ShownDescription.Of(
            Language,
            info.Sections.FirstOrDefault(section => section.Kind == QuickInfoSectionKinds.Description)?.Text ?? "",
            info.Sections.Where(section => section.Kind != QuickInfoSectionKinds.Description).Select(section => section.Text));
    }

    private static async Task<JsonObject?> OverloadsAsync(Document document, int position)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync().ConfigureAwait(false))!;
        SyntaxToken before = root.FindToken(Math.Max(0, position - 1));
        if (position == 0 || before.Kind() is not (SyntaxKind.OpenParenToken or SyntaxKind.CommaToken) || before.Parent is not ArgumentListSyntax { Parent: { } call })
        {
            return null;
        }

        SemanticModel model = (await document.GetSemanticModelAsync().ConfigureAwait(false))!;
        ImmutableArray<ISymbol> candidates = call switch
        {
            InvocationExpressionSyntax invocation => model.GetMemberGroup(invocation.Expression),
            ObjectCreationExpressionSyntax creation => model.GetSymbolInfo(creation.Type).Symbol is INamedTypeSymbol type ? [.. type.InstanceConstructors] : [],
            _ => [],
        };
        ISymbol[] callable = [.. candidates.Where(symbol => symbol.DeclaredAccessibility == Accessibility.Public || symbol.Locations.Any(at => at.IsInSource)).Take(ShownDescription.MostOverloads)];
        if (callable.Length == 0)
        {
            return null;
        }

        string declarations = string.Join("\n", callable.Select(symbol => symbol.ToMinimalDisplayString(model, position, Signature)));
        string summary = callable.Select(DocumentationText.Summary).FirstOrDefault(text => text.Length > 0) ?? "";
        return ShownDescription.Of(Language, declarations, [summary]);
    }

    private static SymbolDisplayFormat Signature { get; } = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeModifiers);
}
