using System.Text.RegularExpressions;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Tests;
using Microsoft.CodeAnalysis.CSharp;

namespace Interdealer.Jupyter.Tests;

public sealed partial class FileBasedAppTests
{
    public static TheoryData<string> Notebooks { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "notebooks"), "*.*").Where(NotebookFile.IsNotebook).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Packages_text_results_and_types_go_where_a_file_has_them()
    {
        var (text, losses) = Convert(
            (CellKind.Markdown, "# Title\n\nText"),
            (CellKind.Code, "#r \"nuget: Some.Package, 1.2.3\"\nusing System.Globalization;\nrecord Desk(string Name);\nvar desk = new Desk(\"rates\");"),
            (CellKind.Code, "// the name\ndesk.Name"));

        Assert.Contains("#:package Some.Package@1.2.3\n", text, StringComparison.Ordinal);
        Assert.Contains("\nusing System.Globalization;\n", text, StringComparison.Ordinal);
        Assert.Contains("// # Title\n//\n// Text\n", text, StringComparison.Ordinal);
        Assert.Contains("// the name\nShow(desk.Name);", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("record Desk", StringComparison.Ordinal) > text.IndexOf("static void Show", StringComparison.Ordinal));
        Assert.Empty(losses);
    }

    [Fact]
    public void What_a_file_cannot_hold_is_said()
    {
        var (text, losses) = Convert((CellKind.Code, "int x = 1;"), (CellKind.Code, "#!fsharp\nlet y = 2"), (CellKind.Code, "var x = 2;"), (CellKind.Code, "#!share --from fsharp y"));

        Assert.Contains("// let y = 2", text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "cell 2: its fsharp is left as a comment",
                "cell 3: x is declared in cell 1 too, which a file does not allow; give one of them another name",
                "cell 4, line 1: a directive that a file has no place for is left out",
            ],
            losses);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Every_notebook_becomes_a_program_without_an_error_of_syntax(string notebook)
    {
        var (text, _) = FileBasedApp.Write(NotebookFile.Read(Path.Combine(Repository.Root, "notebooks", notebook)));

        // The parser of a plain file does not know the directives, which a build takes out.
        var tree = CSharpSyntaxTree.ParseText(Directive().Replace(text, ""), new CSharpParseOptions(LanguageVersion.Latest));
        Assert.Empty(tree.GetDiagnostics());
        Assert.Contains("Show(", text, StringComparison.Ordinal);
    }

    private static (string Text, IReadOnlyList<string> Losses) Convert(params (CellKind Kind, string Source)[] cells)
    {
        var (text, losses) = FileBasedApp.Write(new NotebookDocument([.. cells.Select((cell, i) => new Cell(FormattableString.Invariant($"c{i}"), cell.Kind, "csharp", cell.Source))], "csharp", []));
        return (text, losses);
    }

    [GeneratedRegex("^#:.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Directive();
}
