using System.Globalization;
using Interdealer.Display;
using Interdealer.Ensembles.Results;

namespace Interdealer.Ensembles.Running;

/// <summary>A run in the background. Shown, it is a bar that says how far the run is at that moment.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class EnsembleRun : IRenderable, IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task<EnsembleResult> _task;
    private readonly IProgress<EnsembleProgress>? _further;
    private volatile EnsembleProgress _progress;

    internal EnsembleRun(Ensemble ensemble, EnsembleOptions options)
    {
        (_further, _progress) = (options.Progress, new EnsembleProgress(0, ensemble.Source.Count, 0, TimeSpan.Zero));
        _task = Task.Factory.StartNew(
            () => ensemble.Run(options with { Progress = new Listener(this) }, _end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How far it is.</summary>
    public EnsembleProgress Progress => _progress;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _task.IsCompleted;

    /// <summary>The result, once it has ended; waits until then.</summary>
    /// <exception cref="ScenarioException">A scenario failed.</exception>
    public EnsembleResult Result => _task.GetAwaiter().GetResult();

    /// <summary>The result as a task.</summary>
    public Task<EnsembleResult> AsTask() => _task;

    /// <summary>Ends it early, at the next block; what has finished by then is the result.</summary>
    public void Cancel() => _end.Cancel();

    /// <inheritdoc />
    public string ToHtml() =>
        Html.Element("progress", "", ("max", Text(_progress.Total)), ("value", Text(_progress.Done))) + " " + Html.Encode(ToString());

    /// <summary>A line: how far it is, how fast and how long still; once it has ended only how far it came, the same on every machine.</summary>
    public override string ToString() => HasEnded
        ? string.Create(CultureInfo.InvariantCulture, $"{_progress.Done:#,0} of {_progress.Total:#,0} scenarios{(_task.IsFaulted ? ", ended by an error" : "")}")
        : _progress.ToString();

    /// <summary>Ends it early.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _ = _task.ContinueWith(_ => _end.Dispose(), TaskScheduler.Default);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Listener(EnsembleRun run) : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value)
        {
            run._progress = value;
            run._further?.Report(value);
        }
    }
}
