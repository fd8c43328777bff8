namespace Interdealer.Ensembles.Running;

/// <summary>How an ensemble is run; nothing here changes a bit of the results.</summary>
public sealed record EnsembleOptions
{
    /// <summary>The defaults.</summary>
    public static EnsembleOptions Default { get; } = new();

    /// <summary>Threads, at least 1; as many as the machine has cores unless given.</summary>
    public int Threads { get; init => field = Require.AtLeast(1, value, "thread", nameof(Threads)); } = Environment.ProcessorCount;

    /// <summary>Scenarios a block, at least 1; null chooses so many that a block fits into a core's cache. Memory grows in proportion.</summary>
    public int? BlockSize { get; init => field = value is { } size ? Require.AtLeast(1, size, "scenario", nameof(BlockSize)) : null; }

    /// <summary>Told about ten times a second how far the run is, by whichever thread.</summary>
    public IProgress<EnsembleProgress>? Progress { get; init; }

    /// <summary>A folder that remembers finished scenarios, so that a run that ends early, however suddenly, goes on where it was; null for none.</summary>
    public string? Checkpoint { get; init => field = value is null ? null : Require.Label(value, nameof(Checkpoint)); }

    /// <summary>How long finished scenarios may wait before they are written there; longer where writing would take more than a twentieth of the time.</summary>
    public TimeSpan CheckpointEvery
    {
        get;
        init => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(CheckpointEvery), value, $"{nameof(CheckpointEvery)} must be a time above 0; it was {value}.");
    }
    = TimeSpan.FromSeconds(5);
}
