using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Interdealer.Mutation;

/// <summary>What a place is changed to. By syntax alone: what does not compile is left out afterwards, so lanes and masks need no rules of their own.</summary>
internal static class Operators
{
    private static readonly Dictionary<SyntaxKind, (SyntaxKind To, SyntaxKind Token)[]> Binary = new()
    {
        [SyntaxKind.AddExpression] = [(SyntaxKind.SubtractExpression, SyntaxKind.MinusToken)],
        [SyntaxKind.SubtractExpression] = [(SyntaxKind.AddExpression, SyntaxKind.PlusToken)],
        [SyntaxKind.MultiplyExpression] = [(SyntaxKind.DivideExpression, SyntaxKind.SlashToken)],
        [SyntaxKind.DivideExpression] = [(SyntaxKind.MultiplyExpression, SyntaxKind.AsteriskToken)],
        [SyntaxKind.ModuloExpression] = [(SyntaxKind.MultiplyExpression, SyntaxKind.AsteriskToken)],
        [SyntaxKind.LessThanExpression] = [(SyntaxKind.LessThanOrEqualExpression, SyntaxKind.LessThanEqualsToken), (SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.GreaterThanEqualsToken)],
        [SyntaxKind.LessThanOrEqualExpression] = [(SyntaxKind.LessThanExpression, SyntaxKind.LessThanToken), (SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanToken)],
        [SyntaxKind.GreaterThanExpression] = [(SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.GreaterThanEqualsToken), (SyntaxKind.LessThanOrEqualExpression, SyntaxKind.LessThanEqualsToken)],
        [SyntaxKind.GreaterThanOrEqualExpression] = [(SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanToken), (SyntaxKind.LessThanExpression, SyntaxKind.LessThanToken)],
        [SyntaxKind.EqualsExpression] = [(SyntaxKind.NotEqualsExpression, SyntaxKind.ExclamationEqualsToken)],
        [SyntaxKind.NotEqualsExpression] = [(SyntaxKind.EqualsExpression, SyntaxKind.EqualsEqualsToken)],
        [SyntaxKind.LogicalAndExpression] = [(SyntaxKind.LogicalOrExpression, SyntaxKind.BarBarToken)],
        [SyntaxKind.LogicalOrExpression] = [(SyntaxKind.LogicalAndExpression, SyntaxKind.AmpersandAmpersandToken)],
        [SyntaxKind.BitwiseAndExpression] = [(SyntaxKind.BitwiseOrExpression, SyntaxKind.BarToken)],
        [SyntaxKind.BitwiseOrExpression] = [(SyntaxKind.BitwiseAndExpression, SyntaxKind.AmpersandToken)],
    };

    private static readonly Dictionary<SyntaxKind, (SyntaxKind To, SyntaxKind Token)> Compound = new()
    {
        [SyntaxKind.AddAssignmentExpression] = (SyntaxKind.SubtractAssignmentExpression, SyntaxKind.MinusEqualsToken),
        [SyntaxKind.SubtractAssignmentExpression] = (SyntaxKind.AddAssignmentExpression, SyntaxKind.PlusEqualsToken),
        [SyntaxKind.MultiplyAssignmentExpression] = (SyntaxKind.DivideAssignmentExpression, SyntaxKind.SlashEqualsToken),
        [SyntaxKind.DivideAssignmentExpression] = (SyntaxKind.MultiplyAssignmentExpression, SyntaxKind.AsteriskEqualsToken),
        [SyntaxKind.AndAssignmentExpression] = (SyntaxKind.OrAssignmentExpression, SyntaxKind.BarEqualsToken),
        [SyntaxKind.OrAssignmentExpression] = (SyntaxKind.AndAssignmentExpression, SyntaxKind.AmpersandEqualsToken),
    };

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["MinBy"] = "MaxBy",
        ["MaxBy"] = "MinBy",
        ["Any"] = "All",
        ["All"] = "Any",
        ["Floor"] = "Ceiling",
        ["Ceiling"] = "Floor",
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["AreEqual"] = "Differ",
        ["Differ"] = "AreEqual",
    };

    /// <summary>What stands in the place of an expression, one at a time.</summary>
    public static IEnumerable<ExpressionSyntax> Of(ExpressionSyntax place) => [.. Swapped(place), .. Condition(place)];

    /// <summary>What stands in the place of a statement, one at a time; null: nothing.</summary>
    public static IEnumerable<StatementSyntax?> Of(StatementSyntax place, SemanticModel model)
    {
        if (place is BreakStatementSyntax or ContinueStatementSyntax or ReturnStatementSyntax { Expression: null } && place.Parent is not SwitchSectionSyntax)
        {
            yield return null;
        }

        if (place is not ExpressionStatementSyntax { Expression: var expression })
        {
            yield break;
        }

        if (expression is AssignmentExpressionSyntax compound && Compound.TryGetValue(compound.Kind(), out var other))
        {
            yield return SyntaxFactory.ExpressionStatement(SyntaxFactory.AssignmentExpression(other.To, compound.Left, Token(other.Token), compound.Right));
        }

        if (CanBeLeftOut(expression, model))
        {
            yield return null;
        }
    }

    // What a local is assigned for the first time cannot be left out: the rest would not compile.
    private static bool CanBeLeftOut(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        _ when expression.DescendantNodes().Any(n => n is DeclarationExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword }) => false,
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => !Assigned(assignment.Left).Any(target => IsLocal(target, model)),
        _ => true,
    };

    private static IEnumerable<ExpressionSyntax> Assigned(ExpressionSyntax left) => left is TupleExpressionSyntax tuple ? tuple.Arguments.SelectMany(a => Assigned(a.Expression)) : [left];

    private static bool IsLocal(ExpressionSyntax target, SemanticModel model) => model.GetSymbolInfo(target).Symbol is ILocalSymbol or IParameterSymbol { RefKind: RefKind.Out };

    private static IEnumerable<ExpressionSyntax> Swapped(ExpressionSyntax place)
    {
        switch (place)
        {
            case BinaryExpressionSyntax binary when Binary.TryGetValue(binary.Kind(), out var others):
                // A condition is also tried as true and as false, which says more than its opposite.
                foreach (var (to, token) in others.Take(IsCondition(place) ? 1 : others.Length))
                {
                    yield return SyntaxFactory.BinaryExpression(to, binary.Left, Token(token), binary.Right);
                }

                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                yield return coalesce.Right;
                break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression or (int)SyntaxKind.UnaryMinusExpression } prefix:
                yield return prefix.Operand;
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression }:
                yield return False;
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression }:
                yield return True;
                break;
            case LiteralExpressionSyntax { Token.Value: 0 or 0.0 }:
                yield return Number(1);
                break;
            case LiteralExpressionSyntax { Token.Value: 1 or 1.0 }:
                yield return Number(0);
                break;
            case ConditionalExpressionSyntax conditional:
                yield return conditional.WhenTrue;
                yield return conditional.WhenFalse;
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } called } call:
                foreach (var other in Called(name.Identifier.ValueText, called, call.ArgumentList.Arguments))
                {
                    yield return other(call);
                }

                break;
        }
    }

    private static IEnumerable<Func<InvocationExpressionSyntax, ExpressionSyntax>> Called(string name, MemberAccessExpressionSyntax called, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        if (Names.TryGetValue(name, out var other))
        {
            yield return call => call.WithExpression(called.WithName(SyntaxFactory.IdentifierName(other)));
        }

        var isOfLanes = called.Expression is IdentifierNameSyntax { Identifier.ValueText: "T" };
        if (isOfLanes && name == "Where" && arguments.Count == 3)
        {
            yield return _ => arguments[1].Expression;
            yield return _ => arguments[2].Expression;
        }

        if ((isOfLanes && name == "Except" && arguments.Count == 2) || (name == "Abs" && arguments.Count == 1))
        {
            yield return _ => arguments[^1].Expression;
        }
    }

    private static IEnumerable<ExpressionSyntax> Condition(ExpressionSyntax place)
    {
        if (IsCondition(place) && !place.IsKind(SyntaxKind.TrueLiteralExpression))
        {
            if (place.Parent is IfStatementSyntax)
            {
                yield return True;
            }

            yield return False;
        }
    }

    private static bool IsCondition(ExpressionSyntax place) =>
        (place.Parent is IfStatementSyntax branch && branch.Condition == place) || (place.Parent is WhileStatementSyntax loop && loop.Condition == place);

    private static LiteralExpressionSyntax True => SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression, Token(SyntaxKind.TrueKeyword));

    private static LiteralExpressionSyntax False => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression, Token(SyntaxKind.FalseKeyword));

    private static LiteralExpressionSyntax Number(int value) => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(value));

    private static SyntaxToken Token(SyntaxKind kind) => SyntaxFactory.Token([SyntaxFactory.Space], kind, [SyntaxFactory.Space]);
}
