using System.Collections;
using System.Globalization;
using System.IO.Pipes;
using System.Text;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>The worker's side of the conversation: one notebook at a time, one cell at a time.</summary>
/// <param name="mark">Written to the raw streams behind each cell, so that the tool knows it has read all of them.</param>
/// <param name="engine">What runs the cells.</param>
internal sealed class WorkerServer(string mark, INotebookEngine engine) : IAsyncDisposable
{
    private const int StackBytes = 16 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Stream _rawOut = Console.OpenStandardOutput();
    private readonly Stream _rawError = Console.OpenStandardError();
    private readonly byte[] _mark = Encoding.UTF8.GetBytes("\n" + mark + "\n");
    private readonly string _home = Environment.CurrentDirectory;
    private readonly Dictionary<string, string?> _environment = Variables();
    private StreamWriter? _writer;
    private INotebookSession? _session;
    private CancellationTokenSource? _cell;

    public async Task ServeAsync(string pipe)
    {
        await using var stream = new NamedPipeClientStream(".", pipe, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        await stream.ConnectAsync(30_000).ConfigureAwait(false);
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        _writer = writer;
        ResetProcess();
        Task warm = engine.WarmUpAsync();
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            Handle(WorkerMessage.FromLine(line), warm);
        }

        // The tool is gone: nothing a cell still does is of use to anybody.
        Environment.Exit(0);
    }

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        _cell?.Dispose();
        await _rawOut.DisposeAsync().ConfigureAwait(false);
        await _rawError.DisposeAsync().ConfigureAwait(false);
    }

    private void Handle(WorkerMessage message, Task warm)
    {
        switch (message.Kind)
        {
            case MessageKinds.Open:
                Directory.SetCurrentDirectory(message.Folder!);
                var output = new NotebookOutput(Send);
                _session = engine.Open(message.Folder!, message.RepositoryRoot, output);
                CellWriter.Current = output;

                // A cell's time starts when the compiler is warm: start-up is nobody's cell.
                _ = warm.ContinueWith(_ => Send(new WorkerMessage(MessageKinds.Opened)), TaskScheduler.Default);
                break;
            case MessageKinds.Run:
                _cell?.Dispose();
                _cell = new CancellationTokenSource();
                StartCell(message, _session!, _cell.Token);
                break;
            case MessageKinds.Cancel:
                _cell?.Cancel();
                CellWriter.Current?.Flush();
                break;
            case MessageKinds.Close:
                _session?.Dispose();
                _session = null;
                CellWriter.Current = null;
                ResetProcess();
                Send(new WorkerMessage(MessageKinds.Closed));
                break;
        }
    }

    /// <summary>Runs a cell on a thread of its own, so that this side keeps listening; the notebook's output flows with it.</summary>
    private void StartCell(WorkerMessage message, INotebookSession session, CancellationToken cancellation)
    {
        var thread = new Thread(
            () =>
            {
                CellStatus status;
                try
                {
                    bool ran = session.RunAsync(message.Language!, message.Source!, message.Count!.Value, cancellation).GetAwaiter().GetResult();
                    status = ran ? CellStatus.Succeeded : CellStatus.Failed;
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    status = CellStatus.Cancelled;
                }
                catch (Exception e)
                {
                    // Nothing a cell does may end the conversation; what comes here is a fault of this program and is shown as one.
                    Send(new WorkerMessage(MessageKinds.Error) { Name = e.GetType().FullName, Text = e.Message, Traceback = [.. e.ToString().Split('\n')] });
                    status = CellStatus.Failed;
                }

                WriteMarks();
                Send(new WorkerMessage(MessageKinds.Done) { Status = status });
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "cell",
        };
        thread.Start();
    }

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
        lock (_gate)
        {
            _writer!.WriteLine(line);
        }
    }

    /// <summary>Undoes what a notebook can change about the process itself.</summary>
    private void ResetProcess()
    {
        Directory.SetCurrentDirectory(_home);
        Console.SetOut(new CellWriter("stdout"));
        Console.SetError(new CellWriter("stderr"));
        Console.SetIn(new NoInput());
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
