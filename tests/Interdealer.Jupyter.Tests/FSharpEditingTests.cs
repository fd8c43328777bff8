using Interdealer.Notebooks.Kernels;

namespace Interdealer.Jupyter.Tests;

[Collection("live")]
public sealed class FSharpEditingTests(OpenNotebook open)
{
    private const string FSharp = "fsharp";

    [Fact]
    public async Task Completion_offers_what_earlier_cells_declared_and_only_what_fits()
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("type Desk = { Name: string; Inventory: float }\nlet rates = { Name = \"rates\"; Inventory = 5.0 }", FSharp);
        await live.RunAsync("let ratesCount = 3\nmodule Sizes =\n    let small = 1\n    let ``very large`` = 9", FSharp);

        Assert.Equal(["rates", "ratesCount"], await live.CompletionsAsync("rates¦", FSharp));
        Assert.Equal(["Inventory"], await live.CompletionsAsync("rates.In¦", FSharp));
        Assert.Equal(["Inventory"], await live.CompletionsAsync("let twice = 2.0 * rates.In¦ventory", FSharp));
        Assert.Equal(["small", "``very large``"], await live.CompletionsAsync("let one =\n    Sizes.¦", FSharp));
        Assert.Empty(await live.CompletionsAsync("rates.Nothing¦", FSharp));
        Assert.DoesNotContain("while", await live.CompletionsAsync("rates.¦", FSharp));
        Assert.Contains("while", await live.CompletionsAsync("wh¦", FSharp));
    }

    [Fact]
    public async Task Completion_sees_the_cell_itself_results_of_calls_and_what_is_opened()
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("open System.Text", FSharp);

        Assert.Equal(["TrimStart"], await live.CompletionsAsync("let own = \"x\"\nown.TrimS¦", FSharp));
        Assert.Equal(["TrimStart"], await live.CompletionsAsync("let f (own: string) =\n    own.Trim().TrimS¦", FSharp));
        Assert.Equal(["StringBuilder"], await live.CompletionsAsync("StringBuil¦", FSharp));
        Assert.Equal(["choose", "chunkBySize"], await live.CompletionsAsync("[1] |> List.ch¦", FSharp));
        Assert.Equal(["Regex", "RegularExpressions"], (await live.CompletionsAsync("open System.Text.Reg¦", FSharp)).Concat(await live.CompletionsAsync("RegularExpressions.Regex¦", FSharp)).Order().Where(name => name is "Regex" or "RegularExpressions"));
    }

    [Fact]
    public async Task Completion_names_kinds_and_where_the_name_stands()
    {
        var members = (await open.Live.AskAsync(CodeQuestion.Complete, "1 + \"x\".Le¦ngth", FSharp))!;
        var text = Kinds((await open.Live.AskAsync(CodeQuestion.Complete, "\"x\".¦", FSharp))!);
        var list = Kinds((await open.Live.AskAsync(CodeQuestion.Complete, "System.¦", FSharp))!);

        Assert.Equal((8, 10), ((int)members["start"]!, (int)members["end"]!));
        Assert.Equal(("property", "function"), (text["Length"], text["Trim"]));
        Assert.Equal(("module", "class", "interface", "enum"), (list["Text"], list["String"], list["IDisposable"], list["DayOfWeek"]));

        static Dictionary<string, string> Kinds(System.Text.Json.Nodes.JsonNode answer) =>
            answer["items"]!.AsArray().ToDictionary(item => (string)item!["text"]!, item => (string)item!["kind"]!);
    }

    [Fact]
    public async Task Completion_skips_directives_and_other_languages_and_follows_the_language_of_the_lines()
    {
        Assert.Equal(["TrimStart"], await open.Live.CompletionsAsync("#!whos\nlet own = \"x\"\nown.TrimS¦", FSharp));
        Assert.Equal(["TrimStart"], await open.Live.CompletionsAsync("int x = 1;\n#!fsharp\n\"x\".TrimS¦\n#!markdown\n# title"));
    }

    [Fact]
    public async Task Description_gives_signature_and_documentation_as_text_and_as_Markdown()
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("/// <summary>Twice a number.</summary>\n/// <param name=\"number\">Any.</param>\nlet twice (number: int) = 2 * number", FSharp);

        var sqrt = (await live.AskAsync(CodeQuestion.Inspect, "System.Math.Sqrt¦", FSharp))!;
        string own = (string)(await live.AskAsync(CodeQuestion.Inspect, "let four = tw¦ice 2", FSharp))!["plain"]!;
        string map = (string)(await live.AskAsync(CodeQuestion.Inspect, "[1] |> List.map¦ id", FSharp))!["plain"]!;

        Assert.StartsWith("System.Math.Sqrt(d: float) : float", (string)sqrt["plain"]!, StringComparison.Ordinal);
        Assert.Contains("Returns the square root of a specified number.", (string)sqrt["plain"]!, StringComparison.Ordinal);
        Assert.StartsWith("```fsharp\nSystem.Math.Sqrt(d: float) : float\n```", (string)sqrt["markdown"]!, StringComparison.Ordinal);
        Assert.StartsWith("val twice: number: int -> int", own, StringComparison.Ordinal);
        Assert.Contains("Twice a number.\nnumber: Any.", own, StringComparison.Ordinal);
        Assert.Contains("applying the given function to each of the elements", map, StringComparison.Ordinal);
        Assert.Null(await live.AskAsync(CodeQuestion.Inspect, "¦ 12", FSharp));
    }

    [Fact]
    public async Task Description_of_a_keyword_says_what_it_is_for_and_among_arguments_every_overload_is_shown()
    {
        string keyword = (string)(await open.Live.AskAsync(CodeQuestion.Inspect, "mat¦ch 1 with _ -> 2", FSharp))!["plain"]!;
        string overloads = (string)(await open.Live.AskAsync(CodeQuestion.Inspect, "System.String.Join(¦", FSharp))!["plain"]!;

        Assert.StartsWith("match\n\n", keyword, StringComparison.Ordinal);
        Assert.True(overloads.Split('\n').Count(line => line.Contains("System.String.Join(", StringComparison.Ordinal)) > 3, overloads);
    }

    [Theory]
    [InlineData("1 + 1", "complete", null)]
    [InlineData("let x = 1", "complete", null)]
    [InlineData("let a = 1;;", "complete", null)]
    [InlineData("", "complete", null)]
    [InlineData("#r \"nuget: Interdealer\"\nlet x = 1", "complete", null)]
    [InlineData("async {\n    return 1\n}", "complete", null)]
    [InlineData("let f x =\n    x + 1", "incomplete", "    ")]
    [InlineData("let f x =\n    x + 1\n", "complete", null)]
    [InlineData("let f x =\n    x + 1\n    ", "complete", null)]
    [InlineData("let f x =", "incomplete", "    ")]
    [InlineData("let f x =\n", "incomplete", "    ")]
    [InlineData("let f x =\n    if x then", "incomplete", "        ")]
    [InlineData("let f x =\n    let y = 2", "incomplete", "    ")]
    [InlineData("match 1 with", "incomplete", "    ")]
    [InlineData("match 1 with\n| 1 ->", "incomplete", "    ")]
    [InlineData("type T =", "incomplete", "    ")]
    [InlineData("type R = { A: int", "incomplete", "")]
    [InlineData("(1 + 2", "incomplete", "")]
    [InlineData("async {", "incomplete", "    ")]
    [InlineData("1 +", "incomplete", "")]
    [InlineData("[1] |>", "incomplete", "")]
    [InlineData("fun x ->", "incomplete", "    ")]
    [InlineData("try\n    1", "incomplete", "    ")]
    [InlineData("for i in 1..3 do", "incomplete", "    ")]
    [InlineData("\"\"\"text", "incomplete", "")]
    [InlineData("(* comment", "incomplete", "")]
    [InlineData("let = 3", "invalid", null)]
    [InlineData("let x = )", "invalid", null)]
    [InlineData("1 + / 2", "invalid", null)]
    [InlineData("class { }", "invalid", null)]
    [InlineData("let a =;;", "invalid", null)]
    [InlineData("let f x =\nlet y = 1", "invalid", null)]
    public async Task A_prompt_knows_whether_to_run_what_was_typed(string code, string status, string? indent)
    {
        var answer = (await open.Live.AskAsync(CodeQuestion.IsComplete, code + "¦", FSharp))!;

        Assert.Equal((status, indent), ((string?)answer["status"], (string?)answer["indent"]));
    }

    [Fact]
    public async Task Questions_are_answered_while_a_cell_runs()
    {
        await using var live = await Live.StartAsync();
        live.Kernel.Input = async (_, _) => string.Join(",", await live.CompletionsAsync("System.Math.Sqr¦", FSharp));

        Assert.Equal("Sqrt", (await live.RunAsync("System.Console.ReadLine()", FSharp)).Result);
    }
}
