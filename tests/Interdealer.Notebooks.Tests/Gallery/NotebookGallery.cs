using System.Collections.Immutable;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Reports;
using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Gallery;

/// <summary>Every notebook of the checkout, run once for all tests that look at what came of them, and the report on them.</summary>
public sealed class NotebookGallery : IAsyncLifetime
{
    static readonly Lazy<Task<Outcome>> Once = new(RunAsync);

    Outcome outcome = null!;

    /// <summary>The notebooks, found when the tests are.</summary>
    public static ImmutableArray<string> Paths { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "notebooks")).Where(NotebookFile.IsNotebook).Order(StringComparer.Ordinal)];

    /// <summary>What came of each, by its file's name.</summary>
    internal ImmutableDictionary<string, NotebookRun> Runs => outcome.Runs;

    /// <summary>The report's index page.</summary>
    internal string Index => outcome.Index;

    /// <summary>Folder of the report.</summary>
    internal string Folder => outcome.Folder;

    /// <summary>The run of a notebook, which has to have run to its end.</summary>
    internal NotebookRun Run(string notebook)
    {
        var run = Runs[notebook];
        Assert.True(run.Outcome == RunOutcome.Succeeded, $"{notebook}: {run.Summary}\n{string.Join('\n', run.StoppedAt?.Details ?? [])}");
        return run;
    }

    public async Task InitializeAsync() => outcome = await Once.Value;

    // Others may look at it still: it goes with the process.
    public Task DisposeAsync() => Task.CompletedTask;

    static async Task<Outcome> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("interdealer-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var runs = await NotebookBatch.RunAsync(Paths, NotebookWorkers.Lent, new RunOptions(), parallel: 2);
        return new(runs.ToImmutableDictionary(run => Path.GetFileName(run.Path)), HtmlReport.Write(folder, runs, new ReportOptions { Kernel = NotebookWorkers.Lent.Name }), folder);
    }

    sealed record Outcome(ImmutableDictionary<string, NotebookRun> Runs, string Index, string Folder);
}
