using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Jupyter.Wire;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Jupyter.Tests;

/// <summary>Kernels without a process: a cell's result is its text, <c>fail</c> fails, <c>wait</c> waits until it is interrupted.</summary>
internal sealed class EchoKernels : IKernelFactory
{
    public string Name => "echo";

    public Task<INotebookKernel> StartAsync(string workingDirectory, CancellationToken cancellation) => Task.FromResult<INotebookKernel>(new Kernel());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Kernel : ILiveKernel
    {
        private TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<InputQuestion, CancellationToken, Task<string?>>? Input { get; set; }

        public bool HasEnded => false;

        public Task InterruptAsync()
        {
            _interrupted.TrySetResult();
            return Task.CompletedTask;
        }

        public Task<JsonNode?> AskAsync(CodeQuestion question, CancellationToken cancellation) => Task.FromResult<JsonNode?>(null);

        public async Task<CellStatus> RunAsync(Cell cell, int executionCount, Action<CellOutput> onOutput, CancellationToken cancellation)
        {
            if (cell.Source == "wait")
            {
                await _interrupted.Task.ConfigureAwait(false);
                _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (cell.Source is "fail" or "wait")
            {
                onOutput(new CellOutput.Error("Failure", "as asked", ["cell, line 1"]));
                return CellStatus.Failed;
            }

            string text = cell.Source == "ask" ? await Input!(new InputQuestion("well?", false), cancellation).ConfigureAwait(false) ?? "" : cell.Source;
            onOutput(new CellOutput.Result(ImmutableSortedDictionary<string, JsonNode>.Empty.Add("text/plain", JsonValue.Create(text)), executionCount));
            return CellStatus.Succeeded;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>A kernel's server on echo kernels, and a client of it.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly LiveNotebook _notebook = new(new EchoKernels(), Path.GetTempPath(), "csharp");

    internal EchoServer(ConnectionFile? connection = null)
    {
        Connection = connection ?? ProtocolClient.NewConnection();
        Server = new KernelServer(Connection, new MessageCodec(Connection.Key), _notebook, LanguageInfo.CSharp);
        Client = new ProtocolClient(Connection).Subscribed();
    }

    internal ConnectionFile Connection { get; }

    internal KernelServer Server { get; }

    internal ProtocolClient Client { get; }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        await _notebook.DisposeAsync();
    }
}
