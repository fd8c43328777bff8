using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Notebooks.Kernels;

/// <summary>
/// Runs notebooks in worker processes. A worker's compilers are warm; it runs one notebook after another, each in clean state, and is replaced
/// when it served as many as it can keep apart, when a cell ended it, or when it had to be killed.
/// </summary>
public sealed class WorkerKernelFactory : IKernelFactory
{
    // What a notebook loaded stays loaded in its process: after this much a fresh one takes over.
    private const long BytesPerWorker = 1536L * 1024 * 1024;

    private readonly KernelOptions _options;
    private readonly WorkerCommand _command;
    private readonly object _gate = new();
    private readonly Queue<Task<WorkerProcess>> _ready = new();
    private readonly CancellationTokenSource _disposing = new();
    private bool _disposed;

    /// <summary>Starts the first workers; they warm up while the caller goes on.</summary>
    /// <param name="options">How workers are started and packages found.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 or more than 256 warm workers, or fewer than 1 notebook a worker.</exception>
    /// <exception cref="DirectoryNotFoundException">The repository root does not exist.</exception>
    public WorkerKernelFactory(KernelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.WarmWorkers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.WarmWorkers, 256);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.NotebooksPerWorker, 1);
        if (options.RepositoryRoot is { } root && !Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"The repository root '{root}' is not a folder.");
        }

        _options = options with { RepositoryRoot = options.RepositoryRoot is { } given ? Path.GetFullPath(given) : null };
        _command = options.Worker ?? WorkerCommand.Self();
        for (int i = 0; i < options.WarmWorkers; i++)
        {
            _ready.Enqueue(Launch());
        }
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public async Task<INotebookKernel> StartAsync(string workingDirectory, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workingDirectory);
        string folder = Path.GetFullPath(workingDirectory);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The notebook's folder '{folder}' does not exist.");
        }

        WorkerProcess worker = await TakeAsync(cancellation).ConfigureAwait(false);
        worker.Notebooks++;
        return await WorkerKernel.OpenAsync(worker, folder, _options, ReleaseAsync, cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends every worker that is not running a notebook; those end with their kernels.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Task<WorkerProcess>> left;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            left = [.. _ready];
            _ready.Clear();
        }

        await _disposing.CancelAsync().ConfigureAwait(false);
        foreach (Task<WorkerProcess> starting in left)
        {
            try
            {
                await (await starting.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
            {
                // It never came to be.
            }
        }

        _disposing.Dispose();
    }

    private Task<WorkerProcess> Launch() => Task.Run(() => WorkerProcess.StartAsync(_command, _disposing.Token));

    private async Task<WorkerProcess> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task<WorkerProcess>? next;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (!_ready.TryDequeue(out next))
                {
                    next = Launch();
                }
            }

            WorkerProcess worker;
            try
            {
                worker = await next.WaitAsync(cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!next.IsCompleted)
            {
                // Not waited for any longer; it is there for the next notebook, or for disposal.
                lock (_gate)
                {
                    _ready.Enqueue(next);
                }

                throw;
            }

            if (worker.IsAlive)
            {
                return worker;
            }

            await worker.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask ReleaseAsync(WorkerProcess worker, bool reusable)
    {
        bool keep = reusable && worker.Notebooks < _options.NotebooksPerWorker && worker.Memory() < BytesPerWorker;
        lock (_gate)
        {
            if (!_disposed && _ready.Count < _options.WarmWorkers)
            {
                _ready.Enqueue(keep ? Task.FromResult(worker) : Launch());
            }
            else
            {
                keep = false;
            }
        }

        if (!keep)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }
    }
}
