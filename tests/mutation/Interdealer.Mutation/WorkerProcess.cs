using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Interdealer.Mutation;

/// <summary>A process that tries changes, seen from the one that hands them out: started again when it ends or does not get on.</summary>
/// <param name="program">Assembly of this program beside the library with the changes.</param>
/// <param name="reach">What the tests reach.</param>
/// <param name="setUp">The one change that it tries, on already while classes set themselves up; 0: any, and none is on then.</param>
internal sealed class WorkerProcess(string program, Reach reach, int setUp = 0) : IDisposable
{
    // A machine with much to do, or one that stops its processes for a while, is waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private Process? _process;
    private Channel<string?> _answers = Channel.CreateUnbounded<string?>();

    /// <summary>Tries one change with some tests, in their order, for some seconds.</summary>
    /// <returns>What came of it, and by which test.</returns>
    public async Task<(Outcome Outcome, int? By)> TryAsync(int number, double seconds, IReadOnlyList<int> methods)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (!await StartAsync())
            {
                return (Outcome.Crashed, null);
            }

            await _process!.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{number};{seconds};{string.Join(',', methods)}"));
            await _process.StandardInput.FlushAsync();
            var (outcome, by) = await AnswerAsync();
            if (outcome is Outcome.Endless or Outcome.Crashed or Outcome.Spoilt)
            {
                Dispose();
            }

            // A change before it may have spoilt the process, and the clock alone says little: once more, in a new one, whose answer counts.
            if (outcome is not (Outcome.Spoilt or Outcome.Stalled) || attempt == 1 || (outcome is Outcome.Spoilt && setUp > 0))
            {
                return (outcome is Outcome.Spoilt ? Outcome.Killed : outcome is Outcome.Stalled ? Outcome.Endless : outcome, by);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_process is { } process)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Starts the process, unless it is there. False where the change that is on while classes set themselves up ends it.</summary>
    private async Task<bool> StartAsync()
    {
        if (_process is not null)
        {
            return true;
        }

        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "worker", setUp.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("A worker did not start.");
        var answers = _answers = Channel.CreateUnbounded<string?>();
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.StartsWith(Worker.Sign, StringComparison.Ordinal))
            {
                answers.Writer.TryWrite(line.Data?[Worker.Sign.Length..]);
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return await answers.Reader.ReadAsync() == "ready" || (setUp > 0 ? false : throw new InvalidOperationException("A worker ended before it began."));
    }

    private async Task<(Outcome Outcome, int? By)> AnswerAsync()
    {
        int? at = null;
        while (true)
        {
            var (heard, used) = (Stopwatch.StartNew(), Used());
            var bound = TimeSpan.FromSeconds(30 + (at is { } method ? 20 * reach.Methods[method].Seconds : 0));
            var next = _answers.Reader.ReadAsync().AsTask();
            while (await Task.WhenAny(next, Task.Delay(500)) != next)
            {
                if (Used() - used > bound)
                {
                    return (Outcome.Endless, at);
                }

                if (heard.Elapsed > Patience)
                {
                    Dispose();
                    return (Outcome.Stalled, at);
                }
            }

            switch ((await next)?.Split(' '))
            {
                case null:
                    return (Outcome.Crashed, at);
                case ["at", var now]:
                    at = int.Parse(now, CultureInfo.InvariantCulture);
                    break;
                case [var word, ..]:
                    return word switch
                    {
                        "killed" => (Outcome.Killed, at),
                        "spoilt" => (Outcome.Spoilt, at),
                        "unfinished" => (Outcome.Unfinished, null),
                        _ => (Outcome.Survived, null),
                    };
            }
        }
    }

    private TimeSpan Used()
    {
        _process!.Refresh();
        return _process.HasExited ? TimeSpan.Zero : _process.TotalProcessorTime;
    }
}
