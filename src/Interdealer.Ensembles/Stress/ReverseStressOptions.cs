namespace Interdealer.Ensembles.Stress;

/// <summary>How far a reverse stress test searches.</summary>
public sealed record ReverseStressOptions
{
    /// <summary>The defaults.</summary>
    public static ReverseStressOptions Default { get; } = new();

    /// <summary>
    /// True where the caller knows that the target's output never falls as any coordinate gets worse: the answer can then be certified. Falsely promised it is
    /// found out where a pair of shocks contradicts it, but it need not be. False (the default) samples.
    /// </summary>
    public bool IsMonotone { get; init; }

    /// <summary>ε: a certificate covers sizes below (1 − ε) of the least shock found. A fraction above 0 and below 1.</summary>
    public double Tolerance { get; init => field = Require.OpenFraction(value, nameof(Tolerance)); } = 0.05;

    /// <summary>Directions that are looked along at first, at least 1, beside those of the coordinates and of all together.</summary>
    public int Directions { get; init => field = Require.AtLeast(1, value, "directions", nameof(Directions)); } = 512;

    /// <summary>Shocks on each, evenly spread; at least 2. A target that is reached only between two of them is missed.</summary>
    public int PointsPerDirection { get; init => field = Require.AtLeast(2, value, "points", nameof(PointsPerDirection)); } = 32;

    /// <summary>Local minima that are looked for, at least 1.</summary>
    public int Minima { get; init => field = Require.AtLeast(1, value, "minima", nameof(Minima)); } = 12;

    /// <summary>Shocks run where the answer is sampled, at least 0: as many again of smaller size in random directions must not reach the target.</summary>
    public int Samples { get; init => field = Require.AtLeast(0, value, "shocks", nameof(Samples)); } = 100_000;

    /// <summary>Cascades at most for a certificate, at least 1.</summary>
    public long MaximumCascades
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaximumCascades), value, $"MaximumCascades must be at least 1; it was {value}.");
    } = 20_000_000;

    /// <summary>Seed of random directions.</summary>
    public ulong Seed { get; init; }

    /// <summary>Told what has been done so far, at most about ten times a second.</summary>
    public IProgress<StressProgress>? Progress { get; init; }

    /// <summary>A folder that remembers the cascades that were run, so that a search that ends early, however suddenly, goes on where it was and gives the same answer; null for none.</summary>
    public string? Checkpoint { get; init => field = value is null ? null : Require.Label(value, nameof(Checkpoint)); }

    /// <summary>How long cascades that were run may wait before they are written there.</summary>
    public TimeSpan CheckpointEvery
    {
        get;
        init => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(CheckpointEvery), value, $"{nameof(CheckpointEvery)} must be a time above 0; it was {value}.");
    }
    = TimeSpan.FromSeconds(5);

    /// <summary>Where the answer to a question is remembered.</summary>
    internal SearchCheckpoint? CheckpointOf(string question) => Checkpoint is null ? null : new(Checkpoint, question, CheckpointEvery);
}

/// <summary>How far a search has come.</summary>
/// <param name="Stage">What it does at the moment.</param>
/// <param name="Cascades">Cascades run so far.</param>
/// <param name="Elapsed">Time since it began.</param>
/// <param name="Least">Size of the least shock found so far; not a number before one was.</param>
/// <param name="Cleared">Size below which it is known that nothing reaches the target; 0 where that is not sought.</param>
public sealed record StressProgress(string Stage, long Cascades, TimeSpan Elapsed, double Least, double Cleared)
{
    /// <summary>Cascades a second.</summary>
    public double CascadesPerSecond => Elapsed > TimeSpan.Zero ? Cascades / Elapsed.TotalSeconds : 0;
}
