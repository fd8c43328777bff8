using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Tests.Ensembles;

/// <summary>The scenarios of another source; once so many of them were drawn in blocks, the run is cancelled.</summary>
internal sealed class Interrupting(IScenarioSource source, long after, CancellationTokenSource run) : IScenarioSource
{
    private long _drawn;

    public IReadOnlyList<string> Coordinates => source.Coordinates;

    public long Count => source.Count;

    public string Description => source.Description;

    public void Draw(long first, Column draws)
    {
        source.Draw(first, draws);

        // What is drawn one by one only tells what run it is.
        if (draws.ScenarioCount > 1 && Interlocked.Add(ref _drawn, draws.ScenarioCount) > after)
        {
            run.Cancel();
        }
    }
}
