namespace Interdealer.Ensembles.Stress;

/// <summary>How finely a policy is searched.</summary>
public sealed record PolicyOptions
{
    /// <summary>The defaults.</summary>
    public static PolicyOptions Default { get; } = new();

    /// <summary>Values of a lever that are tried, none and the most among them; at least 2. Relief that suffices only between two of them is missed.</summary>
    public int Points { get; init => field = Require.AtLeast(2, value, "values", nameof(Points)); } = 257;

    /// <summary>Width, relative to the range of the lever, to which each end of an interval is narrowed; above 0 and below 1.</summary>
    public double Accuracy { get; init => field = Require.OpenFraction(value, nameof(Accuracy)); } = 1e-12;

    /// <summary>Share of the scenarios in which the output must keep its bound, above 0 and at most 1; all of them unless set.</summary>
    public double Confidence
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Confidence), value, $"Confidence must be a fraction above 0 and at most 1 (write 0.99, not 99, for 99 %); it was {Require.Text(value)}.");
    } = 1;

    /// <summary>Values of each lever on the grid of a frontier, at least 2.</summary>
    public int FrontierPoints { get; init => field = Require.AtLeast(2, value, "values", nameof(FrontierPoints)); } = 21;

    /// <summary>Told what has been done so far.</summary>
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
