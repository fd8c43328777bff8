using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>A notebook that runs in a worker process.</summary>
internal sealed class WorkerKernel : ILiveKernel
{
    // After a cell's end its raw output is at most still in the pipe; after a cancellation, what it printed is at most still in its buffer.
    private static readonly TimeSpan MarkLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CancelGrace = TimeSpan.FromMilliseconds(300);

    private readonly WorkerProcess _worker;
    private readonly Func<WorkerProcess, bool, ValueTask> _release;
    private bool _ended;
    private bool _disposed;

    private WorkerKernel(WorkerProcess worker, Func<WorkerProcess, bool, ValueTask> release)
    {
        _worker = worker;
        _release = release;
    }

    /// <summary>Opens a notebook in a worker.</summary>
    /// <param name="worker">A worker without a notebook.</param>
    /// <param name="folder">The notebook's folder, in full.</param>
    /// <param name="options">Folder whose <c>NuGet.config</c> applies, and whether a person works with the notebook.</param>
    /// <param name="release">Takes the worker back; the flag says whether it may serve again.</param>
    /// <param name="cancellation">Ends the wait for the worker to be warm.</param>
    public static async Task<WorkerKernel> OpenAsync(
        WorkerProcess worker, string folder, KernelOptions options, Func<WorkerProcess, bool, ValueTask> release, CancellationToken cancellation)
    {
        await worker.SendAsync(new WorkerMessage(MessageKinds.Open) { Folder = folder, RepositoryRoot = options.RepositoryRoot, Flag = options.Live }).ConfigureAwait(false);
        try
        {
            while (true)
            {
                switch ((await worker.Received.ReadAsync(cancellation).ConfigureAwait(false)).Kind)
                {
                    case MessageKinds.Opened:
                        return new WorkerKernel(worker, release);
                    case MessageKinds.Ended:
                        throw new InvalidOperationException("The process that was to run the notebook ended while it started.");
                }
            }
        }
        catch
        {
            await release(worker, false).ConfigureAwait(false);
            throw;
        }
    }

    public async Task<CellStatus> RunAsync(Cell cell, int executionCount, Action<CellOutput> onOutput, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(onOutput);
        ArgumentOutOfRangeException.ThrowIfLessThan(executionCount, 1);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_ended)
        {
            throw new InvalidOperationException("The process that ran this notebook has ended; start a new kernel to run further cells.");
        }

        if (cancellation.IsCancellationRequested)
        {
            return CellStatus.Cancelled;
        }

        await _worker.SendAsync(new WorkerMessage(MessageKinds.Run) { Language = cell.Language, Source = cell.Source, Count = executionCount }).ConfigureAwait(false);
        return await ListenAsync(executionCount, onOutput, cancellation).ConfigureAwait(false);
    }

    public Func<InputQuestion, CancellationToken, Task<string?>>? Input { get; set; }

    public bool HasEnded => _ended;

    public Task InterruptAsync() => _worker.SendAsync(new WorkerMessage(MessageKinds.Interrupt));

    public Task<JsonNode?> AskAsync(CodeQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        return _worker.AskAsync(
            new WorkerMessage(MessageKinds.Ask) { Name = question.Kind, Language = question.Language, Source = question.Code, Position = question.Position }, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        bool reusable = !_ended && await CloseAsync().ConfigureAwait(false);
        await _release(_worker, reusable).ConfigureAwait(false);
    }

    private async Task<CellStatus> ListenAsync(int executionCount, Action<CellOutput> onOutput, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        CellStatus? status = null;
        bool failed = false;
        int marks = 0;
        while (status is null || marks < 2)
        {
            WorkerMessage message;
            try
            {
                message = await _worker.Received.ReadAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (status is not null)
            {
                // The cell is over; only its raw streams were not heard of (it may have closed them).
                break;
            }
            catch (OperationCanceledException)
            {
                await EndAsync(onOutput).ConfigureAwait(false);
                return CellStatus.Cancelled;
            }

            switch (message.Kind)
            {
                case MessageKinds.Done:
                    status = message.Status;
                    patience.CancelAfter(MarkLimit);
                    break;
                case MessageKinds.Mark:
                    marks++;
                    break;
                case MessageKinds.Input:
                    _ = AnswerAsync(message.Id!, new InputQuestion(message.Text ?? "", message.Flag ?? false), over.Token);
                    break;
                case MessageKinds.Ended:
                    _ended = true;
                    if (!failed)
                    {
                        onOutput(Death(message.Count!.Value, executionCount));
                    }

                    return CellStatus.Failed;
                default:
                    failed |= message.Kind == MessageKinds.Error;
                    Pass(message, onOutput);
                    break;
            }
        }

        _ended |= status == CellStatus.Cancelled;
        await over.CancelAsync().ConfigureAwait(false);
        return status.Value;
    }

    private async Task AnswerAsync(string id, InputQuestion question, CancellationToken over)
    {
        string? line = null;
        try
        {
            line = Input is { } ask ? await ask(question, over).ConfigureAwait(false) : null;
        }
        catch (OperationCanceledException)
        {
            // The cell did not wait for the answer.
        }

        await _worker.SendAsync(new WorkerMessage(MessageKinds.Reply) { Id = id, Text = line }).ConfigureAwait(false);
    }

    /// <summary>Stops a cell from outside: asks, waits a moment for what it still had to say, then kills.</summary>
    private async Task EndAsync(Action<CellOutput> onOutput)
    {
        _ended = true;
        await _worker.SendAsync(new WorkerMessage(MessageKinds.Cancel)).ConfigureAwait(false);
        using var grace = new CancellationTokenSource(CancelGrace);
        try
        {
            while (await _worker.Received.ReadAsync(grace.Token).ConfigureAwait(false) is { Kind: not (MessageKinds.Done or MessageKinds.Ended) } message)
            {
                Pass(message, onOutput);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            // That was all.
        }

        _worker.Kill();
    }

    private async Task<bool> CloseAsync()
    {
        await _worker.SendAsync(new WorkerMessage(MessageKinds.Close)).ConfigureAwait(false);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            while (true)
            {
                switch ((await _worker.Received.ReadAsync(limit.Token).ConfigureAwait(false)).Kind)
                {
                    case MessageKinds.Closed:
                        return true;
                    case MessageKinds.Ended:
                        return false;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            return false;
        }
    }

    private static void Pass(WorkerMessage message, Action<CellOutput> onOutput)
    {
        CellOutput? output = message.Kind switch
        {
            MessageKinds.Stream => new CellOutput.Stream(message.Name!, message.Text!),
            MessageKinds.Display => new CellOutput.Display(Data(message)) { Id = message.Id, IsPage = message.Flag ?? false },
            MessageKinds.Clear => new CellOutput.Clear(message.Flag ?? false),
            MessageKinds.Result => new CellOutput.Result(Data(message), message.Count),
            MessageKinds.Busy => new CellOutput.Busy(message.Text!),
            MessageKinds.Error => new CellOutput.Error(message.Name!, message.Text!, message.Traceback ?? []),
            _ => null,
        };
        if (output is not null)
        {
            onOutput(output);
        }
    }

    private static ImmutableSortedDictionary<string, JsonNode> Data(WorkerMessage message) =>
        message.Data!.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static CellOutput.Error Death(int exitCode, int executionCount)
    {
        // On Unix a process ended by signal n reports 128 + n.
        string how = exitCode switch
        {
            134 or unchecked((int)0xC00000FD) => "aborted: a stack overflow or a failure the runtime cannot survive; its last words are on stderr",
            137 => "killed from outside, or out of memory",
            139 or unchecked((int)0xC0000005) => "a memory access violation in native code",
            _ => "the cell, or code it called, ended the process",
        };
        return new CellOutput.Error(
            ErrorNames.WorkerEnded,
            FormattableString.Invariant($"cell {executionCount}: the process that ran the notebook ended with exit code {exitCode} ({how})."),
            []);
    }
}
