namespace Interdealer.Cascades;

/// <summary>How a cascade ended in one scenario.</summary>
public enum Outcome
{
    /// <summary>It came to rest: another round would change nothing beyond the tolerance.</summary>
    Settled,

    /// <summary>It came to rest because nobody was left: no institution is in business with equity of its own.</summary>
    WipedOut,

    /// <summary>It was still moving when the last round allowed was over.</summary>
    RoundLimit,

    /// <summary>Something is no longer a finite number; see <see cref="CascadeResult.Divergence"/>.</summary>
    Diverged,
}

/// <summary>What was no longer finite in a cascade that diverged.</summary>
/// <param name="Quantity">Name of the column, such as “Price”.</param>
/// <param name="Owner">Name of the asset or institution it belongs to; with its tier where a holding does, empty for the system as a whole.</param>
/// <param name="Round">Round in which it was first so.</param>
/// <param name="Value">The value: not a number, or infinite.</param>
public sealed record Divergence(string Quantity, string Owner, int Round, double Value);

/// <summary>How one cascade ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Rounds">Rounds it took.</param>
/// <param name="Residual">Largest change of the last round.</param>
/// <param name="Divergence">What was no longer finite, where it diverged.</param>
internal readonly record struct Ending(Outcome Outcome, int Rounds, double Residual, Divergence? Divergence);
