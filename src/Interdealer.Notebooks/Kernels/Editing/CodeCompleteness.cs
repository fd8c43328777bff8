using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>Whether a prompt should run what was typed, or wait for more.</summary>
internal static class CodeCompleteness
{
    private const int IndentWidth = 4;

    /// <summary>The answer for C# code.</summary>
    public static JsonObject Of(string code, CSharpParseOptions parsing)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, parsing);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            return new JsonObject { ["status"] = "incomplete", ["indent"] = new string(' ', IndentWidth * Depth(tree)) };
        }

        return new JsonObject { ["status"] = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete" };
    }

    /// <summary>How many brackets are open at the end.</summary>
    private static int Depth(SyntaxTree tree)
    {
        int depth = 0;
        foreach (SyntaxToken token in tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing))
        {
            depth += token.Kind() switch
            {
                SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken => 1,
                SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken => -1,
                _ => 0,
            };
        }

        return Math.Clamp(depth, 0, 20);
    }
}
