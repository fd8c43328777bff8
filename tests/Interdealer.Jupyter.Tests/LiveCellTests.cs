using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Jupyter.Tests;

[Collection("live")]
public sealed class LiveCellTests
{
    [Fact]
    public async Task Console_input_asks_the_reader_a_line_at_a_time()
    {
        await using var live = await Live.StartAsync();
        var lines = new Queue<string>(["first", "second", "xy"]);
        var asked = new List<InputQuestion>();
        live.Kernel.Input = (question, _) =>
        {
            asked.Add(question);
            return Task.FromResult<string?>(lines.Dequeue());
        };

        Assert.Equal("first|second|x|y", await live.ResultAsync("Console.ReadLine() + \"|\" + ReadPassword(\"secret\") + \"|\" + (char)Console.Read() + \"|\" + (char)Console.Read()"));
        Assert.Equal([new("", false), new("secret", true), new("", false)], asked);
    }

    [Fact]
    public async Task Without_a_reader_console_input_is_an_error_that_says_what_to_do()
    {
        await using var live = await Live.StartAsync();

        Assert.Contains("put the value in a variable", (await live.RunAsync("Console.ReadLine()")).Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_displayed_value_is_replaced_in_its_place()
    {
        await using var live = await Live.StartAsync();

        var said = await live.RunAsync("var bar = display(\"0 %\");\nConsole.Write(\"between\");\nbar.Update(\"100 %\");");

        var shown = said.Outputs.OfType<CellOutput.Display>().ToArray();
        Assert.Equal(["0 %", "100 %"], shown.Select(one => (string?)one.Data["text/plain"]));
        Assert.NotNull(shown[0].Id);
        Assert.Equal(shown[0].Id, shown[1].Id);
    }

    [Fact]
    public async Task Output_that_grows_without_end_is_bounded()
    {
        await using var live = await Live.StartAsync();

        Assert.Equal("OutputLimitExceeded", (await live.RunAsync("while (true) Console.WriteLine(\"more\");")).Error.Name);
        Assert.Equal("OutputLimitExceeded", (await live.RunAsync("var large = new string('x', 1_000_000); while (true) display(large);")).Error.Name);
        Assert.Equal("2", await live.ResultAsync("1 + 1"));
    }

    [Fact]
    public async Task A_magic_of_IPython_is_told_from_code_that_is_wrong()
    {
        await using var live = await Live.StartAsync();

        Assert.Equal("cell 1, line 2: %%time is a magic of IPython; those of these cells begin with #!, and #!help lists them.", (await live.RunAsync("\n%%time\n1 + 1")).Error.Message);
        Assert.Equal("1", await live.ResultAsync("5\n% 2"));
    }

    [Fact]
    public async Task Variables_are_listed_by_name_type_and_value()
    {
        await using var live = await Live.StartAsync();
        await live.RunAsync("int x = 3; var names = new List<string> { \"a\", \"b\" };");

        var said = await live.RunAsync("#!whos");

        string table = (string?)Assert.Single(said.Outputs.OfType<CellOutput.Display>()).Data["text/plain"] ?? "";
        Assert.Contains("Name = x, Type = Int32, Value = 3", table, StringComparison.Ordinal);
        Assert.Contains("Name = names, Type = List<String>, Value = [ a, b ]", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_on_a_name_is_its_declaration_and_its_documentation()
    {
        await using var live = await Live.StartAsync();

        var page = Assert.Single((await live.RunAsync("#!help Math.Sqrt")).Outputs.OfType<CellOutput.Display>());

        Assert.True(page.IsPage);
        Assert.Contains("double Math.Sqrt(double d)", (string?)page.Data["text/plain"], StringComparison.Ordinal);
    }
}
