using System.Runtime.CompilerServices;

namespace Interdealer.Engine;

/// <summary>A number for each tier of one institution, in one scenario or several.</summary>
/// <remarks>Loops over tiers take one before they begin, so that nothing but the numbers is read inside. Tiers are trusted.</remarks>
internal readonly ref struct TierRow<T>
    where T : unmanaged, ILanes<T>
{
    private readonly ref double _first;
    private readonly int _stride;

    /// <param name="first">The first scenario of the first tier.</param>
    /// <param name="stride">From one tier to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TierRow(ref double first, int stride)
    {
        _first = ref first;
        _stride = stride;
    }

    /// <summary>The number of one tier.</summary>
    public T this[int tier]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Load(in _first, tier * _stride);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => T.Store(value, ref _first, tier * _stride);
    }
}
