using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Notebooks.Tests.Kernels;

[Collection("kernels")]
public sealed class CSharpCellTests(Workbench bench)
{
    [Fact]
    public async Task Variables_functions_and_types_carry_over_from_cell_to_cell()
    {
        var cells = await bench.RunAsync(
            "int x = 20; int Twice(int n) => 2 * n; record Pair(int A, int B);",
            "x += 1;",
            "var pair = new Pair(Twice(x), x);",
            "pair.A + pair.B");

        // 2·21 + 21 = 63.
        Assert.Equal("63", cells[3].Succeeds().Result);
    }

    [Fact]
    public async Task The_last_expression_is_the_result_and_a_semicolon_null_or_void_give_none()
    {
        var cells = await bench.RunAsync("1 + 1", "Math.Max(1, 2);", "(string)null", "Console.Write(\"\")", "await Task.FromResult(0.1 + 0.2)");

        Assert.Equal("2", cells[0].Succeeds().Result);
        Assert.Empty(cells[1].Succeeds().Outputs);
        Assert.Empty(cells[2].Succeeds().Outputs);
        Assert.Empty(cells[3].Succeeds().Outputs);
        Assert.Equal("0.30000000000000004", cells[4].Succeeds().Result);
        Assert.Equal(5, Assert.IsType<CellOutput.Result>(Assert.Single(cells[4].Outputs)).ExecutionCount);
    }

    [Fact]
    public async Task Both_streams_come_in_the_order_written()
    {
        var cells = await bench.RunAsync(
            """
            for (int i = 0; i < 3; i++) { Console.WriteLine($"out {i}"); Console.Error.Write($"err {i};"); }
            await Task.Run(() => Console.Write("from a task"));
            """);

        Assert.Equal("[stdout]out 0\n[stderr]err 0;[stdout]out 1\n[stderr]err 1;[stdout]out 2\n[stderr]err 2;[stdout]from a task", cells[0].Succeeds().Streams());
    }

    [Fact]
    public async Task What_is_written_past_the_console_is_output_of_the_cell_too()
    {
        var cells = await bench.RunAsync(
            """using (var raw = Console.OpenStandardOutput()) { raw.Write(System.Text.Encoding.UTF8.GetBytes("raw é")); }""", "Console.Write(2);");

        Assert.Equal("[stdout]raw é", cells[0].Succeeds().Streams());
        Assert.Equal("[stdout]2", cells[1].Succeeds().Streams());
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_is_named_with_its_line_and_the_line_itself()
    {
        var cells = await bench.RunAsync("var fine = 1;", "var a = 1;\nvar b = a + missing;\n", "fine");

        var error = cells[1].Fails();
        Assert.Equal("CompilationError", error.Name);
        Assert.Equal("cell 2, line 2: CS0103 The name 'missing' does not exist in the current context", error.Message);
        Assert.Equal("    var b = a + missing;", error.Traceback[1]);
        Assert.Equal("1", cells[2].Succeeds().Result);
    }

    [Fact]
    public async Task Lines_count_from_the_top_of_the_cell_below_directives_and_magics_too()
    {
        var cells = await bench.RunAsync("#r \"System.Xml\"\n\n#!csharp\n\nmissing");

        Assert.StartsWith("cell 1, line 5: CS0103", cells[0].Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_are_not_shown()
    {
        var cells = await bench.RunAsync("#warning look\nint unused = 0; if (false) { Console.Write(1); }");

        Assert.Empty(cells[0].Succeeds().Outputs);
    }

    [Fact]
    public async Task An_exception_shows_type_message_inner_exceptions_and_the_cells_own_lines()
    {
        var cells = await bench.RunAsync(
            "void Inner() => throw new ArgumentException(\"too small\");\nvoid Outer()\n{\n    try { Inner(); }\n    catch (Exception e) { throw new InvalidOperationException(\"no luck\", e); }\n}",
            "int kept = 7;\nOuter();",
            "kept");

        var error = cells[1].Fails();
        Assert.Equal("System.InvalidOperationException", error.Name);
        Assert.Equal("no luck", error.Message);
        Assert.Equal(
            [
                "   at Outer in cell 1, line 5",
                "   at cell 2, line 2: Outer();",
                "caused by System.ArgumentException: too small",
                "   at Inner in cell 1, line 1",
                "   at Outer in cell 1, line 4",
            ],
            error.Traceback.AsEnumerable());
        Assert.Equal("7", cells[2].Succeeds().Result);
    }

    [Fact]
    public async Task Reading_the_console_is_refused_with_a_reason()
    {
        var cells = await bench.RunAsync("Console.ReadLine()");

        Assert.Contains("no console input", cells[0].Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_million_lines_are_stopped_even_when_the_cell_swallows_the_exception()
    {
        var cells = await bench.RunAsync(
            "for (int i = 0; i < 1_000_000; i++) Console.WriteLine(i);",
            "for (int i = 0; i < 1_000_000; i++) { try { Console.WriteLine(i); } catch { break; } }",
            "Console.Write(\"again\");");

        Assert.Equal("OutputLimitExceeded", cells[0].Fails().Name);
        Assert.StartsWith("cell 1: The cell printed more than 200,000 lines", cells[0].Error.Message, StringComparison.Ordinal);
        Assert.Equal("OutputLimitExceeded", cells[1].Fails().Name);
        Assert.Equal("[stdout]again", cells[2].Succeeds().Streams());
    }

    [Fact]
    public async Task The_working_directory_is_the_notebooks_folder_and_numbers_do_not_depend_on_culture()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "note.txt"), "here");
        var cells = await bench.RunInAsync(folder.Path, ("csharp", "File.ReadAllText(\"note.txt\")"), ("csharp", "$\"{1234.5:N1}\""));

        Assert.Equal("here", cells[0].Succeeds().Result);
        Assert.Equal("1,234.5", cells[1].Succeeds().Result);
    }

    [Theory]
    [InlineData("var a = new int[1];\nint i = 3;\na[i] = 1;", "System.IndexOutOfRangeException", "cell 1, line 3")]
    [InlineData("int zero = 0;\n1 / zero", "System.DivideByZeroException", "cell 1, line 2")]
    [InlineData("string s = null;\n\ns.Length", "System.NullReferenceException", "cell 1, line 3")]
    [InlineData("var a = new int[1];\nfor (var i = 0; i < 2; i++) { a[i] = 1; }", "System.IndexOutOfRangeException", "cell 1")]
    public async Task A_fault_raised_by_the_processor_names_cell_and_line(string source, string type, string place)
    {
        var error = (await bench.RunAsync(source))[0].Fails();
        Assert.Equal(type, error.Name);
        Assert.Contains(place, error.Traceback[0], StringComparison.Ordinal);
    }
}

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("interdealer-test-").FullName;

    public string File(string name, string content)
    {
        string file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, content);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
