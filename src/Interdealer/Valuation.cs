using Interdealer.Engine;

namespace Interdealer;

/// <summary>A state valued at its marks: what each institution's positions are worth and what it has left.</summary>
/// <remarks>Buffers of the state: the next <see cref="State.Value"/> overwrites them.</remarks>
public sealed class Valuation
{
    private readonly State _state;
    private readonly TrackedProduct _whole;
    private readonly TrackedProduct _claims;
    private readonly Column _pool;
    private readonly Column _inventory;

    internal Valuation(State state)
    {
        _state = state;
        var (system, n, count) = (state.System, state.System.Institutions.Length, state.ScenarioCount);
        Marks = new Column(system.Assets.Length, count);
        Tiers = new Column(state.Retained.Rows, count);
        _whole = new TrackedProduct(system.Q.ByHolder, system.Assets.Length, count);
        _claims = new TrackedProduct(system.Claims.ByCreditor, n, count);
        _inventory = new Column(system.Assets.Length, count);
        _pool = new Column(1, count);
        Assets = new Column(n, count);
        Equity = new Column(n, count);
        (Whole, Claims) = (_whole.With(Marks, state.ActiveCount), _claims.With(new Column(n, count), count));
    }

    /// <summary>Price less valuation discount, by asset.</summary>
    public Column Marks { get; }

    /// <summary>Value of what is still held, by institution and tier.</summary>
    public Column Tiers { get; }

    /// <summary>Value of the whole warehoused inventory (one row).</summary>
    public Column Pool => _pool;

    /// <summary>Value of claims on other institutions of the system, by institution.</summary>
    public Column Claims { get; private set; }

    /// <summary>Total assets A: cash, other assets, holdings, share of the inventory, claims.</summary>
    public Column Assets { get; }

    /// <summary>Equity e = A − debt − what is owed to institutions of the system − redemptions due: what belongs to the owners who remain.</summary>
    /// <remarks>What is owed inside the system counts at what its creditors expect of it, so that no loss is counted twice.</remarks>
    public Column Equity { get; }

    /// <summary>Value of the whole starting holding by institution and tier, at the marks.</summary>
    internal Column Whole { get; private set; }

    /// <summary>Value of the warehoused inventory by asset.</summary>
    internal Column InventoryByAsset()
    {
        if (_state.Inventory.IsZero)
        {
            _inventory.Clear();
        }
        else
        {
            Passes.OverAssets(_state, new InventoryRule(Marks, _inventory));
        }

        return _inventory;
    }

    /// <summary>The marks alone, for those who need no more.</summary>
    internal void UpdateMarks()
    {
        if (!_state.Discount.IsZero)
        {
            Passes.OverAssets(_state, new MarkRule(Marks));
        }
        else if (!Marks.HasBitsOf(_state.Price))
        {
            Marks.CopyFrom(_state.Price);
        }
    }

    /// <summary>The marks, and what goes with them into every balance sheet.</summary>
    internal void UpdateInputs()
    {
        UpdateMarks();
        Whole = _whole.With(Marks, _state.ActiveCount);
        AddUp(_state.Inventory, Marks, _pool);
        if (!_state.System.Claims.IsEmpty)
        {
            Claims = _claims.With(_state.Recovery, _state.ActiveCount);
        }
    }

    /// <summary>The figures of every institution.</summary>
    internal void Write() => Passes.OverInstitutions(_state, this, new SheetRule(this));

    /// <summary>Σ_k units_k · worth_k by scenario.</summary>
    internal static void AddUp(Column units, Column worth, Column sum)
    {
        sum.Clear();
        for (var k = 0; k < units.Rows && !units.IsZero; k++)
        {
            var to = sum.Row(0);
            var a = units.In(k);
            var b = worth.In(k);
            for (var s = 0; s < to.Length; s++)
            {
                // None is worth nothing, even at a price that is not a number: a scenario does not depend on what others hold.
                to[s] += a[s] == 0 ? 0 : a[s] * b[s];
            }
        }
    }

    private readonly struct MarkRule(Column marks) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T> => at.Write(marks, at.Price * (1 - at.Discount));
    }

    private readonly struct InventoryRule(Column marks, Column inventory) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T> => at.Write(inventory, T.Except(T.AreEqual(at.Inventory, 0), at.Inventory * at.Read(marks)));
    }

    private readonly struct SheetRule(Valuation value) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            ref var sheet = ref at.AsIs();
            for (var t = 0; t < at.Tiers; t++)
            {
                at.WriteTier(value.Tiers, t, sheet.Values[t]);
            }

            var assets = sheet.Assets;
            at.Write(value.Assets, assets);
            at.Write(value.Equity, sheet.Equity);
        }
    }
}
