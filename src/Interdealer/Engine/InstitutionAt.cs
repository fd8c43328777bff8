using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Interdealer.Engine;

/// <summary>One institution in one scenario or several: what a rule for institutions reads and writes.</summary>
/// <remarks>A column that is not written keeps its place in the snapshot, so a rule writes only where something happens.</remarks>
internal ref struct InstitutionAt<T>
    where T : unmanaged, ILanes<T>
{
    // What a balance sheet is made of.
    private const Written OnSheet = Written.Cash | Written.OtherAssets | Written.Debt | Written.ShortTermDebt | Written.RedemptionDue | Written.PoolShare
        | Written.Recovery | Written.Retained;

    private readonly State _state;
    private readonly Workspace _workspace;
    private readonly int _stride;
    private readonly ref double _cash;
    private readonly ref double _other;
    private readonly ref double _debt;
    private readonly ref double _shortTerm;
    private readonly ref double _due;
    private readonly ref double _redemptions;
    private readonly ref double _paidOut;
    private readonly ref double _poolShare;
    private readonly ref double _recovery;
    private readonly ref double _standing;
    private readonly ref double _repayShare;
    private readonly ref double _bound;
    private readonly ref double _unmet;
    private readonly ref double _retained;
    private readonly ref double _order;
    private readonly ref double _flows;
    private double[]? _sameCash;
    private double[]? _sameOther;
    private double[]? _sameDebt;
    private double[]? _sameShortTerm;
    private bool _mayBeGone;
    private bool _mayHaveRepayShares;
    private readonly ref readonly double _whole;
    private readonly ref readonly double _pool;
    private readonly ref readonly double _claims;
    private Sheet<T> _now;
    private Measured<T> _measured;
    private readonly bool _hasPool;
    private readonly bool _mayHaveOrders;
    private bool _hasOrdered;
    private bool _hasSettled;
    private bool _isCurrent;
    private uint _written;

    /// <param name="state">The state.</param>
    /// <param name="value">Its valuation, with the inputs of balance sheets up to date.</param>
    /// <param name="workspace">Buffers of the pass.</param>
    public InstitutionAt(State state, Valuation value, Workspace workspace)
    {
        (_state, _workspace, _stride, Value) = (state, workspace, state.ScenarioCount, value);
        (Tiers, SellableTiers) = (state.System.Tiers, state.System.SellableTiers);
        _cash = ref state.Cash.Place();
        _other = ref state.OtherAssets.Place();
        _debt = ref state.Debt.Place();
        _shortTerm = ref state.ShortTermDebt.Place();
        _due = ref state.DebtDue.Place();
        _redemptions = ref state.RedemptionDue.Place();
        _paidOut = ref state.PaidOut.Place();
        _poolShare = ref state.PoolShare.Place();
        _recovery = ref state.Recovery.Place();
        _standing = ref state.Standing.Place();
        _repayShare = ref state.RepayShare.Place();
        _bound = ref state.Bound.Place();
        _unmet = ref state.Unmet.Place();
        _retained = ref state.Retained.Place();
        _order = ref state.Order.Place();
        _flows = ref state.Flows.Place();
        (_sameCash, _sameOther, _sameDebt, _sameShortTerm) = (state.Cash.PerRow, state.OtherAssets.PerRow, state.Debt.PerRow, state.ShortTermDebt.PerRow);
        (_mayBeGone, _mayHaveRepayShares) = (!state.Standing.IsZero, !state.RepayShare.IsZero);
        _whole = ref value.Whole.From(0);
        _pool = ref value.Pool.From(0);
        _claims = ref value.Claims.From(0);
        HasRedemptions = !state.RedemptionDue.IsZero;
        HasDue = HasRedemptions || !state.DebtDue.IsZero;
        HasShortTerm = !state.ShortTermDebt.IsZero;
        _mayHaveOrders = !state.Order.IsZero;
        _now = default;
        (_hasPool, _now.HasClaims) = (!value.Pool.IsZero, !state.System.Claims.IsEmpty);
        (_now.Tiers, _now.SellableTiers) = (Tiers, SellableTiers);
        _now.Values = workspace.Buffer<T>(Workspace.Values);
        _measured = new Measured<T>(workspace.Buffer<T>(Workspace.ByTier)[..SellableTiers]);
    }

    /// <summary>Row of the institution.</summary>
    public readonly int Institution => _now.Institution;

    /// <summary>First scenario.</summary>
    public readonly int Scenario => _now.Scenario;

    /// <summary>Place of the first scenario in a column by institution.</summary>
    public readonly int At => _now.At;

    /// <summary>Place of the first scenario in a column by institution and tier.</summary>
    public readonly int Cell => _now.Cell;

    /// <summary>Number of tiers.</summary>
    public int Tiers { get; }

    /// <summary>Number of tiers that can be sold.</summary>
    public int SellableTiers { get; }

    /// <summary>Number of the first limit of the rule at work among those of the round.</summary>
    public int FirstLimit { get; set; }

    /// <summary>Whether what the rule at work orders is settled at the marks right after it.</summary>
    public bool SettlesNext { get; set; }

    /// <summary>Whether there may be orders here that are not settled.</summary>
    public readonly bool MayHaveOrders => (_mayHaveOrders | _hasOrdered) & !_hasSettled;

    /// <summary>Whether usage that could not be brought under its capacity was written down here.</summary>
    public bool HasUnmet { get; private set; }

    /// <summary>The valuation whose marks count.</summary>
    public readonly Valuation Value { get; }

    /// <summary>The state walked over.</summary>
    public readonly State State => _state;

    /// <summary>Whether any institution owes redemptions in any scenario.</summary>
    public bool HasRedemptions { get; private set; }

    /// <summary>Whether any institution owes anything at once in any scenario.</summary>
    public bool HasDue { get; private set; }

    /// <summary>Whether any institution has short-term debt in any scenario.</summary>
    public bool HasShortTerm { get; private set; }

    /// <summary>Where the institution is in business.</summary>
    public readonly T InBusiness
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.AreEqual(_mayBeGone ? Standing : 0, 0);
    }

    /// <summary>What the institution owes at once.</summary>
    public readonly T Due => HasRedemptions ? DebtDue + RedemptionDue : DebtDue;

    /// <summary>Cash c.</summary>
    public T Cash
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => Read(in _cash, _sameCash);
        set => Write(value, Cash, ref _cash, At, Written.Cash);
    }

    /// <summary>Other assets o.</summary>
    public T OtherAssets
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => Read(in _other, _sameOther);
        set => Write(value, OtherAssets, ref _other, At, Written.OtherAssets);
    }

    /// <summary>Debt d.</summary>
    public T Debt
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => Read(in _debt, _sameDebt);
        set => Set(value, ref _debt, At, Written.Debt);
    }

    /// <summary>Part of the debt that is due at once unless rolled over.</summary>
    public T ShortTermDebt
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => Read(in _shortTerm, _sameShortTerm);
        set => Write(value, ShortTermDebt, ref _shortTerm, At, Written.ShortTermDebt);
    }

    /// <summary>Debt that lenders want back now.</summary>
    public T DebtDue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => T.Load(in _due, At);
        set => Write(value, ref _due, At, Written.DebtDue);
    }

    /// <summary>Cash owed to investors who have redeemed.</summary>
    public T RedemptionDue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => T.Load(in _redemptions, At);
        set => Write(value, ref _redemptions, At, Written.RedemptionDue);
    }

    /// <summary>Cash paid out to investors so far.</summary>
    public T PaidOut
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => T.Load(in _paidOut, At);
        set => Write(value, ref _paidOut, At, Written.PaidOut);
    }

    /// <summary>Share of the warehoused inventory that the institution bears.</summary>
    public T PoolShare
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => T.Load(in _poolShare, At);
        set => Write(value, ref _poolShare, At, Written.PoolShare);
    }

    /// <summary>Worth of one unit owed by the institution.</summary>
    public T Recovery
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => T.Load(in _recovery, At);
        set => Write(value, ref _recovery, At, Written.Recovery);
    }

    /// <summary>Standing, as a number.</summary>
    public T Standing
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => T.Load(in _standing, At);
        set => Write(value, ref _standing, At, Written.Standing);
    }

    /// <summary>Share of the proceeds of pending orders that repays debt.</summary>
    public T RepayShare
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => _mayHaveRepayShares ? T.Load(in _repayShare, At) : 0;
        set => Write(value, RepayShare, ref _repayShare, At, Written.RepayShare);
    }

    /// <summary>Limit that last forced the institution to act.</summary>
    public T Bound
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => T.Load(in _bound, At);
        set => Write(value, ref _bound, At, Written.Bound);
    }

    /// <summary>Usage that selling could not bring under capacity.</summary>
    public T Unmet
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => T.Load(in _unmet, At);
        set
        {
            HasUnmet = true;
            Write(value, ref _unmet, At, Written.Unmet);
        }
    }

    /// <summary>Fraction of the starting holding of a tier still held.</summary>
    public readonly T Retained(int tier) => T.Load(in _retained, Cell + (tier * _stride));

    /// <summary>Fraction of the starting holding of a tier that is ordered to be sold.</summary>
    public readonly T Order(int tier) => T.Load(in _order, Cell + (tier * _stride));

    /// <summary>Orders a fraction of the starting holding of a tier to be sold.</summary>
    public void Order(int tier, T fraction)
    {
        _hasOrdered = true;
        Set(fraction, ref _order, Cell + (tier * _stride), Written.Order);
    }

    /// <summary>Fractions of the starting holding still held, by tier.</summary>
    public readonly TierRow<T> RetainedTiers => new(ref Unsafe.Add(ref _retained, Cell), _stride);

    /// <summary>Fractions of the starting holding ordered to be sold, by tier.</summary>
    public readonly TierRow<T> Orders => new(ref Unsafe.Add(ref _order, Cell), _stride);

    /// <summary>Values of the whole starting holding at the marks, by tier.</summary>
    public readonly TierRow<T> WholeTiers => new(ref Unsafe.Add(ref Unsafe.AsRef(in _whole), Cell), _stride);

    /// <summary>Value of the whole starting holding of a tier at the marks.</summary>
    public readonly T Whole(int tier) => T.Load(in _whole, Cell + (tier * _stride));

    /// <summary>Value of the whole starting holding of a tier at other prices, for those who need few of them.</summary>
    public readonly T WholeAt(Column prices, int tier) => _state.System.Q.ByHolder.MultiplyRow<T>(prices, (Institution * Tiers) + tier, Scenario);

    /// <summary>Value of what is still held of a tier.</summary>
    public readonly T Tier(int tier) => Whole(tier) * Retained(tier);

    /// <summary>Value of all that is ordered.</summary>
    public readonly T OrderedValue()
    {
        T sum = 0;
        var orders = Orders;
        var whole = WholeTiers;
        for (var t = 0; t < Tiers; t++)
        {
            // Nothing ordered yields nothing, even at a price that is not a number: a scenario does not depend on what others sell.
            var order = orders[t];
            sum += T.Except(T.AreEqual(order, 0), whole[t] * order);
        }

        return sum;
    }

    /// <summary>True when nothing is ordered in any of the scenarios.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool HasNoOrder() => !MayHaveOrders || AllOrdersAreZero();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool AllOrdersAreZero()
    {
        // The joined bits are those of a zero only where every order is zero.
        T joined = 0;
        var orders = Orders;
        for (var t = 0; t < Tiers; t++)
        {
            joined |= orders[t];
        }

        return T.All(T.AreEqual(joined, 0));
    }

    /// <summary>One of a few buffers with a number for each tier that can be sold.</summary>
    public readonly Span<T> Buffer(int k) => _workspace.Buffer<T>(k);

    /// <summary>Adds cash that crossed the border of the system.</summary>
    public void AddFlow(int row, T amount) => Set(T.Load(in _flows, (row * _stride) + Scenario) + amount, ref _flows, (row * _stride) + Scenario, Written.Flows);

    /// <summary>Reads a column by institution that is not among the state's own.</summary>
    public readonly T Read(Column column) => T.Load(in column.From(0), At);

    /// <summary>Writes a column by institution that is not among the state's own.</summary>
    public readonly void Write(Column column, T value) => T.Store(value, ref column.To(0), At);

    /// <summary>Begins to write orders, by tier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TierRow<T> WriteOrders()
    {
        _hasOrdered = true;
        Begin(Written.Order);
        return Orders;
    }

    /// <summary>Begins to write what every settled sale writes, before anything is calculated: a call in between would cost every register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginSale()
    {
        const Written written = Written.Order | Written.Retained | Written.Debt | Written.Flows;
        if ((_written & (uint)written) != (uint)written)
        {
            BeginToWriteAll(written);
        }

        (_hasSettled, _isCurrent) = (true, false);
    }

    /// <summary>Sets what a settled sale changes in any case, once it has begun.</summary>
    /// <param name="debt">Debt.</param>
    /// <param name="received">Cash received from buyers outside.</param>
    /// <param name="repaid">Cash paid to lenders.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void EndSale(T debt, T received, T repaid)
    {
        T.Store(debt, ref _debt, At);
        T.Store(T.Load(in _flows, Scenario) + received, ref _flows, Scenario);
        T.Store(T.Load(in _flows, _stride + Scenario) + repaid, ref _flows, _stride + Scenario);
    }

    /// <summary>Begins to write what is still held, by tier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TierRow<T> WriteRetained()
    {
        Begin(Written.Retained);
        return RetainedTiers;
    }

    /// <summary>Reads a column by institution and tier that is not among the state's own.</summary>
    public readonly TierRow<T> TiersOf(Column column) => new(ref Unsafe.Add(ref Unsafe.AsRef(in column.From(0)), Cell), _stride);

    /// <summary>Reads one tier of a column by institution and tier that is not among the state's own.</summary>
    public readonly T ReadTier(Column column, int tier) => T.Load(in column.From(0), Cell + (tier * _stride));

    /// <summary>Reads a column of one row.</summary>
    public readonly T ReadScenario(Column column) => T.Load(in column.From(0), Scenario);

    /// <summary>Writes a column of one row.</summary>
    public readonly void WriteScenario(Column column, T value) => T.Store(value, ref column.To(0), Scenario);

    /// <summary>Reads one asset of a column by asset.</summary>
    public readonly T OfAsset(Column column, int asset) => T.Load(in column.Place(), (asset * _stride) + Scenario);

    /// <summary>Writes a column by institution and tier that is not among the state's own.</summary>
    public readonly void WriteTier(Column column, int tier, T value) => T.Store(value, ref column.To(0), Cell + (tier * _stride));

    /// <summary>Moves to an institution and to some scenarios.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MoveTo(int institution, int scenario)
    {
        (_now.Institution, _now.Scenario, _hasOrdered, _hasSettled, _isCurrent, HasUnmet) = (institution, scenario, false, false, false, false);
        _now.At = (institution * _stride) + scenario;
        _now.Cell = (institution * Tiers * _stride) + scenario;
    }

    /// <summary>The balance sheet as it is.</summary>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Sheet<T> AsIs()
    {
        if (!_isCurrent)
        {
            Look();
        }

        return ref _now;
    }

    /// <summary>The totals of the balance sheet as it is, for those who need no more of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Totals<T> TotalsAsTheyAre()
    {
        if (_isCurrent | _hasPool | _now.HasClaims | HasRedemptions)
        {
            return TotalsOfAll();
        }

        T sellable = 0, rest = 0;
        var worth = WholeTiers;
        var held = RetainedTiers;
        for (var t = 0; t < SellableTiers; t++)
        {
            sellable += worth[t] * held[t];
        }

        for (var t = SellableTiers; t < Tiers; t++)
        {
            rest += worth[t] * held[t];
        }

        return Totals<T>.Of(Cash + OtherAssets, sellable, rest, Debt);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Totals<T> TotalsOfAll() => AsIs().Totals;

    /// <summary>Has the balance sheet be what it would be had all orders been executed.</summary>
    /// <param name="cash">Cash then.</param>
    /// <param name="debt">Debt then.</param>
    /// <param name="shortTermDebt">Short-term debt then.</param>
    /// <param name="redemptionDue">Redemptions due then.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void LookAfterOrders(T cash, T debt, T shortTermDebt, T redemptionDue)
    {
        AsIs();
        _isCurrent = false;
        var retained = _workspace.Buffer<T>(Workspace.Retained);
        var held = RetainedTiers;
        var orders = Orders;
        for (var t = 0; t < retained.Length; t++)
        {
            retained[t] = held[t] - orders[t];
        }

        (_now.Cash, _now.Debt, _now.ShortTermDebt, _now.RedemptionDue) = (cash, debt, shortTermDebt, redemptionDue);
        ref readonly var left = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, double>(retained));
        _now.Hold(in Unsafe.Add(ref Unsafe.AsRef(in _whole), Cell), _stride, in left, Buffers.Stride<T>());
    }

    /// <summary>Has the balance sheet be what it would be had the share of the inventory been sold at the marks and what was borrowed for it been repaid.</summary>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref Sheet<T> LookWithoutInventory()
    {
        TakeWithoutInventory();
        Hold();
        return ref _now;
    }

    /// <summary>Has the balance sheet be what it would be without inventory and with nothing held.</summary>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref Sheet<T> LookBare()
    {
        TakeWithoutInventory();
        HoldNothing();
        return ref _now;
    }

    /// <summary>Has the balance sheet be what it would be with nothing held but an inventory, bought with new short-term debt.</summary>
    /// <param name="purchase">Value of the inventory at the marks: the one that limits were made ready for.</param>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref Sheet<T> LookBareWith(in T purchase)
    {
        TakeWithoutInventory();
        (_now.HasPool, _now.PoolShare, _now.Pool) = (true, 1, purchase);
        (_now.Debt, _now.ShortTermDebt) = (_now.Debt + purchase, _now.ShortTermDebt + purchase);
        HoldNothing();
        return ref _now;
    }

    private void TakeWithoutInventory()
    {
        Take();
        _isCurrent = false;
        if (_hasPool)
        {
            var financed = _now.PoolShare * _now.Pool;
            (_now.Debt, _now.ShortTermDebt, _now.HasPool) = (_now.Debt - financed, _now.ShortTermDebt - financed, false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Hold() => _now.Hold(in Unsafe.Add(ref Unsafe.AsRef(in _whole), Cell), _stride, in Unsafe.Add(ref _retained, Cell), _stride);

    private void HoldNothing()
    {
        var retained = _workspace.Buffer<T>(Workspace.Retained);
        retained.Clear();
        ref readonly var none = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, double>(retained));
        _now.Hold(in Unsafe.Add(ref Unsafe.AsRef(in _whole), Cell), _stride, in none, Buffers.Stride<T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Look()
    {
        Take();
        Hold();
        _isCurrent = true;
    }

    /// <summary>Takes all amounts but those of holdings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take()
    {
        _now.HasPool = _hasPool;
        _now.Cash = Cash;
        _now.OtherAssets = OtherAssets;
        _now.Debt = Debt;
        _now.ShortTermDebt = ShortTermDebt;
        _now.HasRedemptions = HasRedemptions;
        if (_hasPool | _now.HasClaims | HasRedemptions)
        {
            TakeRest();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeRest()
    {
        _now.PoolShare = PoolShare;
        if (_now.HasPool)
        {
            _now.Pool = T.Load(in _pool, Scenario);
        }

        if (_now.HasClaims)
        {
            (_now.Claims, _now.Owed) = (T.Load(in _claims, At), _state.System.Claims.Owed[Institution] * Recovery);
        }

        _now.RedemptionDue = RedemptionDue;
    }

    /// <summary>The balance sheet as it was last looked at.</summary>
    [UnscopedRef]
    public ref Sheet<T> Sheet => ref _now;

    /// <summary>What a limit measures is put here.</summary>
    [UnscopedRef]
    public ref Measured<T> Measurement => ref _measured;

    /// <summary>Says that a limit forces the institution to act.</summary>
    /// <param name="who">Where it does.</param>
    /// <param name="part">Which of the limits of the operator at work.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Force(T who, T part)
    {
        Bound = T.Where(who, part, Bound);
        if (_state.Forced is { } forced)
        {
            forced.Add(who, FirstLimit + part, Institution, Scenario);
        }
    }

    /// <summary>What is the same in every scenario is not read for each: most of a pass is waiting for loads from the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly T Read(ref readonly double column, double[]? same) =>
        same is null ? T.Load(in column, At) : (T)Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(same), Institution);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(T value, ref double column, int place, Written which)
    {
        Begin(which);
        T.Store(value, ref column, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Begin(Written which)
    {
        if ((_written & (uint)which) == 0)
        {
            BeginToWrite(which);
        }

        if ((which & OnSheet) != 0)
        {
            _isCurrent = false;
        }
    }

    /// <summary>Writes what is not there yet, so that a column which stays as it is need not be copied or looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(T value, ref double column, int place, Written which) => Write(value, T.Load(in column, place), ref column, place, which);

    /// <summary>The same where what is there is at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(T value, T present, ref double column, int place, Written which)
    {
        if (!T.All(T.AreSame(present, value)))
        {
            Set(value, ref column, place, which);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginToWriteAll(Written several)
    {
        for (var left = (uint)several; left != 0; left &= left - 1)
        {
            BeginToWrite((Written)(left & (0 - left)));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginToWrite(Written which)
    {
        _written |= (uint)which;
        Of(which).Touch();
        HasRedemptions |= which == Written.RedemptionDue;
        HasDue |= which is Written.RedemptionDue or Written.DebtDue;
        HasShortTerm |= which == Written.ShortTermDebt;
        _mayBeGone |= which == Written.Standing;
        _mayHaveRepayShares |= which == Written.RepayShare;
        _sameCash = which == Written.Cash ? null : _sameCash;
        _sameOther = which == Written.OtherAssets ? null : _sameOther;
        _sameDebt = which == Written.Debt ? null : _sameDebt;
        _sameShortTerm = which == Written.ShortTermDebt ? null : _sameShortTerm;
    }

    private readonly Column Of(Written which) => which switch
    {
        Written.Cash => _state.Cash,
        Written.Debt => _state.Debt,
        Written.ShortTermDebt => _state.ShortTermDebt,
        Written.DebtDue => _state.DebtDue,
        Written.RedemptionDue => _state.RedemptionDue,
        Written.PaidOut => _state.PaidOut,
        Written.PoolShare => _state.PoolShare,
        Written.Recovery => _state.Recovery,
        Written.Standing => _state.Standing,
        Written.RepayShare => _state.RepayShare,
        Written.Bound => _state.Bound,
        Written.Unmet => _state.Unmet,
        Written.Retained => _state.Retained,
        Written.Order => _state.Order,
        Written.OtherAssets => _state.OtherAssets,
        _ => _state.Flows,
    };
}

/// <summary>Columns that a rule has written to.</summary>
[Flags]
internal enum Written : uint
{
    Cash = 1u << 0,
    Debt = 1u << 1,
    ShortTermDebt = 1u << 2,
    DebtDue = 1u << 3,
    RedemptionDue = 1u << 4,
    PaidOut = 1u << 5,
    PoolShare = 1u << 6,
    Recovery = 1u << 7,
    Standing = 1u << 8,
    RepayShare = 1u << 9,
    Bound = 1u << 10,
    Unmet = 1u << 11,
    Retained = 1u << 12,
    Order = 1u << 13,
    Flows = 1u << 14,
    OtherAssets = 1u << 15,
}
