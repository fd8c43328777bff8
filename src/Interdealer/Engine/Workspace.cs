namespace Interdealer.Engine;

/// <summary>Buffers of one state that a pass over institutions works in: a few numbers for each tier, in as many scenarios as a register holds.</summary>
internal sealed class Workspace
{
    /// <summary>The buffer of what would be left of each tier.</summary>
    public const int Retained = 0;

    /// <summary>The buffer of usage that selling all of a tier would free.</summary>
    public const int Freed = 1;

    /// <summary>The buffer of what selling all of a tier at once would cost.</summary>
    public const int Cost = 2;

    /// <summary>The buffer of fractions to sell.</summary>
    public const int Sold = 3;

    /// <summary>The buffer of usage by tier that a limit measures.</summary>
    public const int ByTier = 4;

    /// <summary>The buffer of what is held of each tier.</summary>
    public const int Values = 5;

    private const int Count = 6;
    private readonly int _tiers;
    private readonly double[] _numbers;

    public Workspace(State state)
    {
        _tiers = state.System.Tiers;
        _numbers = Buffers.For(Count * _tiers);
    }

    /// <summary>One of the buffers.</summary>
    public Span<T> Buffer<T>(int k)
        where T : unmanaged, ILanes<T> => Buffers.Of<T>(_numbers).Slice(k * _tiers, _tiers);
}
