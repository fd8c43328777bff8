using System.Collections.Immutable;
using System.Text;
using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Kernels.Cells;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Interdealer.Notebooks.Documents;

/// <summary>
/// A notebook's C# as one file that <c>dotnet run app.cs</c> runs: packages become directives, text becomes comments, results are printed, and types
/// stand behind the statements, where C# wants them.
/// </summary>
public static class FileBasedApp
{
    private const string Helpers = """
        static void Show(object? value)
        {
            if (value is System.Collections.IEnumerable rows and not string && value.ToString() == value.GetType().ToString())
            {
                foreach (var row in rows)
                {
                    Console.WriteLine(row);
                }
            }
            else if (value is not null)
            {
                Console.WriteLine(value);
            }
        }
        """;

    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>The text of the app, and what of the notebook it cannot hold.</summary>
    /// <param name="document">The notebook.</param>
    /// <returns>C# with LF line ends; and one line for each thing that is left out or that the reader has to change.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> is null.</exception>
    /// <exception cref="NotebookFormatException">A cell has a directive that is unknown or malformed.</exception>
    public static (string Text, ImmutableArray<string> Losses) Write(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var app = new App();
        for (int i = 0; i < document.Cells.Length; i++)
        {
            app.Add(document.Cells[i], i + 1);
        }

        return (app.ToString(), [.. app.Losses]);
    }

    /// <summary>The parts of the file, in the order in which they stand in it.</summary>
    private sealed class App
    {
        private readonly List<string> _directives = ["#:property Nullable=disable", "#:property InvariantGlobalization=true", "#:property ManagePackageVersionsCentrally=false", "#:property TreatWarningsAsErrors=false"];
        private readonly List<string> _usings = ["using System.Collections;", "using System.Collections.Concurrent;", "using System.Text;"];
        private readonly StringBuilder _statements = new();
        private readonly StringBuilder _types = new();
        private readonly Dictionary<string, int> _declared = new(StringComparer.Ordinal);

        public List<string> Losses { get; } = [];

        public void Add(Cell cell, int number)
        {
            if (cell.Kind != CellKind.Code)
            {
                Comment(cell.Source);
                return;
            }

            string name = FormattableString.Invariant($"cell {number}");
            try
            {
                foreach (CellStep step in CellParser.Parse(cell.Source, cell.Language, new CellOrigin(name)))
                {
                    Add(step, name, number);
                }
            }
            catch (CellException e)
            {
                throw new NotebookFormatException(name, null, e.Message);
            }
        }

        public override string ToString() =>
            $"{string.Join("\n", _directives)}\n\n{string.Join("\n", _usings)}\n\n{_statements}\n{Helpers}\n{(_types.Length > 0 ? "\n" : "")}{_types}";

        private void Add(CellStep step, string name, int number)
        {
            switch (step)
            {
                case CellStep.Packages packages:
                    Directives(packages.Lines.Select(line => $"#:package {line.Id}@{line.Version ?? "*"}"));
                    break;
                case CellStep.AddSource source:
                    Directives([$"#:property RestoreAdditionalProjectSources={source.Location}"]);
                    break;
                case CellStep.Text { Language: KernelLanguage.CSharp } code:
                    Code(code.Source, number);
                    break;
                case CellStep.Text text:
                    Losses.Add($"{name}: its {text.Language} is left as a comment");
                    Comment(text.Source);
                    break;
                default:
                    Losses.Add(FormattableString.Invariant($"{name}, line {step.Line}: a directive that a file has no place for is left out"));
                    break;
            }
        }

        private void Directives(IEnumerable<string> lines) => _directives.AddRange(lines.Where(line => !_directives.Contains(line)));

        private void Comment(string text)
        {
            foreach (string line in text.ReplaceLineEndings("\n").Trim('\n').Split('\n'))
            {
                _statements.Append(line.Length == 0 ? "//" : "// ").Append(line).Append('\n');
            }

            _statements.Append('\n');
        }

        private void Code(string source, int number)
        {
            CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(source, Script).GetCompilationUnitRoot();
            _usings.AddRange(unit.Usings.Select(line => line.WithoutTrivia().ToString()).Where(line => !_usings.Contains(line)));
            foreach (MemberDeclarationSyntax member in unit.Members)
            {
                Declare(member, number);
                string text = member.ToFullString().Trim('\n', '\r').TrimEnd();
                if (member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                {
                    _types.Append(text).Append("\n\n");
                }
                else
                {
                    _statements.Append(Statement(member, text)).Append('\n');
                }
            }

            _statements.Append('\n');
        }

        /// <summary>A cell's result, which has no semicolon behind it, is printed.</summary>
        private static string Statement(MemberDeclarationSyntax member, string text) => member is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } result }
            ? result.GetLeadingTrivia().ToFullString().TrimStart('\n', '\r') + $"Show({result.Expression.WithoutLeadingTrivia().ToString()});{result.Expression.GetTrailingTrivia().ToFullString().TrimEnd()}"
            : text;

        private void Declare(MemberDeclarationSyntax member, int number)
        {
            IEnumerable<string> names = member switch
            {
                FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
                MethodDeclarationSyntax method => [method.Identifier.Text],
                BaseTypeDeclarationSyntax type => [type.Identifier.Text],
                GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } => local.Declaration.Variables.Select(variable => variable.Identifier.Text),
                GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => [function.Identifier.Text],
                _ => [],
            };
            foreach (string name in names)
            {
                if (!_declared.TryAdd(name, number) && _declared[name] != number)
                {
                    Losses.Add(FormattableString.Invariant($"cell {number}: {name} is declared in cell {_declared[name]} too, which a file does not allow; give one of them another name"));
                }
            }
        }
    }
}
