using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>The tool's side of a worker: the process, the conversation, and what it writes to its raw streams.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);
    private static readonly UTF8Encoding Utf8 = new(false);

    private readonly Process _process;
    private readonly NamedPipeServerStream _pipe;
    private readonly StreamWriter _writer;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Channel<WorkerMessage> _received = Channel.CreateUnbounded<WorkerMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> _asked = new(StringComparer.Ordinal);
    private readonly Task _reading;
    private int _questions;

    private WorkerProcess(Process process, NamedPipeServerStream pipe, string mark)
    {
        _process = process;
        _pipe = pipe;
        _writer = new StreamWriter(pipe, Utf8) { AutoFlush = true, NewLine = "\n" };
        _reading = ReadAllAsync(mark);
    }

    /// <summary>How many notebooks it has run.</summary>
    public int Notebooks { get; set; }

    /// <summary>True while the process runs.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Everything the worker says, ended by a message of kind <see cref="MessageKinds.Ended"/> when the process does.</summary>
    public ChannelReader<WorkerMessage> Received => _received.Reader;

    /// <summary>Memory the process holds, in bytes; 0 when it has ended.</summary>
    public long Memory()
    {
        try
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>Starts a process and waits until it has called back.</summary>
    /// <exception cref="InvalidOperationException">It did not start, or ended before it called back.</exception>
    public static async Task<WorkerProcess> StartAsync(WorkerCommand command, CancellationToken cancellation)
    {
        string name = WorkerPipe.NewName();
        string mark = Guid.NewGuid().ToString("N");
        NamedPipeServerStream? pipe = null;
        Process? process = null;
        try
        {
            process = Process.Start(StartInfo(command, name, mark)) ?? throw new InvalidOperationException("the system started no process");

            // Behind the process, which takes the file of a pipe away whatever becomes of this one.
            pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
            process.StandardInput.Close();
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limited.CancelAfter(StartLimit);
            Task exited = process.WaitForExitAsync(limited.Token);
            Task connected = pipe.WaitForConnectionAsync(limited.Token);
            if (await Task.WhenAny(connected, exited).ConfigureAwait(false) == exited && !exited.IsCanceled)
            {
                string said = await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
                throw new InvalidOperationException(FormattableString.Invariant($"it ended with exit code {process.ExitCode} before it called back: {said.Trim()}"));
            }

            await connected.ConfigureAwait(false);
            return new WorkerProcess(process, pipe, mark);
        }
        catch (Exception e)
        {
            Kill(process);
            process?.Dispose();
            if (pipe is not null)
            {
                await pipe.DisposeAsync().ConfigureAwait(false);
            }

            if (e is OperationCanceledException)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            throw new InvalidOperationException($"The worker '{command.FileName} {string.Join(' ', command.Arguments)}' cannot be used: {e.Message}", e);
        }
    }

    public async Task SendAsync(WorkerMessage message)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _writer.WriteLineAsync(message.ToLine()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It is gone; who waits for its answer reads so from Received.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Asks about code and waits for the answer, which comes whatever the worker does besides.</summary>
    /// <returns>The answer; null where there is none, or the process ended.</returns>
    public async Task<JsonNode?> AskAsync(WorkerMessage question, CancellationToken cancellation)
    {
        string id = Interlocked.Increment(ref _questions).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        try
        {
            await SendAsync(question with { Id = id }).ConfigureAwait(false);
            if (_received.Reader.Completion.IsCompleted || !IsAlive)
            {
                return null;
            }

            return await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _asked.TryRemove(id, out _);
        }
    }

    /// <summary>Ends the process and everything it started.</summary>
    public void Kill() => Kill(_process);

    public async ValueTask DisposeAsync()
    {
        Kill();
        try
        {
            await _reading.WaitAsync(DrainLimit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A grandchild may still hold the raw streams; they are let go of below.
        }

        await _pipe.DisposeAsync().ConfigureAwait(false);
        _process.Dispose();
        _sending.Dispose();
    }

    private static ProcessStartInfo StartInfo(WorkerCommand command, string pipe, string mark)
    {
        var start = new ProcessStartInfo(command.FileName)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (string argument in command.Arguments.Append(pipe).Append(mark))
        {
            start.ArgumentList.Add(argument);
        }

        // Cells run once or a few times: profiling them for a later, better compilation costs more than it earns.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";

        // The runtime's doors for debuggers are files, which a process that is killed would leave behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    private static void Kill(Process? process)
    {
        try
        {
            process?.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended already.
        }
    }

    private async Task ReadAllAsync(string mark)
    {
        Task raw = Task.WhenAll(
            Task.Run(() => ReadRawAsync("stdout", _process.StandardOutput, mark)),
            Task.Run(() => ReadRawAsync("stderr", _process.StandardError, mark)));
        using (var reader = new StreamReader(_pipe, Utf8, leaveOpen: true))
        {
            try
            {
                while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
                {
                    Take(WorkerMessage.FromLine(line));
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or System.Text.Json.JsonException or InvalidDataException)
            {
                // Cut off in the middle of a line, as the process is ending, or no message at all, which a cell may have written: it is ended.
            }
        }

        Kill();
        foreach (TaskCompletionSource<JsonNode?> question in _asked.Values)
        {
            question.TrySetResult(null);
        }

        await Task.WhenAny(raw, Task.Delay(DrainLimit)).ConfigureAwait(false);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _received.Writer.TryWrite(new WorkerMessage(MessageKinds.Ended) { Count = _process.ExitCode });
        _received.Writer.TryComplete();
    }

    private void Take(WorkerMessage message)
    {
        if (message.Kind != MessageKinds.Answer)
        {
            _received.Writer.TryWrite(message);
        }
        else if (message.Id is { } id && _asked.TryGetValue(id, out TaskCompletionSource<JsonNode?>? question))
        {
            question.TrySetResult(message.Answer);
        }
    }

    /// <summary>Passes on what is written to a raw stream, past <see cref="Console"/>: by native code, or by the runtime as it dies.</summary>
    private async Task ReadRawAsync(string name, StreamReader reader, string mark)
    {
        var splitter = new RawOutput(mark);
        var limits = new OutputLimits();
        var overflow = new OverflowTrace();
        var buffer = new char[8192];
        while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and int count)
        {
            foreach (RawOutput.Piece piece in splitter.Take(buffer.AsSpan(0, count)))
            {
                if (piece.IsMark)
                {
                    limits.Reset();
                    _received.Writer.TryWrite(new WorkerMessage(MessageKinds.Mark) { Name = name });
                }
                else if (overflow.Take(piece.Text) is var text && limits.Admit(text))
                {
                    _received.Writer.TryWrite(new WorkerMessage(MessageKinds.Stream) { Name = name, Text = text });
                }
                else
                {
                    _received.Writer.TryWrite(new WorkerMessage(MessageKinds.Error) { Name = ErrorNames.OutputLimit, Text = OutputLimits.Message, Traceback = [] });
                    Kill();
                    return;
                }
            }
        }
    }
}
