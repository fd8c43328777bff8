using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;
using static Interdealer.Notebooks.Tests.Running.Scripted;

namespace Interdealer.Notebooks.Tests.Running;

public class ComparisonTests
{
    static NotebookDocument With(params CellOutput[] outputs) => Notebook(Markdown("text"), Code("return ratio") with { Id = "ratio", Outputs = [.. outputs] });

    static CellOutput Result(string mime, JsonNode value, int? count = 1) => new CellOutput.Result(ScriptedKernels.Data(mime, value), count);

    [Fact]
    public void A_changed_last_digit_is_a_difference_with_its_place()
    {
        var difference = Assert.Single(Comparison.Compare("01.ipynb", With(Result("text/plain", "ratio\n3.84615")), With(Result("text/plain", "ratio\n3.84616"))));
        Assert.Equal(
            "01.ipynb, cell 1 [ratio] `return ratio`, result text/plain:\n  @@ line 2 @@\n    ratio\n  - 3.84615\n  + 3.84616",
            difference.ToString());
    }

    [Fact]
    public void Every_kind_of_change_is_a_difference()
    {
        var stored = With(new CellOutput.Stream("stdout", "a\n"), Result("application/json", JsonNode.Parse("""{"x":1.0}""")!));
        CellOutput[][] changed =
        [
            [],
            [new CellOutput.Stream("stdout", "a\n")],
            [new CellOutput.Stream("stderr", "a\n"), Result("application/json", JsonNode.Parse("""{"x":1.0}""")!)],
            [new CellOutput.Stream("stdout", "a"), Result("application/json", JsonNode.Parse("""{"x":1.0}""")!)],
            [new CellOutput.Stream("stdout", "a\n"), Result("application/json", JsonNode.Parse("""{"x":1.1}""")!)],
            [new CellOutput.Stream("stdout", "a\n"), Result("text/plain", "{\"x\":1.0}")],
            [new CellOutput.Stream("stdout", "a\n"), new CellOutput.Display(ScriptedKernels.Data("application/json", JsonNode.Parse("""{"x":1.0}""")!))],
            [new CellOutput.Stream("stdout", "a\n"), Result("application/json", JsonNode.Parse("""{"x":1.0}""")!), new CellOutput.Error("E", "m", [])],
        ];
        Assert.All(changed, outputs => Assert.NotEmpty(Comparison.Compare("n", stored, With(outputs))));
    }

    [Fact]
    public void How_a_stream_was_cut_the_order_of_members_and_counts_are_no_difference() => Assert.Empty(Comparison.Compare(
        "n",
        With(new CellOutput.Stream("stdout", "a"), new CellOutput.Stream("stdout", "b"), Result("application/json", JsonNode.Parse("""{"x":1,"y":2}""")!, 1)),
        With(new CellOutput.Stream("stdout", "ab"), Result("application/json", JsonNode.Parse("""{"y":2,"x":1}""")!, 9))));

    [Fact]
    public void How_a_program_spells_an_exponent_is_no_difference() => Assert.Empty(Comparison.Compare(
        "n",
        With(Result("application/json", JsonNode.Parse("""{"x":[1E-05,1.79856129989E-12,1E+16,2.50]}""")!)),
        With(Result("application/json", JsonNode.Parse("""{"x":[1e-05,1.79856129989e-12,1e+16,2.50]}""")!))));

    [Theory]
    [InlineData("1.79856129989E-12", "1.79856129988e-12")]
    [InlineData("1E-05", "1e-06")]
    [InlineData("2.50", "2.51")]
    [InlineData("1", "1.0")]
    public void A_changed_number_of_JSON_is_a_difference(string stored, string computed) => Assert.NotEmpty(Comparison.Compare(
        "n", With(Result("application/json", JsonNode.Parse(stored)!)), With(Result("application/json", JsonNode.Parse(computed)!))));

    [Fact]
    public void A_long_line_is_shown_around_the_place_that_differs()
    {
        var difference = Assert.Single(Comparison.Compare("n",
            With(new CellOutput.Stream("stdout", new string('a', 5000) + "1" + new string('b', 5000))),
            With(new CellOutput.Stream("stdout", new string('a', 5000) + "2" + new string('b', 5000)))));
        Assert.All(difference.Lines, line => Assert.True(line.Length < 200));
        Assert.Contains("a1b", difference.Lines[0], StringComparison.Ordinal);
        Assert.Contains("a2b", difference.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_differ_differ() => Assert.Single(Comparison.Compare("n", With(Result("image/png", "AAAA")), With(Result("image/png", "AAAB"))));

    [Fact]
    public Task A_snapshot_shows_every_output_of_every_cell_that_runs() => Snapshots.SnapshotFile.Verify(Snapshot.Of(Notebook(
        Markdown("# Title"),
        Code("var ratio = 0.0384615;\nratio") with
        {
            Outputs =
            [
                new CellOutput.Stream("stdout", "one\n"), new CellOutput.Stream("stdout", "two\n"), new CellOutput.Stream("stderr", "careful\n"),
                Result("text/plain", "3.85 %"), Result("text/html", "<table><tr><td>3.85 %</td></tr></table>"),
                Result("application/vnd.plotly.v1+json", JsonNode.Parse("""{"layout":{"title":{"text":"π"}},"data":[{"y":[1,2.50],"type":"bar"}]}""")!),
                Result("image/png", "AAAA"),
            ],
        },
        Code("") with { Language = "fsharp" },
        Code("throw") with { Outputs = [new CellOutput.Error("System.Exception", "broke", ["cell 2, line 1"])] })));
}
