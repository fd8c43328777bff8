using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Interdealer.Mutation;

/// <summary>
/// Writes every change of a file into it, each behind its switch: an expression becomes <c>(Planted.Is(7) ? changed : original)</c>, a statement
/// <c>if (Planted.Is(7)) changed else original</c>, and every loop counts its turns, so that a change that never ends is stopped.
/// </summary>
/// <param name="file">File below the folder of the sources.</param>
/// <param name="model">What the names in it mean.</param>
/// <param name="first">Number of the first change.</param>
/// <param name="excluded">Numbers of changes that do not compile.</param>
internal sealed class Planter(string file, SemanticModel model, int first, IReadOnlySet<int> excluded) : CSharpSyntaxRewriter
{
    /// <summary>Marks what a change has been planted in, by its number.</summary>
    public const string Mark = "mutant";

    // How values are printed and what messages say is looked at by other tests, and not word by word.
    private static readonly HashSet<string> Printing = new(["ToString", "ToHtml", "ToTable"], StringComparer.Ordinal);

    // A wrong place in memory ends the process, or changes what is not looked at.
    private static readonly HashSet<string> Memory = new(["Unsafe", "MemoryMarshal"], StringComparer.Ordinal);

    private readonly Dictionary<(string Original, string Changed), int> _occurrences = [];
    private int _next = first;

    /// <summary>The changes, of those that compile.</summary>
    public List<Mutant> Mutants { get; } = [];

    /// <summary>Number of the first change of the next file.</summary>
    public int Next => _next;

    /// <inheritdoc />
    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is null || IsLeftOut(node))
        {
            return node;
        }

        var planted = base.Visit(node);
        return node switch
        {
            ExpressionSyntax place when IsValue(place) => Operators.Of(place).Aggregate((ExpressionSyntax)planted!, (so, change) => Plant(place, change, so)),
            StatementSyntax place => Counted(Operators.Of(place, model).Aggregate((StatementSyntax)planted!, (so, change) => Plant(place, change, so))),
            _ => planted,
        };
    }

    private static bool IsLeftOut(SyntaxNode node) => node switch
    {
        AttributeListSyntax or PatternSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or InterpolatedStringExpressionSyntax or RefExpressionSyntax => true,
        EnumDeclarationSyntax or ParameterSyntax or CaseSwitchLabelSyntax or TypeParameterConstraintClauseSyntax or ConstructorInitializerSyntax => true,
        // What is set once for all, when a class is first used, cannot be switched.
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword) || field.Modifiers.Any(SyntaxKind.StaticKeyword),
        PropertyDeclarationSyntax { Initializer: not null } property => property.Modifiers.Any(SyntaxKind.StaticKeyword),
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalDeclarationStatementSyntax local => local.IsConst,
        MethodDeclarationSyntax method => Printing.Contains(method.Identifier.ValueText),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ThrowIfNull" } } } => true,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var type } } } => Memory.Contains(type),
        _ => false,
    };

    private bool IsValue(ExpressionSyntax place) =>
        place.Parent is not (ExpressionStatementSyntax or ForStatementSyntax { Condition: null } or NameColonSyntax)
        && !(place.Parent is ForStatementSyntax loop && loop.Condition != place)
        && !(place.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None })
        && !(place.Parent is ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax && model.GetTypeInfo(place).Type is { SpecialType: SpecialType.System_Void })
        && model.GetTypeInfo(place).Type is not { SpecialType: SpecialType.System_String }
        && !place.DescendantNodes().Any(n => n is DeclarationExpressionSyntax or VariableDesignationSyntax);

    private ExpressionSyntax Plant(ExpressionSyntax place, ExpressionSyntax change, ExpressionSyntax planted)
    {
        if (!Add(place, change, out var number))
        {
            return planted;
        }

        var choice = SyntaxFactory.ConditionalExpression(
            IsOn(number),
            SyntaxFactory.Token([SyntaxFactory.Space], SyntaxKind.QuestionToken, [SyntaxFactory.Space]),
            SyntaxFactory.ParenthesizedExpression(change.WithoutTrivia()),
            SyntaxFactory.Token([SyntaxFactory.Space], SyntaxKind.ColonToken, [SyntaxFactory.Space]),
            SyntaxFactory.ParenthesizedExpression(planted.WithoutTrivia()));
        return SyntaxFactory.ParenthesizedExpression(choice).WithTriviaFrom(place).WithAdditionalAnnotations(new SyntaxAnnotation(Mark, Text(number)));
    }

    private StatementSyntax Plant(StatementSyntax place, StatementSyntax? change, StatementSyntax planted)
    {
        if (!Add(place, change, out var number))
        {
            return planted;
        }

        var choice = change is null
            ? SyntaxFactory.IfStatement(SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, IsOn(number)), SyntaxFactory.Block(planted))
            : SyntaxFactory.IfStatement(IsOn(number), SyntaxFactory.Block(change), SyntaxFactory.ElseClause(SyntaxFactory.Block(planted)));
        return choice.WithAdditionalAnnotations(new SyntaxAnnotation(Mark, Text(number)));
    }

    private bool Add(SyntaxNode place, SyntaxNode? change, out int number)
    {
        number = _next++;
        var (original, changed) = (InOneLine(place), change is null ? "" : InOneLine(change));
        var occurrence = _occurrences.GetValueOrDefault((original, changed));
        _occurrences[(original, changed)] = occurrence + 1;
        if (excluded.Contains(number))
        {
            return false;
        }

        Mutants.Add(new Mutant(number, file, place.GetLocation().GetLineSpan().StartLinePosition.Line + 1, original, changed, occurrence));
        return true;
    }

    private static StatementSyntax Counted(StatementSyntax statement) => statement switch
    {
        WhileStatementSyntax loop => loop.WithStatement(Counting(loop.Statement)),
        DoStatementSyntax loop => loop.WithStatement(Counting(loop.Statement)),
        ForStatementSyntax loop => loop.WithStatement(Counting(loop.Statement)),
        _ => statement,
    };

    private static BlockSyntax Counting(StatementSyntax body) =>
        SyntaxFactory.Block(SyntaxFactory.ExpressionStatement(SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression("global::Interdealer.Planted.Turn"))), body);

    private static InvocationExpressionSyntax IsOn(int number) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.ParseExpression("global::Interdealer.Planted.Is"),
        SyntaxFactory.ArgumentList([SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(number)))]));

    private static string InOneLine(SyntaxNode node) => string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
