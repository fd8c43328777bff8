using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Jupyter;

/// <summary>The notebook a client works with: its worker process, and the next one when that has ended.</summary>
internal sealed class LiveNotebook : IAsyncDisposable
{
    private readonly IKernelFactory _kernels;
    private readonly string _folder;
    private readonly string _language;
    private readonly object _gate = new();
    private Task<ILiveKernel> _kernel;
    private CancellationTokenSource? _waiting;

    /// <summary>Starts the first worker; it warms up while the client introduces itself.</summary>
    /// <param name="kernels">Starts workers.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="language">Language of cells that name none.</param>
    public LiveNotebook(IKernelFactory kernels, string folder, string language)
    {
        (_kernels, _folder, _language) = (kernels, folder, language);
        _kernel = StartAsync();
    }

    /// <summary>Answers cells that ask; set by whoever runs one.</summary>
    public Func<InputQuestion, CancellationToken, Task<string?>>? Input { get; set; }

    /// <summary>Runs a cell.</summary>
    /// <param name="code">Its text.</param>
    /// <param name="count">Its number, from 1.</param>
    /// <param name="onOutput">Called with each output.</param>
    /// <returns>How it ended, and whether the notebook's variables went with it.</returns>
    public async Task<(CellStatus Status, bool StateIsGone)> RunAsync(string code, int count, Action<CellOutput> onOutput)
    {
        using var waiting = new CancellationTokenSource();
        ILiveKernel kernel;
        try
        {
            lock (_gate)
            {
                _waiting = waiting;
            }

            kernel = await _kernel.WaitAsync(waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            onOutput(new CellOutput.Error(ErrorNames.Interrupted, "The cell was interrupted before it began.", []));
            return (CellStatus.Failed, false);
        }
        catch (Exception e)
        {
            onOutput(new CellOutput.Error(ErrorNames.WorkerEnded, $"The process that is to run cells did not start: {e.Message}", []));
            _kernel = StartAsync();
            return (CellStatus.Failed, false);
        }
        finally
        {
            lock (_gate)
            {
                _waiting = null;
            }
        }

        kernel.Input = Input;
        CellStatus status = await kernel.RunAsync(
            new Cell(FormattableString.Invariant($"c{count}"), CellKind.Code, _language, code.ReplaceLineEndings("\n")), count, onOutput, CancellationToken.None).ConfigureAwait(false);
        if (!kernel.HasEnded)
        {
            return (status, false);
        }

        await kernel.DisposeAsync().ConfigureAwait(false);
        _kernel = StartAsync();
        return (status, true);
    }

    /// <summary>Ends the running cell; nothing where none runs.</summary>
    public async Task InterruptAsync()
    {
        lock (_gate)
        {
            _waiting?.Cancel();
        }

        if (_kernel is { IsCompletedSuccessfully: true } started)
        {
            await (await started.ConfigureAwait(false)).InterruptAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Asks about code; null where there is no answer in time.</summary>
    public async Task<JsonNode?> AskAsync(string kind, string code, int position, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            ILiveKernel kernel = await _kernel.WaitAsync(patience.Token).ConfigureAwait(false);
            return await kernel.AskAsync(new CodeQuestion(kind, _language, code, position), patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_kernel.IsCompleted)
            {
                await (await _kernel.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It never came to be.
        }
    }

    private Task<ILiveKernel> StartAsync() => Task.Run(async () =>
        await _kernels.StartAsync(_folder, CancellationToken.None).ConfigureAwait(false) as ILiveKernel
            ?? throw new InvalidOperationException($"the {_kernels.Name} kernel runs notebooks to their end only"));
}
