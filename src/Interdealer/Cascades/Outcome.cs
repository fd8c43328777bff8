namespace Interdealer.Cascades;

/// <summary>How a cascade ended in one scenario.</summary>
public enum Outcome
{
    /// <summary>It came to rest: another round would change nothing beyond the tolerance.</summary>
    Settled,

    /// <summary>It came to rest because nothing was left: no institution in business, or nothing for sale that anyone still holds.</summary>
    WipedOut,

    /// <summary>It was still moving when the last round allowed was over.</summary>
    RoundLimit,
}
