using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Gallery;

/// <summary>Notebook 10 on banks of the user's own.</summary>
public sealed class OwnBanksTests
{
    [Fact]
    public async Task The_data_of_notebook_10_are_replaced_by_changing_one_line()
    {
        const string line = "var system = Eba2016.ToSystem();";
        using var folder = new TemporaryFolder();
        // Two banks of two bonds: assets of 100 and 96, equity of 5 and 4.
        File.WriteAllText(folder.File("my-banks.csv"), "institution,equity,other_assets,Bunds,Gilts\nAlpha,5,20,60,20\n\"Beta, Gamma & Co\",4,30,,66\n");
        var notebook = Copy("10-vulnerable-banks.ipynb", folder, text =>
        {
            Assert.Equal(2, text.Split(line).Length);
            return text.Replace(line, "var system = HoldingsTable.Read(\\\"my-banks.csv\\\").ToSystem();", StringComparison.Ordinal);
        });

        var run = await Run(notebook);

        Assert.True(run.Outcome == RunOutcome.Succeeded, $"{run.Summary}\n{string.Join('\n', run.StoppedAt?.Details ?? [])}");
        var outputs = string.Join('\n', run.Document!.Cells.SelectMany(cell => cell.Outputs.OfType<CellOutput.Result>()).Select(result => (string?)result.Data["text/plain"]));
        Assert.Contains("Beta, Gamma & Co", outputs, StringComparison.Ordinal);
        Assert.Contains("196", outputs, StringComparison.Ordinal);
    }

    private static string Copy(string notebook, TemporaryFolder folder, Func<string, string> change)
    {
        var copy = folder.File(notebook);
        File.WriteAllText(copy, change(File.ReadAllText(Path.Combine(Repository.Root, "notebooks", notebook))));
        return copy;
    }

    private static Task<NotebookRun> Run(string notebook) => new NotebookRunner(NotebookWorkers.Lent, new RunOptions()).RunAsync(notebook);
}
