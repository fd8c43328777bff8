using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Reports;
using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests.Kernels;
using Interdealer.Tool;

namespace Interdealer.Notebooks.Tests.Gallery;

/// <summary>Every notebook of the checkout, run once for all tests that look at what came of them, and the report on them.</summary>
public sealed class NotebookGallery : IAsyncLifetime
{
    /// <summary>The notebooks, found when the tests are.</summary>
    public static ImmutableArray<string> Paths { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "notebooks")).Where(NotebookFile.IsNotebook).Order(StringComparer.Ordinal)];

    /// <summary>What came of each, by its file's name.</summary>
    internal ImmutableDictionary<string, NotebookRun> Runs { get; private set; } = ImmutableDictionary<string, NotebookRun>.Empty;

    /// <summary>The report's index page.</summary>
    internal string Index { get; private set; } = "";

    /// <summary>Folder of the report.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("interdealer-").FullName;

    /// <summary>The run of a notebook, which has to have run to its end.</summary>
    internal NotebookRun Run(string notebook)
    {
        var run = Runs[notebook];
        Assert.True(run.Outcome == RunOutcome.Succeeded, $"{notebook}: {run.Summary}\n{string.Join('\n', run.StoppedAt?.Details ?? [])}");
        return run;
    }

    public async Task InitializeAsync()
    {
        await using var kernels = new WorkerKernelFactory(new KernelOptions(Repository.Root, 2, WorkerCommand.Managed(Workbench.ToolAssembly)));
        var runs = await NotebookBatch.RunAsync(Paths, kernels, new RunOptions(), parallel: 2);
        Runs = runs.ToImmutableDictionary(run => Path.GetFileName(run.Path));
        Index = HtmlReport.Write(Folder, runs, new ReportOptions { Kernel = kernels.Name });
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>Tests that share the one run of every notebook.</summary>
[CollectionDefinition("gallery")]
public sealed class GalleryCollection : ICollectionFixture<NotebookGallery>;
