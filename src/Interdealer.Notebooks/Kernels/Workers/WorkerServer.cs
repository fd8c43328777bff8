using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>The worker's side of the conversation: one notebook at a time, one cell at a time.</summary>
/// <param name="mark">Written to the raw streams behind each cell, so that the tool knows it has read all of them.</param>
/// <param name="engine">What runs the cells.</param>
internal sealed class WorkerServer(string mark, INotebookEngine engine) : IAsyncDisposable
{
    private const int StackBytes = 16 * 1024 * 1024;
    private const int QueuedMessages = 1024;

    // An interrupted cell is over within a second, whatever it does.
    private static readonly TimeSpan InterruptLimit = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);

    private readonly Stream _rawOut = Console.OpenStandardOutput();
    private readonly Stream _rawError = Console.OpenStandardError();
    private readonly byte[] _mark = Encoding.UTF8.GetBytes("\n" + mark + "\n");
    private readonly string _home = Environment.CurrentDirectory;
    private readonly Dictionary<string, string?> _environment = Variables();
    private readonly BlockingCollection<string> _sending = new(QueuedMessages);
    private NotebookOutput? _output;
    private INotebookSession? _session;
    private CancellationTokenSource? _cancel;
    private CellExecution? _cell;
    private int _abandoned;
    private bool _editingIsWarm;

    public async Task ServeAsync(string pipe)
    {
        await using NamedPipeClientStream stream = await WorkerPipe.ConnectAsync(pipe).ConfigureAwait(false);
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        Task sending = StartSending(writer);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            // A cell that ends the process has said something before.
            _sending.CompleteAdding();
            sending.Wait(DrainLimit);
        };
        ExceptionHandling.SetUnhandledExceptionHandler(static e => e is CellInterruptedException);
        ResetProcess();
        Task warm = engine.WarmUpAsync();

        // On a thread of its own: a cell may keep every thread of the pool busy, and is to be interrupted all the same.
        await Task.Factory.StartNew(
            () =>
            {
                while (reader.ReadLine() is { } line)
                {
                    Handle(WorkerMessage.FromLine(line), warm);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).ConfigureAwait(false);

        // The tool is gone: nothing a cell still does is of use to anybody.
        Environment.Exit(0);
    }

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        _cancel?.Dispose();
        _sending.Dispose();
        await _rawOut.DisposeAsync().ConfigureAwait(false);
        await _rawError.DisposeAsync().ConfigureAwait(false);
    }

    private void Handle(WorkerMessage message, Task warm)
    {
        switch (message.Kind)
        {
            case MessageKinds.Open:
                Directory.SetCurrentDirectory(message.Folder!);
                _output = new NotebookOutput(Send);
                _session = engine.Open(message.Folder!, message.RepositoryRoot, _output);
                CellWriter.Current = _output;

                // A cell's time starts when the compiler is warm: start-up is nobody's cell. A person would rather have the first cell's answer soon.
                bool live = message.Flag is true;
                Task opened = (live ? Task.CompletedTask : warm).ContinueWith(_ => Send(new WorkerMessage(MessageKinds.Opened)), TaskScheduler.Default);
                if (live && !_editingIsWarm)
                {
                    _editingIsWarm = true;
                    _ = Task.WhenAll(opened, warm).ContinueWith(_ => engine.WarmUpEditing(), TaskScheduler.Default);
                }

                break;
            case MessageKinds.Run:
                _cancel?.Dispose();
                _cancel = new CancellationTokenSource();
                _cell = new CellExecution();
                StartCell(message, _session!, _cell, _cancel.Token);
                break;
            case MessageKinds.Cancel:
                _cancel?.Cancel();
                _output?.Flush();
                break;
            case MessageKinds.Interrupt:
                Interrupt(_cell);
                break;
            case MessageKinds.Reply:
                _output?.Reply(message.Id!, message.Text);
                break;
            case MessageKinds.Ask:
                Answer(message, _session);
                break;
            case MessageKinds.Close:
                _session?.Dispose();
                _session = null;
                _cell = null;
                CellWriter.Current = _output = null;
                ResetProcess();
                Send(new WorkerMessage(MessageKinds.Closed));
                break;
        }
    }

    /// <summary>Runs a cell on a thread of its own, so that this side keeps listening; the notebook's output flows with it.</summary>
    private void StartCell(WorkerMessage message, INotebookSession session, CellExecution cell, CancellationToken cancellation)
    {
        var thread = new Thread(
            () =>
            {
                CellExecution.Current = cell;
                CellStatus status;
                try
                {
                    bool ran = session.RunAsync(message.Language!, message.Source!, message.Count!.Value, cancellation).GetAwaiter().GetResult();
                    status = ran ? CellStatus.Succeeded : CellStatus.Failed;
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested && !cell.IsInterrupted)
                {
                    status = CellStatus.Cancelled;
                }
                catch (Exception e)
                {
                    // Nothing a cell does may end the conversation; what comes here is a fault of this program and is shown as one.
                    Send(new WorkerMessage(MessageKinds.Error) { Name = e.GetType().FullName, Text = e.Message, Traceback = [.. e.ToString().Split('\n')] });
                    status = CellStatus.Failed;
                }

                if (cell.TryEnd())
                {
                    End(status);
                }
                else
                {
                    Interlocked.Decrement(ref _abandoned);
                }
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "cell",
        };
        thread.Start();
    }

    private void End(CellStatus status)
    {
        WriteMarks();
        Send(new WorkerMessage(MessageKinds.Done) { Status = status });
    }

    /// <summary>Ends the running cell and keeps the notebook.</summary>
    private void Interrupt(CellExecution? cell) => _ = Task.Factory.StartNew(
        () => cell?.Interrupt(InterruptLimit, onAbandoned: () =>
        {
            int left = Interlocked.Increment(ref _abandoned);
            _output?.Send(new WorkerMessage(MessageKinds.Error)
            {
                Name = ErrorNames.Interrupted,
                Text = FormattableString.Invariant(
                    $"The cell was interrupted. Its thread is in native code or in a loop of a library and was left behind ({left} so far); variables are kept."),
                Traceback = [],
            });
            End(CellStatus.Failed);
        }),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private void Answer(WorkerMessage question, INotebookSession? session) => _ = Task.Run(() =>
    {
        JsonNode? answer = null;
        try
        {
            answer = session?.Answer(question);
        }
        catch (Exception e)
        {
            // An editor that gets no answer shows none; the notebook is not the place to report it.
            answer = new JsonObject { ["fault"] = e.ToString() };
        }

        Send(new WorkerMessage(MessageKinds.Answer) { Id = question.Id, Answer = answer });
    });

    /// <summary>Writes on a thread of its own, which no interrupt of a cell can reach in the middle of a line.</summary>
    private Task StartSending(StreamWriter writer) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                foreach (string line in _sending.GetConsumingEnumerable())
                {
                    writer.WriteLine(line);
                }
            }
            catch (IOException)
            {
                // The tool is gone; the reader notices too and ends the process.
                Environment.Exit(0);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private void WriteMarks()
    {
        foreach (Stream raw in (Stream[])[_rawOut, _rawError])
        {
            try
            {
                raw.Write(_mark);
                raw.Flush();
            }
            catch (IOException)
            {
                // A cell may have closed the stream; the tool then waits a moment in vain.
            }
        }
    }

    private void Send(WorkerMessage message)
    {
        string line = message.ToLine();
        try
        {
            _sending.Add(line);
        }
        catch (InvalidOperationException)
        {
            // The process is ending.
        }
    }

    /// <summary>Undoes what a notebook can change about the process itself.</summary>
    private void ResetProcess()
    {
        Directory.SetCurrentDirectory(_home);
        Console.SetOut(new CellWriter("stdout"));
        Console.SetError(new CellWriter("stderr"));
        Console.SetIn(new CellInput());
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        Environment.ExitCode = 0;
        foreach (var (name, _) in Variables().Where(variable => !_environment.ContainsKey(variable.Key)).ToList())
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        foreach (var (name, value) in _environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private static Dictionary<string, string?> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);
}
