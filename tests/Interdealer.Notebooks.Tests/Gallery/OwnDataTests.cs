using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Gallery;

/// <summary>Notebooks on other data than the checkout's: a table with one cell damaged, and a file of the user's own.</summary>
public sealed class OwnDataTests : IDisposable
{
    const string OwnLine = "var filings = Datasets.GsibLeverage(";
    const string Header = "bank,date,tier1_capital_usd_bn,total_leverage_exposure_usd_bn,reported_ratio_pct,treasuries_and_reserves_excluded,source";

    readonly string folder = Directory.CreateTempSubdirectory("interdealer-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Every column of every table is damaged where the readers are tested; here it is the way from a reader to whoever runs a notebook.
    [Theory]
    [InlineData("14-dash-for-cash-2020.dib", "treasury_yields.csv", "par_yield_pct")]
    public async Task A_damaged_cell_stops_the_notebook_with_file_line_column_and_value(string notebook, string file, string column)
    {
        CopyData();
        var lines = await File.ReadAllLinesAsync(Inside("data", file));
        var at = Enumerable.Range(1, lines.Length - 1).Where(i => !lines[i].Contains('"', StringComparison.Ordinal)).ElementAt(lines.Length / 2 - 1);
        var cells = lines[at].Split(',');
        cells[Array.IndexOf(lines[0].Split(','), column)] = "n/a";
        lines[at] = string.Join(',', cells);
        await File.WriteAllLinesAsync(Inside("data", file), lines);

        var run = await RunAsync(notebook, text => text);

        Assert.Equal(RunOutcome.Failed, run.Outcome);
        Assert.Contains(
            FormattableString.Invariant($"{file}, line {at + 1}, column {column}: \"n/a\" must be"),
            string.Join('\n', [run.StoppedAt!.Problem ?? "", .. run.StoppedAt.Details]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Own Bank,2020-12-31,60,1000,6.0,true,own|Own Bank,2021-12-31,60,1150,5.2,false,own|Other Bank,2021-12-31,40,700,5.7,false,own")]
    [InlineData("Own Bank,2024-12-31,60,1000,6.0,false,own")]
    public async Task A_file_of_the_users_own_takes_the_place_of_the_table_by_one_line(string rows)
    {
        CopyData();
        await File.WriteAllTextAsync(Inside("notebooks", "my-banks.csv"), $"{Header}\n{rows.Replace('|', '\n')}\n");

        var run = await RunAsync("13-slr-relief-2020.ipynb", text => text.Replace($"{OwnLine})", $"{OwnLine}\\\"my-banks.csv\\\")", StringComparison.Ordinal));

        Assert.True(run.Outcome == RunOutcome.Succeeded, $"{run.Summary}\n{string.Join('\n', run.StoppedAt?.Details ?? [])}");
        var outputs = Snapshot.Of(run.Document!);
        Assert.Contains("Own Bank", outputs, StringComparison.Ordinal);
        Assert.DoesNotContain("JPM", outputs, StringComparison.Ordinal);
    }

    [Fact]
    public void The_notebook_says_which_line_to_change()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "notebooks", "13-slr-relief-2020.ipynb"));

        Assert.Equal(2, text.Split(OwnLine).Length - 1);
        Assert.Contains($"{OwnLine}\\\"my-banks.csv\\\").ToFrame();", text, StringComparison.Ordinal);
    }

    void CopyData()
    {
        Directory.CreateDirectory(Inside("notebooks"));
        Directory.CreateDirectory(Inside("data"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "data")))
        {
            File.Copy(file, Inside("data", Path.GetFileName(file)));
        }
    }

    string Inside(params string[] names) => Path.Combine([folder, .. names]);

    async Task<NotebookRun> RunAsync(string notebook, Func<string, string> edit)
    {
        var path = Inside("notebooks", notebook);
        await File.WriteAllTextAsync(path, edit(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "notebooks", notebook))));
        return await new NotebookRunner(NotebookWorkers.Lent, new RunOptions()).RunAsync(path);
    }
}
