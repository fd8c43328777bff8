using System.Text;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Tests;

namespace Interdealer.Jupyter.Tests;

/// <summary>A notebook in a worker, as a person has it open.</summary>
internal sealed class Live : IAsyncDisposable
{
    internal static string ToolAssembly { get; } = Path.Combine(AppContext.BaseDirectory, "interdealer-tool.dll");

    // One for all tests: a worker runs one notebook after another. It ends with the process that runs the tests.
    private static readonly Lazy<WorkerKernelFactory> Factory = new(() => new(new KernelOptions(Repository.Root, 1, WorkerCommand.Managed(ToolAssembly)) { Live = true, NotebooksPerWorker = 256 }));

    private int _count;

    private Live(ILiveKernel kernel) => Kernel = kernel;

    internal ILiveKernel Kernel { get; }

    internal static async Task<Live> StartAsync() => new((ILiveKernel)await Factory.Value.StartAsync(Path.GetTempPath(), CancellationToken.None));

    public ValueTask DisposeAsync() => Kernel.DisposeAsync();

    /// <summary>Runs a cell to its end.</summary>
    internal Task<Said> RunAsync(string source, string language = "csharp") => RunAsync(source, language, _ => Task.CompletedTask);

    /// <summary>Runs a cell, and interrupts it once it has printed something and the pause is over.</summary>
    internal Task<Said> InterruptAsync(string source, int pause = 50, string language = "csharp") => RunAsync(source, language, async started =>
    {
        await started;
        await Task.Delay(pause);
        await Kernel.InterruptAsync();
    });

    internal async Task<string> ResultAsync(string source) => (await RunAsync(source)).Result ?? "";

    internal Task<JsonNode?> AskAsync(string kind, string marked, string language = "csharp")
    {
        // The place asked about is marked by ¦.
        int position = marked.IndexOf('¦', StringComparison.Ordinal);
        return Kernel.AskAsync(new CodeQuestion(kind, language, marked.Remove(position, 1), position), CancellationToken.None);
    }

    internal async Task<string[]> CompletionsAsync(string marked, string language = "csharp") =>
        [.. ((await AskAsync(CodeQuestion.Complete, marked, language))?["items"] as JsonArray ?? []).Select(item => (string)item!["text"]!)];

    private async Task<Said> RunAsync(string source, string language, Func<Task, Task> meanwhile)
    {
        var outputs = new List<CellOutput>();
        var started = new TaskCompletionSource();
        var running = Kernel.RunAsync(new Cell("c", CellKind.Code, language, source), ++_count, Take, CancellationToken.None);
        var all = Task.WhenAll(running, meanwhile(started.Task));
        await all.WaitAsync(TimeSpan.FromMinutes(1));
        return new Said(await running, outputs);

        void Take(CellOutput output)
        {
            outputs.Add(output);
            started.TrySetResult();
        }
    }
}

/// <summary>One notebook for all tests that leave it as they found it: its languages start once.</summary>
public sealed class OpenNotebook : IAsyncLifetime
{
    internal Live Live { get; private set; } = null!;

    public async Task InitializeAsync() => Live = await Live.StartAsync();

    public async Task DisposeAsync() => await Live.DisposeAsync();
}

/// <summary>Tests that share a worker; they run one after another.</summary>
[CollectionDefinition("live")]
public sealed class LiveCollection : ICollectionFixture<OpenNotebook>;

/// <summary>How a cell ended and what it said.</summary>
internal sealed record Said(CellStatus Status, List<CellOutput> Outputs)
{
    internal string? Result => Outputs.OfType<CellOutput.Result>().Select(result => (string?)result.Data["text/plain"]).LastOrDefault();

    internal CellOutput.Error Error => Assert.Single(Outputs.OfType<CellOutput.Error>());

    internal string Printed
    {
        get
        {
            var text = new StringBuilder();
            foreach (var stream in Outputs.OfType<CellOutput.Stream>())
            {
                text.Append(stream.Text);
            }

            return text.ToString();
        }
    }
}
