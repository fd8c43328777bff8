using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>
/// Puts a call of <see cref="CellCode.Checkpoint"/> into every loop, label and function of a cell, on the line that is there, so that an interrupt
/// ends it wherever it runs. No line moves; the meaning of the code does not change.
/// </summary>
internal static class Checkpoints
{
    private const string Call = "global::Interdealer.Notebooks.Kernels.CellCode.Checkpoint();";

    /// <summary>The tree with the calls in it; the same tree where none is needed.</summary>
    /// <param name="tree">A cell's own tree.</param>
    /// <param name="models">Gives the cell's meaning; asked only where a lambda's text does not say whether it returns a value.</param>
    public static SyntaxTree InsertInto(SyntaxTree tree, Func<SemanticModel> models)
    {
        var changes = new List<TextChange>();
        SemanticModel? model = null;
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            switch (node)
            {
                case WhileStatementSyntax loop: Wrap(loop.Statement); break;
                case DoStatementSyntax loop: Wrap(loop.Statement); break;
                case ForStatementSyntax loop: Wrap(loop.Statement); break;
                case CommonForEachStatementSyntax loop: Wrap(loop.Statement); break;
                case LabeledStatementSyntax label when label.Statement is not LocalDeclarationStatementSyntax:
                    Insert(label.ColonToken.Span.End, Call);
                    break;
                case SwitchSectionSyntax section when section.DescendantNodes().Any(inner => inner is GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: not 0 }):
                    Insert(section.Labels[^1].Span.End, Call);
                    break;
                case BaseMethodDeclarationSyntax method: Enter(method.Body); Open(method.ExpressionBody, method.SemicolonToken, Returns(method)); break;
                case LocalFunctionStatementSyntax function:
                    Enter(function.Body);
                    Open(function.ExpressionBody, function.SemicolonToken, Returns(function.ReturnType, function.Modifiers));
                    break;
                case AnonymousFunctionExpressionSyntax { Block: { } block }: Enter(block); break;
                case LambdaExpressionSyntax { ExpressionBody: { } body } lambda: OpenLambda(lambda, body); break;
            }
        }

        return changes.Count == 0 ? tree : tree.WithChangedText(tree.GetText().WithChanges(Ordered(changes)));

        void Insert(int at, string text) => changes.Add(new TextChange(new TextSpan(at, 0), text));

        void Enter(BlockSyntax? block)
        {
            if (block is { OpenBraceToken.IsMissing: false })
            {
                Insert(block.OpenBraceToken.Span.End, Call);
            }
        }

        void Wrap(StatementSyntax body)
        {
            if (body is BlockSyntax block)
            {
                Enter(block);
            }
            else if (!body.IsMissing)
            {
                Insert(body.SpanStart, "{" + Call);
                Insert(body.Span.End, "}");
            }
        }

        // => value;  becomes  { call; return value; }
        void Open(ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, bool? returns)
        {
            if (arrow is not null && returns is { } value && !semicolon.IsMissing)
            {
                changes.Add(new TextChange(arrow.ArrowToken.Span, "{" + Call + Return(arrow.Expression, value)));
                Insert(semicolon.Span.End, "}");
            }
        }

        void OpenLambda(LambdaExpressionSyntax lambda, ExpressionSyntax body)
        {
            model ??= models();
            if (Invoke(model, lambda) is { } invoke && lambda.Ancestors().OfType<LambdaExpressionSyntax>().All(outer => Invoke(model, outer) is not null))
            {
                bool plainTask = lambda.AsyncKeyword.RawKind != 0 && invoke.ReturnType is INamedTypeSymbol { Arity: 0, Name: "Task" or "ValueTask" };
                Insert(body.SpanStart, "{" + Call + Return(body, !invoke.ReturnsVoid && !plainTask));
                Insert(body.Span.End, ";}");
            }
        }
    }

    /// <summary>What a lambda is called as; null where it is an expression tree, which holds no statements, or means nothing.</summary>
    private static IMethodSymbol? Invoke(SemanticModel model, LambdaExpressionSyntax lambda) => (model.GetTypeInfo(lambda).ConvertedType as INamedTypeSymbol)?.DelegateInvokeMethod;

    private static string Return(ExpressionSyntax body, bool value) => body is ThrowExpressionSyntax || !value ? "" : "return ";

    private static bool? Returns(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax plain => Returns(plain.ReturnType, plain.Modifiers),
        OperatorDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } => false,
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => true,
        _ => false,
    };

    private static bool Returns(TypeSyntax type, SyntaxTokenList modifiers) =>
        !(type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
            || (modifiers.Any(SyntaxKind.AsyncKeyword) && (type is QualifiedNameSyntax qualified ? qualified.Right : type) is IdentifierNameSyntax { Identifier.Text: "Task" or "ValueTask" }));

    // Of two insertions at one place, the one that opens further out was made first, and the one that closes further in must stand first.
    private static IEnumerable<TextChange> Ordered(List<TextChange> changes) => changes
        .Select((change, made) => (change, made, closes: change.NewText!.EndsWith('}')))
        .GroupBy(entry => entry.change.Span.Start)
        .OrderBy(group => group.Key)
        .SelectMany(group => Joined([.. group.OrderBy(entry => entry.closes ? 0 : 1).ThenBy(entry => entry.closes ? -entry.made : entry.made).Select(entry => entry.change)]));

    // One change a place: neighbours without length may not touch.
    private static IEnumerable<TextChange> Joined(List<TextChange> changes)
    {
        yield return new TextChange(TextSpan.FromBounds(changes[0].Span.Start, changes.Max(change => change.Span.End)), string.Concat(changes.Select(change => change.NewText)));
    }
}
