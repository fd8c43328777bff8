namespace Interdealer.Notebooks.Running;

/// <summary>The bounds a run keeps to.</summary>
public sealed record RunOptions
{
    readonly TimeSpan cellTimeout = TimeSpan.FromSeconds(300);

    /// <summary>How long one cell may run. Positive; five minutes unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive, or longer than a timer can wait (24 days).</exception>
    public TimeSpan CellTimeout
    {
        get => cellTimeout;
        init => cellTimeout = value > TimeSpan.Zero && value <= TimeSpan.FromDays(24)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The time a cell may run must be positive and at most 24 days.");
    }

    /// <summary>How much one cell may put out.</summary>
    public OutputLimit OutputLimit { get; init; } = new();
}

/// <summary>How much one cell may put out. A cell that puts out more fails: an output that had to be cut cannot be compared.</summary>
public sealed record OutputLimit
{
    /// <summary>Most characters written to stdout and stderr together. Half of them are kept from the start and half from the end.</summary>
    public int StreamCharacters { get; init; } = 1_000_000;

    /// <summary>Most characters of displayed values and results together, as stored.</summary>
    public int DataCharacters { get; init; } = 64_000_000;
}
