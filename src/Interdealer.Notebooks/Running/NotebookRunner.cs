using System.Collections.Immutable;
using System.Diagnostics;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Notebooks.Running;

/// <summary>
/// Runs the cells of one notebook in order, in a kernel of its own. The first cell that fails, or runs too long, ends the run; what ran before
/// keeps its outputs and what comes after has none. A cell tagged <c>raises-exception</c> must fail, and does not end the run.
/// </summary>
public sealed class NotebookRunner
{
    // How long a kernel may take to give a cell up once it was told to, and to end: with both a run ends seconds after the time a cell may take.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    readonly IKernelFactory kernels;
    readonly RunOptions options;

    /// <summary>Creates a runner.</summary>
    /// <param name="kernels">Starts a kernel for each notebook.</param>
    /// <param name="options">The bounds to keep to.</param>
    public NotebookRunner(IKernelFactory kernels, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentNullException.ThrowIfNull(options);
        (this.kernels, this.options) = (kernels, options);
    }

    /// <summary>Runs a file. The file is not changed.</summary>
    /// <param name="path">An <c>.ipynb</c> or <c>.dib</c> file.</param>
    /// <param name="onCell">Called before each cell that runs, with its number and how many there are, and again with what its kernel is busy with first.</param>
    /// <param name="cancellation">Ends the run; what was done is kept.</param>
    /// <returns>What came of it; a file that cannot be read is an outcome, not an exception.</returns>
    public async Task<NotebookRun> RunAsync(string path, Action<int, int, string?>? onCell = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var clock = Stopwatch.StartNew();
        try
        {
            var document = NotebookFile.Read(path);
            return await RunAsync(path, document, onCell, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return new NotebookRun(path, null, [], RunOutcome.Unreadable, clock.Elapsed) { Reason = e.Message };
        }
    }

    /// <summary>Runs a notebook that was read before.</summary>
    /// <param name="path">Where it was read from: names it, and its folder is where its cells' relative paths start.</param>
    /// <param name="document">The notebook.</param>
    /// <param name="onCell">Called before each cell that runs, with its number and how many there are, and again with what its kernel is busy with first.</param>
    /// <param name="cancellation">Ends the run; what was done is kept.</param>
    public async Task<NotebookRun> RunAsync(string path, NotebookDocument document, Action<int, int, string?>? onCell = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(document);
        var clock = Stopwatch.StartNew();
        var numbers = CellNumbers.Of(document);
        var of = numbers.Count(number => number > 0);
        if (cancellation.IsCancellationRequested)
        {
            return Ended(RunOutcome.Interrupted, "interrupted before the first cell");
        }

        INotebookKernel kernel;
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            kernel = await kernels.StartAsync(folder, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Ended(RunOutcome.Interrupted, "interrupted while the kernel was starting");
        }
        catch (Exception e)
        {
            // Whatever keeps a kernel from starting is this notebook's failure, not the end of the others.
            return Ended(RunOutcome.Failed, $"the {kernels.Name} kernel did not start: {e.Message}");
        }

        var session = new Session(kernel, options, cancellation);
        try
        {
            for (var i = 0; i < document.Cells.Length; i++)
            {
                if (numbers[i] > 0)
                {
                    onCell?.Invoke(numbers[i], of, null);
                }

                await session.RunAsync(document.Cells[i], numbers[i], what => onCell?.Invoke(numbers[i], of, what)).ConfigureAwait(false);
            }
        }
        finally
        {
            // A kernel that does not end must not keep the run from ending.
            await Task.WhenAny(kernel.DisposeAsync().AsTask(), Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false);
        }

        return new NotebookRun(path, document with { Cells = [.. session.Cells] }, [.. session.Runs], session.Outcome, clock.Elapsed) { Committed = document };

        NotebookRun Ended(RunOutcome outcome, string reason) => new(
            path, document, [.. document.Cells.Select((cell, i) => Session.NotRun(cell, numbers[i]))], outcome, clock.Elapsed) { Reason = reason, Committed = document };
    }

    /// <summary>One pass over a notebook's cells.</summary>
    sealed class Session(INotebookKernel kernel, RunOptions options, CancellationToken interrupted)
    {
        internal List<Cell> Cells { get; } = [];

        internal List<CellRun> Runs { get; } = [];

        internal RunOutcome Outcome { get; private set; } = RunOutcome.Succeeded;

        internal static CellRun NotRun(Cell cell, int number) => Describe(cell, number, number > 0 ? CellState.NotRun : CellState.Carried, TimeSpan.Zero);

        internal async Task RunAsync(Cell cell, int number, Action<string> onBusy)
        {
            if (number == 0)
            {
                Keep(cell with { Outputs = [], ExecutionCount = null }, Describe(cell, number, CellState.Carried, TimeSpan.Zero));
                return;
            }

            if (Outcome != RunOutcome.Succeeded)
            {
                Keep(cell with { Outputs = [], ExecutionCount = null }, NotRun(cell, number));
                return;
            }

            var collector = new OutputCollector(options.OutputLimit);
            var clock = Stopwatch.StartNew();
            var (state, error) = await ExecuteAsync(cell, number, collector, onBusy).ConfigureAwait(false);
            var outputs = collector.Close();
            if (error is null && collector.Overflowed)
            {
                // A kernel that stopped the cell for it has said so in its own words, which are kept.
                var said = outputs.LastOrDefault(output => output is CellOutput.Error { Name: OutputCollector.LimitExceeded });
                outputs = said is null ? outputs : outputs.Remove(said);
                (state, error) = (CellState.Failed, said as CellOutput.Error ?? collector.Error());
            }

            (state, error) = Judge(cell, state, error, outputs);
            outputs = error is null ? outputs : outputs.Add(error);
            var problem = state is CellState.Succeeded or CellState.FailedAsAnnounced ? null : outputs.OfType<CellOutput.Error>().LastOrDefault();
            Keep(cell with { Outputs = outputs, ExecutionCount = number }, Describe(cell, number, state, clock.Elapsed) with
            {
                Problem = problem is null ? null : $"{problem.Name}: {problem.Message}",
                Details = problem?.Traceback ?? [],
            });
            Outcome = state switch
            {
                CellState.Failed => RunOutcome.Failed,
                CellState.TimedOut => RunOutcome.TimedOut,
                CellState.Interrupted => RunOutcome.Interrupted,
                _ => Outcome,
            };
        }

        async Task<(CellState, CellOutput.Error?)> ExecuteAsync(Cell cell, int count, OutputCollector collector, Action<string> onBusy)
        {
            if (interrupted.IsCancellationRequested)
            {
                return Interrupted();
            }

            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
            timeout.CancelAfter(options.CellTimeout);
            try
            {
                var run = kernel.RunAsync(cell, count, Take, timeout.Token);
                // A kernel may ignore being told to stop; the run goes on without it.
                var status = await run.WaitAsync(options.CellTimeout + Grace, CancellationToken.None).ConfigureAwait(false);
                return status switch
                {
                    CellStatus.Succeeded => (CellState.Succeeded, null),
                    CellStatus.Failed => (CellState.Failed, null),
                    _ => Cancelled(),
                };
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                return Cancelled();
            }
            catch (TimeoutException) when (timeout.IsCancellationRequested)
            {
                return Cancelled();
            }
            catch (Exception e)
            {
                // Whatever breaks in a kernel is this cell's failure, not the end of the other notebooks.
                return (CellState.Failed, new CellOutput.Error("KernelFailed", $"the kernel failed: {e.Message}", []));
            }

            void Take(CellOutput output)
            {
                if (output is CellOutput.Busy busy)
                {
                    onBusy(busy.What);
                }
                else
                {
                    collector.Add(output);
                }
            }
        }

        (CellState, CellOutput.Error?) Cancelled() => interrupted.IsCancellationRequested ? Interrupted() : (
            CellState.TimedOut,
            new CellOutput.Error("CellTimeout", FormattableString.Invariant($"did not end within {options.CellTimeout.TotalSeconds} s (raise --timeout, or do less in one cell)"), []));

        static (CellState, CellOutput.Error?) Interrupted() => (CellState.Interrupted, new CellOutput.Error("Interrupted", "was interrupted", []));

        static (CellState, CellOutput.Error?) Judge(Cell cell, CellState state, CellOutput.Error? error, ImmutableArray<CellOutput> outputs)
        {
            var announced = CellTags.Has(cell, "raises-exception");
            return (state, announced) switch
            {
                (CellState.Succeeded, true) => (CellState.Failed, new CellOutput.Error("ErrorExpected", "is tagged raises-exception and ran to its end", [])),
                // An output that had to be cut is no announced failure.
                (CellState.Failed, true) when error is null => (CellState.FailedAsAnnounced, null),
                (CellState.Failed, false) when error is null && !outputs.Any(o => o is CellOutput.Error) => (state, new CellOutput.Error("CellFailed", "failed without saying why", [])),
                _ => (state, error),
            };
        }

        static CellRun Describe(Cell cell, int number, CellState state, TimeSpan elapsed) => new(number, cell.Id, Lines.First(cell.Source), state, elapsed);

        void Keep(Cell cell, CellRun run)
        {
            Cells.Add(cell);
            Runs.Add(run);
        }
    }
}
