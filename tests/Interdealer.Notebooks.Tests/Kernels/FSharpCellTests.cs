namespace Interdealer.Notebooks.Tests.Kernels;

[Collection("kernels")]
public sealed class FSharpCellTests(Workbench bench)
{
    private static readonly string Folder = Path.GetTempPath();

    [Fact]
    public async Task FSharp_cells_keep_their_values_and_return_the_last_expression()
    {
        var cells = await bench.RunInAsync(
            Folder,
            ("fsharp", "let xs = [1; 2; 3]\nlet twice n = 2 * n"),
            ("fsharp", "printfn \"said\"\nxs |> List.sumBy twice"),
            ("fsharp", "()"),
            ("fsharp", "type Point = { X: int; Y: int }\n{ X = 1; Y = 2 }"),
            ("f#", "async { return 5 } |> Async.RunSynchronously"));

        Assert.Empty(cells[0].Succeeds().Outputs);
        Assert.Equal("[stdout]said\n", cells[1].Succeeds().Streams());
        Assert.Equal("12", cells[1].Result);
        Assert.Empty(cells[2].Succeeds().Outputs);
        Assert.Contains("X = 1", cells[3].Succeeds().Result, StringComparison.Ordinal);
        Assert.Equal("5", cells[4].Succeeds().Result);
    }

    [Fact]
    public async Task FSharp_errors_have_cell_and_line()
    {
        var cells = await bench.RunInAsync(
            Folder,
            ("fsharp", "let a = 1\nlet b = a + missing"),
            ("fsharp", "let fail () : int =\n    failwith \"broken\"\n\nfail ()"),
            ("fsharp", "1 + 1"));

        Assert.Equal("CompilationError", cells[0].Fails().Name);
        Assert.StartsWith("cell 1, line 2: FS0039", cells[0].Error.Message, StringComparison.Ordinal);
        Assert.Equal("    let b = a + missing", cells[0].Error.Traceback[1]);
        Assert.Equal("System.Exception", cells[1].Fails().Name);
        Assert.Equal("broken", cells[1].Error.Message);
        Assert.Equal("   at cell 2, line 4: fail ()", cells[1].Error.Traceback[^1]);
        Assert.Equal("2", cells[2].Succeeds().Result);
    }

    [Fact]
    public async Task Values_go_from_CSharp_to_FSharp_and_back()
    {
        var cells = await bench.RunInAsync(
            Folder,
            ("csharp", "var numbers = new List<double> { 1, 2, 3.5 };\nvar word = \"hi\";"),
            ("fsharp", "#!share --from csharp numbers\n#!set --name greeting --value @csharp:word\nlet total = Seq.sum numbers\nlet pairs = [ (1, greeting) ]"),
            ("csharp", "#!share --from fsharp total --as sum\n#!share --from fsharp pairs\n$\"{sum} {pairs.Length} {pairs.Head.Item2}\""),
            ("fsharp", "#!set --name plain --value \"some text\"\nplain.Length"),
            ("fsharp", "type Money = { Amount: float }\nlet money = { Amount = 2.5 }"),
            ("csharp", "#!share --from fsharp money\n(double)money.Amount"));

        cells[0].Succeeds();
        cells[1].Succeeds();
        // 1 + 2 + 3.5 = 6.5.
        Assert.Equal("6.5 1 hi", cells[2].Succeeds().Result);
        Assert.Equal("9", cells[3].Succeeds().Result);
        cells[4].Succeeds();
        Assert.Equal("2.5", cells[5].Succeeds().Result);
    }

    [Fact]
    public async Task Both_languages_share_one_copy_of_a_referenced_file_and_a_new_notebook_has_its_own()
    {
        using var folder = new TemporaryFolder();
        TinyLibrary.Compile(Path.Combine(folder.Path, "Tally.dll"), "namespace Tiny; public class Tally { public static int Count; public static int Next() => ++Count; public int Value = 4; }");
        (string, string)[] notebook =
        [
            ("csharp", "#r \"Tally.dll\"\nvar tally = new Tiny.Tally();\nTiny.Tally.Next()"),
            ("fsharp", "#!share --from csharp tally\nTiny.Tally.Next() * 10 + tally.Value"),
            ("fsharp", "let made = Tiny.Tally()"),
            ("csharp", "#!share --from fsharp made\nmade.Value + Tiny.Tally.Next()"),
        ];
        for (int run = 0; run < 2; run++)
        {
            var cells = await bench.RunInAsync(folder.Path, notebook);
            Assert.Equal("1", cells[0].Succeeds().Result);
            Assert.Equal("24", cells[1].Succeeds().Result);
            cells[2].Succeeds();
            Assert.Equal("7", cells[3].Succeeds().Result);
        }
    }

    [Fact]
    public async Task A_value_of_a_type_only_a_CSharp_cell_knows_is_refused_with_its_line()
    {
        var cells = await bench.RunInAsync(Folder, ("csharp", "record Own(int A); var own = new Own(1);"), ("fsharp", "#!share --from csharp own"));

        Assert.StartsWith("cell 2, line 1: 'own' cannot be shared with F#", cells[1].Fails().Message, StringComparison.Ordinal);
    }
}
