using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Interdealer.Engine;

/// <summary>
/// The balance sheet of one institution in one scenario or several, as it is or as it would be: what limits measure. Amounts are in currency, at
/// the marks.
/// </summary>
internal ref struct Sheet<T>
    where T : unmanaged, ILanes<T>
{
    private ref readonly double _retained;
    private int _retainedStride;
    private int _stride;

    /// <summary>Number of tiers.</summary>
    public int Tiers;

    /// <summary>Number of tiers that can be sold.</summary>
    public int SellableTiers;

    /// <summary>Row of the institution.</summary>
    public int Institution;

    /// <summary>First scenario.</summary>
    public int Scenario;

    /// <summary>Place of the first scenario in a column by institution.</summary>
    public int At;

    /// <summary>Place of the first scenario in a column by institution and tier.</summary>
    public int Cell;

    /// <summary>Cash c.</summary>
    public T Cash;

    /// <summary>Other assets o.</summary>
    public T OtherAssets;

    /// <summary>Debt d.</summary>
    public T Debt;

    /// <summary>Part of the debt that is due at once unless rolled over.</summary>
    public T ShortTermDebt;

    /// <summary>Cash owed to investors who have redeemed.</summary>
    public T RedemptionDue;

    /// <summary>Share of the warehoused inventory that the institution bears.</summary>
    public T PoolShare;

    /// <summary>Value of the whole warehoused inventory.</summary>
    public T Pool;

    /// <summary>Value of claims on other institutions of the system.</summary>
    public T Claims;

    /// <summary>What is owed to other institutions of the system, at what they expect of it.</summary>
    public T Owed;

    /// <summary>Whether there is inventory anywhere.</summary>
    public bool HasPool;

    /// <summary>Whether anyone owes redemptions.</summary>
    public bool HasRedemptions;

    /// <summary>Whether institutions owe each other anything.</summary>
    public bool HasClaims;

    /// <summary>Value of what is still held of each tier.</summary>
    public Span<T> Values;

    /// <summary>Value of what is held and can be sold.</summary>
    public T Sellable;

    /// <summary>Value of what is held and cannot be sold.</summary>
    public T Unsellable;

    /// <summary>Total assets: cash, other assets, share of the inventory, claims, holdings.</summary>
    public T Assets;

    /// <summary>Equity: assets less debt, less what is owed to institutions of the system at what its creditors expect of it, less redemptions due.</summary>
    public T Equity;

    /// <summary>Assets, equity and what can be sold.</summary>
    public readonly Totals<T> Totals => new(Assets, Equity, Sellable);

    /// <summary>Fractions of the starting holding still held, by tier.</summary>
    public readonly TierRow<T> RetainedTiers => new(ref Unsafe.AsRef(in _retained), _retainedStride);

    /// <summary>Reads a column by institution and tier, all tiers.</summary>
    public readonly TierRow<T> TiersOf(Column column) => new(ref Unsafe.Add(ref Unsafe.AsRef(in column.From(0)), Cell), _stride);

    /// <summary>Fraction of the starting holding of a tier still held.</summary>
    public readonly T Retained(int tier) => T.Load(in _retained, tier * _retainedStride);

    /// <summary>Reads a column by institution.</summary>
    public readonly T Read(Column column) => T.Load(in column.From(0), At);

    /// <summary>Reads a column of one row.</summary>
    public readonly T ReadScenario(Column column) => T.Load(in column.From(0), Scenario);

    /// <summary>Reads a column by institution and tier.</summary>
    public readonly T ReadTier(Column column, int tier) => T.Load(in column.From(0), Cell + (tier * _stride));

    /// <summary>Reads one asset of a column by asset.</summary>
    public readonly T OfAsset(Column column, int asset) => T.Load(in column.Place(), (asset * column.ScenarioCount) + Scenario);

    /// <summary>Product of a column by institution and tier, such as weighted values of whole holdings, with what is still held.</summary>
    public readonly T Tier(Column whole, int tier) => ReadTier(whole, tier) * Retained(tier);

    /// <summary>Sums of such products over what is held and can be sold, and over what cannot.</summary>
    /// <param name="whole">The column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly (T Sellable, T Unsellable) Weigh(Column whole)
    {
        var values = TiersOf(whole);
        var retained = RetainedTiers;
        T sellable = 0, rest = 0;
        for (var t = 0; t < SellableTiers; t++)
        {
            sellable += values[t] * retained[t];
        }

        for (var t = SellableTiers; t < Tiers; t++)
        {
            rest += values[t] * retained[t];
        }

        return (sellable, rest);
    }

    /// <summary>Values holdings and adds up, once everything else is there.</summary>
    /// <param name="whole">Values of whole starting holdings of the institution, from its first tier on.</param>
    /// <param name="stride">From one tier to the next.</param>
    /// <param name="retained">Fractions still held.</param>
    /// <param name="retainedStride">From one tier to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Hold(ref readonly double whole, int stride, ref readonly double retained, int retainedStride)
    {
        _retained = ref Unsafe.AsRef(in retained);
        (_stride, _retainedStride) = (stride, retainedStride);
        var assets = Cash + OtherAssets;
        if (HasPool)
        {
            assets += PoolShare * Pool;
        }

        if (HasClaims)
        {
            assets += Claims;
        }

        T sellable = 0, rest = 0;
        ref var values = ref MemoryMarshal.GetReference(Values);
        var held = new TierRow<T>(ref Unsafe.AsRef(in retained), retainedStride);
        var worth = new TierRow<T>(ref Unsafe.AsRef(in whole), stride);
        var tiers = SellableTiers;
        for (var t = 0; t < tiers; t++)
        {
            var value = worth[t] * held[t];
            Unsafe.Add(ref values, t) = value;
            sellable += value;
        }

        for (var t = tiers; t < Tiers; t++)
        {
            var value = worth[t] * held[t];
            Unsafe.Add(ref values, t) = value;
            rest += value;
        }

        (Sellable, Unsellable) = (sellable, rest);
        var totals = Totals<T>.Of(assets, sellable, rest, Debt);
        Assets = totals.Assets;
        var equity = totals.Equity;
        if (HasClaims)
        {
            equity -= Owed;
        }

        Equity = HasRedemptions ? equity - RedemptionDue : equity;
    }
}
