using System.Runtime.CompilerServices;

namespace Interdealer.Engine;

/// <summary>The totals of a balance sheet, in one scenario or several. Amounts are in currency, at the marks.</summary>
/// <param name="assets">Total assets.</param>
/// <param name="equity">Equity.</param>
/// <param name="sellable">Value of what is held and can be sold.</param>
internal readonly struct Totals<T>(T assets, T equity, T sellable)
    where T : unmanaged, ILanes<T>
{
    /// <summary>Total assets.</summary>
    public T Assets { get; } = assets;

    /// <summary>Equity.</summary>
    public T Equity { get; } = equity;

    /// <summary>Value of what is held and can be sold.</summary>
    public T Sellable { get; } = sellable;

    /// <summary>The totals of an institution that owes nothing but debt.</summary>
    /// <param name="besides">Assets beside holdings.</param>
    /// <param name="sellable">Value of what is held and can be sold.</param>
    /// <param name="rest">Value of what is held and cannot be sold.</param>
    /// <param name="debt">Debt.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Totals<T> Of(T besides, T sellable, T rest, T debt)
    {
        var assets = besides + sellable + rest;
        return new(assets, assets - debt, sellable);
    }
}
