namespace Interdealer.Cascades;

/// <summary>How long a cascade may run, what counts as rest, and what is kept of it.</summary>
public sealed record CascadeOptions
{
    /// <summary>The defaults.</summary>
    public static CascadeOptions Default { get; } = new();

    /// <summary>Rounds at most, at least 1.</summary>
    public int MaximumRounds { get; init => field = Require.AtLeast(1, value, "rounds", nameof(MaximumRounds)); } = 1000;

    /// <summary>A round that changes nothing by more than this is rest: amounts relative to the system's starting assets, the rest absolute.</summary>
    public double Tolerance { get; init => field = Require.Positive(value, "(relative)", nameof(Tolerance)); } = 1e-12;

    /// <summary>Which rounds the history keeps: 1 every round, k every k-th (the first and the last always), 0 only start and end.</summary>
    public int KeepEvery { get; init => field = Require.AtLeast(0, value, "rounds", nameof(KeepEvery)); } = 1;

    /// <summary>Threads at most, at least 1; as many as the machine has processors unless set. They decide how long it takes, never what comes out.</summary>
    public int Threads { get; init => field = Require.AtLeast(1, value, "threads", nameof(Threads)); } = Environment.ProcessorCount;

    /// <summary>Stops a run between two rounds; none unless set.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// Whether an ensemble in which scenarios diverge is taken as it is. They are counted and their figures are missing either way; false (the default)
    /// has <c>EnsembleResult.EnsureComplete</c> and the command line say that something is wrong. A cascade by itself always says so in its outcome.
    /// </summary>
    public bool AllowsDivergence { get; init; }
}
