using System.Text;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Notebooks.Tests.Kernels;

/// <summary>One factory with one worker for all tests of kernels, so that they also run one notebook after another in it.</summary>
public sealed class Workbench : IAsyncLifetime
{
    public static string ToolAssembly { get; } = Path.Combine(AppContext.BaseDirectory, "interdealer-tool.dll");

    public static string RepositoryRoot { get; } = FindRoot();

    private WorkerKernelFactory? _factory;

    public WorkerKernelFactory Factory => _factory!;

    public static WorkerKernelFactory NewFactory() => NewFactory(RepositoryRoot);

    public static WorkerKernelFactory NewFactory(string? repositoryRoot) => new(new KernelOptions(repositoryRoot, 1, WorkerCommand.Managed(ToolAssembly)));

    public Task InitializeAsync()
    {
        _factory = NewFactory();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Factory.DisposeAsync();

    /// <summary>Runs C# cells as one notebook and gives each cell's outcome.</summary>
    public Task<List<Outcome>> RunAsync(params string[] cells) => RunInAsync(Path.GetTempPath(), [.. cells.Select(source => ("csharp", source))]);

    public async Task<List<Outcome>> RunInAsync(string folder, params (string Language, string Source)[] cells)
    {
        await using INotebookKernel kernel = await Factory.StartAsync(folder, CancellationToken.None);
        var outcomes = new List<Outcome>();
        foreach (var (language, source) in cells)
        {
            outcomes.Add(await RunCellAsync(kernel, outcomes.Count + 1, language, source));
        }

        return outcomes;
    }

    public static Task<Outcome> RunCellAsync(INotebookKernel kernel, int count, string language, string source) =>
        RunCellAsync(kernel, count, language, source, _ => { }, CancellationToken.None);

    /// <summary>Runs a cell that somebody listens to and may stop.</summary>
    public static async Task<Outcome> RunCellAsync(
        INotebookKernel kernel, int count, string language, string source, Action<CellOutput> listener, CancellationToken cancellation)
    {
        var outputs = new List<CellOutput>();
        CellStatus status = await kernel.RunAsync(
            new Cell("c" + count, CellKind.Code, language, source.ReplaceLineEndings("\n")),
            count,
            output =>
            {
                outputs.Add(output);
                listener(output);
            },
            cancellation);
        return new Outcome(status, [.. outputs.Where(output => output is not CellOutput.Busy)]) { Busy = [.. outputs.OfType<CellOutput.Busy>().Select(busy => busy.What)] };
    }

    private static string FindRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Research.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("Research.sln is in no folder above the tests.");
    }
}

/// <summary>How a cell ended and what it put out.</summary>
public sealed record Outcome(CellStatus Status, List<CellOutput> Outputs)
{
    /// <summary>What the kernel said it was busy with.</summary>
    public IReadOnlyList<string> Busy { get; init; } = [];

    /// <summary>Text of the result, null without one.</summary>
    public string? Result => Outputs.OfType<CellOutput.Result>().Select(result => (string?)result.Data["text/plain"]).LastOrDefault();

    public CellOutput.Error Error => Assert.Single(Outputs.OfType<CellOutput.Error>());

    /// <summary>Streams as one text, each stretch of one stream in brackets with its name.</summary>
    public string Streams()
    {
        var text = new StringBuilder();
        string? last = null;
        foreach (CellOutput.Stream stream in Outputs.OfType<CellOutput.Stream>())
        {
            text.Append(stream.Name == last ? "" : $"[{stream.Name}]").Append(stream.Text);
            last = stream.Name;
        }

        return text.ToString();
    }

    public Outcome Succeeds()
    {
        Assert.True(Status == CellStatus.Succeeded, $"{Status}: {string.Join("\n", Outputs)} {string.Join("\n", Outputs.OfType<CellOutput.Error>().SelectMany(e => e.Traceback))}");
        return this;
    }

    public CellOutput.Error Fails()
    {
        Assert.Equal(CellStatus.Failed, Status);
        Assert.IsType<CellOutput.Error>(Outputs[^1]);
        return Error;
    }

    public JsonNode? Shown(string mimeType) => Outputs.OfType<CellOutput.Display>().Select(display => display.Data.GetValueOrDefault(mimeType)).FirstOrDefault();
}

/// <summary>Tests that share the worker; they run one after another.</summary>
[CollectionDefinition("kernels")]
public sealed class KernelCollection : ICollectionFixture<Workbench>;
