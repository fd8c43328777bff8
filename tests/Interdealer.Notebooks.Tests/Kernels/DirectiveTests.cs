using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Tests.Kernels;

[Collection("kernels")]
public sealed class DirectiveTests(Workbench bench)
{
    [Theory]
    [InlineData("var x = 1;\n#!foo bar", "cell 1, line 2: unknown magic '#!foo'; known are #!csharp, #!fsharp")]
    [InlineData("#!csharp now\n1", "cell 1, line 1: #!csharp takes nothing behind it (found 'now')")]
    [InlineData("#r nuget: MathNet.Numerics", "cell 1, line 1: a reference is written #r \"nuget: Id, Version\"")]
    [InlineData("#r \"nuget: \"", "cell 1, line 1: #r names nothing")]
    [InlineData("#r \"nuget: Bad Id, 1.0\"", "cell 1, line 1: 'Bad Id' is no package id")]
    [InlineData("#r \"nuget: A.B, latest\"", "cell 1, line 1: 'latest' is no version")]
    [InlineData("\n#r \"missing.dll\"", "cell 1, line 2: there is no file 'missing.dll' beside the notebook")]
    [InlineData("#i \"nuget: no/such/folder\"", "cell 1, line 1: the package source 'no/such/folder' is a folder that does not exist")]
    [InlineData("#i \"nuget: ftp://host/feed\"", "cell 1, line 1: 'ftp://host/feed' is no package source")]
    [InlineData("#i \"feed\"", "cell 1, line 1: a package source is written #i \"nuget: address or folder\"")]
    [InlineData("#!import", "cell 1, line 1: #!import needs a file")]
    [InlineData("#!import nowhere.csx", "cell 1, line 1: there is no file 'nowhere.csx' to import")]
    [InlineData("#!share x", "cell 1, line 1: #!share is written")]
    [InlineData("#!share --from sql x", "cell 1, line 1: values are shared between csharp and fsharp only, not 'sql'")]
    [InlineData("#!share --from csharp --to x", "cell 1, line 1: unknown option '--to'; known are --from, --as")]
    [InlineData("#!set --name x", "cell 1, line 1: #!set is written")]
    [InlineData("#!share --from csharp nothing", "cell 1, line 1: csharp has no variable 'nothing'")]
    public async Task A_directive_that_is_wrong_is_named_with_its_line(string source, string message)
    {
        CellOutput.Error error = (await bench.RunAsync(source))[0].Fails();

        Assert.Equal("DirectiveError", error.Name);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_nobody_runs_is_named()
    {
        var error = (await bench.RunInAsync(Path.GetTempPath(), ("sql", "select 1")))[0].Fails();

        Assert.Equal("cell 1: no kernel runs 'sql' cells; known are csharp, fsharp, html, javascript, markdown, mermaid.", error.Message);
    }

    [Fact]
    public async Task Text_languages_are_outputs_under_their_own_mime_type()
    {
        var cells = await bench.RunInAsync(
            Path.GetTempPath(),
            ("html", "<b>bold</b>"),
            ("javascript", "1 + 1"),
            ("markdown", "# Title\n#!not-a-magic"),
            ("mermaid", "graph LR\n  A-->B"),
            ("csharp", "1 + 1\n#!html\n<i>two</i>\n#!js\nalert(1)\n#!c#\n3 * 3"));

        Assert.Equal("<b>bold</b>", (string?)cells[0].Succeeds().Shown("text/html"));
        Assert.Equal("1 + 1", (string?)cells[1].Succeeds().Shown("application/javascript"));
        Assert.Equal("# Title\n#!not-a-magic", (string?)cells[2].Succeeds().Shown("text/markdown"));
        Assert.Equal("graph LR\n  A-->B", (string?)cells[3].Succeeds().Shown("text/vnd.mermaid"));
        Assert.Collection(
            cells[4].Succeeds().Outputs,
            output => Assert.Equal("2", (string?)Assert.IsType<CellOutput.Result>(output).Data["text/plain"]),
            output => Assert.Equal("<i>two</i>", (string?)Assert.IsType<CellOutput.Display>(output).Data["text/html"]),
            output => Assert.Equal("alert(1)", (string?)Assert.IsType<CellOutput.Display>(output).Data["application/javascript"]),
            output => Assert.Equal("9", (string?)Assert.IsType<CellOutput.Result>(output).Data["text/plain"]));
    }

    [Fact]
    public async Task Files_are_imported_with_their_own_cells_names_and_folders()
    {
        using var folder = new TemporaryFolder();
        folder.File("lib/setup.csx", "#!/usr/bin/env dotnet-script\nint fromScript = 1;");
        folder.File("lib/more.dib", "#!meta\n\n{\"kernelInfo\":{}}\n\n#!csharp\n\n#!import setup.csx\n\n#!markdown\n\ntext\n\n#!csharp\n\nint fromDib = fromScript + 1;\n");
        folder.File(
            "book.ipynb",
            """{"cells":[{"cell_type":"markdown","source":["x"]},{"cell_type":"code","source":["int fromBook = fromDib\n","  + 1;"],"metadata":{}}],"metadata":{"kernelspec":{"language":"C#"}},"nbformat":4,"nbformat_minor":5}""");
        folder.File("broken.csx", "int ok = 1;\nmissing();");
        folder.File("data.txt", "1");
        var cells = await bench.RunInAsync(
            folder.Path,
            ("csharp", "#!import lib/more.dib\n#!import book.ipynb\nfromScript * 100 + fromDib * 10 + fromBook"),
            ("csharp", "#!import broken.csx"),
            ("csharp", "#!import data.txt"));

        Assert.Equal("123", cells[0].Succeeds().Result);
        Assert.StartsWith("broken.csx, cell 1, line 2: CS0103", cells[1].Fails().Message, StringComparison.Ordinal);
        Assert.Contains("'.txt' is none of .cs", cells[2].Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_goes_in_a_circle_is_refused_with_the_circle()
    {
        using var folder = new TemporaryFolder();
        folder.File("a.csx", "#!import b.csx");
        folder.File("b.csx", "#!import a.csx");
        var cells = await bench.RunInAsync(folder.Path, ("csharp", "#!import a.csx"));

        Assert.EndsWith("the import goes in a circle: a.csx → b.csx → a.csx.", cells[0].Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loaded_script_runs_beside_the_notebook()
    {
        using var folder = new TemporaryFolder();
        folder.File("tools.csx", "int Triple(int n) => 3 * n;");
        var cells = await bench.RunInAsync(folder.Path, ("csharp", "#load \"tools.csx\"\nTriple(4)"));

        Assert.Equal("12", cells[0].Succeeds().Result);
    }

    [Fact]
    public async Task A_referenced_file_is_taken_from_the_notebooks_folder_with_its_neighbours_and_its_statics_start_anew_in_each_notebook()
    {
        using var folder = new TemporaryFolder();
        TinyLibrary.Compile(Path.Combine(folder.Path, "lib", "Base.dll"), "namespace Tiny; public class Base { public static int Count; public int Next() => ++Count; }");
        TinyLibrary.Compile(
            Path.Combine(folder.Path, "lib", "Counter.dll"),
            "namespace Tiny; public class Counter { public static int Next() => new Base().Next(); }",
            Path.Combine(folder.Path, "lib", "Base.dll"));
        (string, string)[] notebook = [("csharp", "#r \"lib/Counter.dll\"\nTiny.Counter.Next(); Tiny.Counter.Next()"), ("csharp", "Environment.ProcessId")];
        var first = await bench.RunInAsync(folder.Path, notebook);
        var second = await bench.RunInAsync(folder.Path, notebook);

        Assert.Equal("2", first[0].Succeeds().Result);
        Assert.Equal("2", second[0].Succeeds().Result);
        Assert.Equal(first[1].Result, second[1].Result);
    }

    [Fact]
    public async Task A_file_that_is_no_assembly_and_two_files_of_one_name_are_refused()
    {
        using var folder = new TemporaryFolder();
        folder.File("text.dll", "no code");
        TinyLibrary.Compile(Path.Combine(folder.Path, "one", "Same.dll"), "public class Same;");
        TinyLibrary.Compile(Path.Combine(folder.Path, "two", "Same.dll"), "public class Same;");
        var cells = await bench.RunInAsync(folder.Path, ("csharp", "#r \"text.dll\""), ("csharp", "#r \"one/Same.dll\""), ("csharp", "#r \"two/Same.dll\""));

        Assert.Contains("'text.dll' is no .NET assembly", cells[0].Fails().Message, StringComparison.Ordinal);
        cells[1].Succeeds();
        Assert.Contains("Same is already referenced from", cells[2].Fails().Message, StringComparison.Ordinal);
    }
}
