using Interdealer.Notebooks.Kernels;

namespace Interdealer.Jupyter.Tests;

[Collection("live")]
public sealed class EditingTests(OpenNotebook open)
{
    [Fact]
    public async Task Completion_offers_what_earlier_cells_declared_and_only_what_fits()
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("record Desk(string Name, double Inventory);\nvar rates = new Desk(\"rates\", 5);");
        await live.RunAsync("int ratesCount = 3;");

        Assert.Equal(["rates", "ratesCount"], await live.CompletionsAsync("rates¦"));
        Assert.Equal(["Inventory"], await live.CompletionsAsync("rates.In¦"));
        Assert.Empty(await live.CompletionsAsync("rates.Nothing¦"));
        Assert.DoesNotContain("while", await live.CompletionsAsync("rates.¦"));
        Assert.Contains("while", await live.CompletionsAsync("wh¦"));
    }

    [Fact]
    public async Task Completion_sees_the_cell_itself_and_skips_its_directives_and_its_other_languages()
    {
        Assert.Equal(["TrimStart"], await open.Live.CompletionsAsync("#!whos\nvar own = \"x\";\nown.TrimS¦"));
        Assert.Equal(["TrimStart"], await open.Live.CompletionsAsync("#!html\n<b>\n#!csharp\n\"x\".TrimS¦\n#!markdown\n# title"));
        Assert.Empty(await open.Live.CompletionsAsync("#!html\n\"x\".TrimS¦"));
    }

    [Fact]
    public async Task Completion_names_kinds()
    {
        var kinds = (await open.Live.AskAsync(CodeQuestion.Complete, "\"x\".¦"))!["items"]!.AsArray().ToDictionary(item => (string)item!["text"]!, item => (string)item!["kind"]!);

        Assert.Equal(("property", "function"), (kinds["Length"], kinds["Trim"]));
    }

    [Fact]
    public async Task Description_gives_declaration_and_documentation_and_among_arguments_every_overload()
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("/// <summary>Twice a number.</summary>\nint Twice(int number) => 2 * number;");

        string sqrt = (string)(await live.AskAsync(CodeQuestion.Inspect, "Math.Sqrt¦"))!["plain"]!;
        string overloads = (string)(await live.AskAsync(CodeQuestion.Inspect, "string.Join(¦"))!["plain"]!;
        string own = (string)(await live.AskAsync(CodeQuestion.Inspect, "Twice(¦)"))!["plain"]!;

        Assert.StartsWith("double Math.Sqrt(double d)", sqrt, StringComparison.Ordinal);
        Assert.True(overloads.Split('\n').Count(line => line.Contains("string.Join(", StringComparison.Ordinal)) > 3, overloads);
        Assert.Contains("Twice(int number)", own, StringComparison.Ordinal);
        Assert.Null(await live.AskAsync(CodeQuestion.Inspect, "¦ 12"));
    }

    [Theory]
    [InlineData("1 + 1", "complete", null)]
    [InlineData("#r \"nuget: Interdealer\"\nint x = 1;", "complete", null)]
    [InlineData("for (;;)\n{\n    if (true)\n    {", "incomplete", "        ")]
    [InlineData("Math.Max(", "incomplete", "    ")]
    [InlineData("int x = ;", "invalid", null)]
    public async Task A_prompt_knows_whether_to_run_what_was_typed(string code, string status, string? indent)
    {
        var answer = (await open.Live.AskAsync(CodeQuestion.IsComplete, code + "¦"))!;

        Assert.Equal((status, indent), ((string?)answer["status"], (string?)answer["indent"]));
    }

    [Fact]
    public async Task Questions_are_answered_while_a_cell_runs()
    {
        await using var live = await Live.StartAsync();
        live.Kernel.Input = async (_, _) => string.Join(",", await live.CompletionsAsync("Math.Sqr¦"));

        Assert.Equal("Sqrt", await live.ResultAsync("Console.ReadLine()"));
    }
}
