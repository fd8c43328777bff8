namespace Interdealer.Engine;

/// <summary>What a limit says of one institution in one scenario or several. Amounts are in currency.</summary>
internal ref struct Measured<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>A measurement that has a place for the usage of each tier that can be sold.</summary>
    public Measured(Span<T> byTier) => ByTier = byTier;

    /// <summary>Usage freed by selling all of a tier.</summary>
    public readonly Span<T> ByTier;

    /// <summary>Usage that selling does not change.</summary>
    public T Fixed;

    /// <summary>Capacity; +∞ where the limit does not apply.</summary>
    public T Capacity;

    /// <summary>Target over trigger, at least 1.</summary>
    public T Tightening;

    /// <summary>Usage freed by using one unit of cash to repay debt.</summary>
    public T PerCash;

    /// <summary>1 where the proceeds of a sale must repay debt, 0 where they must stay as cash.</summary>
    public T Repays;

    /// <summary>Which of the limits inside speaks.</summary>
    public T Part;

    /// <summary>What selling all would free: the sum over <see cref="ByTier"/>.</summary>
    public T Sellable;

    /// <summary>Usage κ: the fixed part and what selling all would free.</summary>
    public T Usage;
}
