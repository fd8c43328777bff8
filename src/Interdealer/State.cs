using Interdealer.Engine;

namespace Interdealer;

/// <summary>How an institution stands.</summary>
public enum Standing
{
    /// <summary>In business.</summary>
    Active = 0,

    /// <summary>Defaulted because its equity was gone.</summary>
    Insolvent = 1,

    /// <summary>Defaulted because it could not pay what was due, with equity left or not.</summary>
    Illiquid = 2,
}

/// <summary>
/// What does change in a cascade, in S scenarios at once: every quantity is a <see cref="Column"/> of one row an entity and one value in it a scenario.
/// </summary>
/// <remarks>
/// The holding of institution i in asset k is worth Q_ik · θ_i,tier(k) · mark_k, so no block of institutions × assets × scenarios is ever
/// stored. Operators change a state in place and keep whatever they remember in it. A single run is a batch of one.
/// </remarks>
public sealed partial class State
{
    // Scale of the convergence test; 0: diagnostic only, excluded.
    private readonly List<(string Name, Column Column, double Scale)> _columns = [];
    private readonly NamedColumns _memory = new();
    private readonly NamedColumns _notes = new();
    private readonly Dictionary<object, object> _scratch = new(ReferenceEqualityComparer.Instance);
    private Valuation? _valuation;
    private State? _trial;

    /// <summary>Number of the first limit of the operator at work among those of the round.</summary>
    internal int FirstLimit { get; set; }

    /// <summary>Which limits have forced which institution; null where nobody asks.</summary>
    internal ForcedLimits? Forced { get; private set; }

    /// <summary>Looks for what is not finite, where a cascade is run; null elsewhere.</summary>
    internal FinitenessWatch? Finite { get; set; }

    /// <summary>Number of scenarios at work: the first so many of <see cref="ScenarioCount"/>. What stands in the others means nothing; an operator may leave them alone.</summary>
    public int ActiveCount { get; internal set; }

    internal State(FinancialSystem system, int scenarioCount)
    {
        System = system;
        ActiveCount = scenarioCount;
        ScenarioCount = Require.AtLeast(1, scenarioCount, "scenarios");
        var (n, m, t) = (system.Institutions.Length, system.Assets.Length, system.Tiers);
        var size = system.Size;
        Price = Add(nameof(Price), m, 1);
        Fundamental = Add(nameof(Fundamental), m, 1);
        Discount = Add(nameof(Discount), m, 1);
        Volatility = Add(nameof(Volatility), m, 1);
        Depth = Add(nameof(Depth), m, size);
        Haircut = Add(nameof(Haircut), m, 1);
        HalfSpread = Add(nameof(HalfSpread), m, 1);
        Quoting = Add(nameof(Quoting), m, 1);
        Inventory = Add(nameof(Inventory), m, size);
        CustomerSales = Add(nameof(CustomerSales), m, size);
        Retained = Add(nameof(Retained), n * t, 1);
        Cash = Add(nameof(Cash), n, size);
        OtherAssets = Add(nameof(OtherAssets), n, size);
        Debt = Add(nameof(Debt), n, size);
        ShortTermDebt = Add(nameof(ShortTermDebt), n, size);
        DebtDue = Add(nameof(DebtDue), n, size);
        RedemptionDue = Add(nameof(RedemptionDue), n, size);
        PaidOut = Add(nameof(PaidOut), n, size);
        PoolShare = Add(nameof(PoolShare), n, 1);
        Recovery = Add(nameof(Recovery), n, 1);
        Standing = Add(nameof(Standing), n, 1);
        StartOfRoundPrice = Add(nameof(StartOfRoundPrice), m);
        Sold = Add(nameof(Sold), m);
        Order = Add(nameof(Order), n * t, 1);
        RepayShare = Add(nameof(RepayShare), n);
        Bound = Add(nameof(Bound), n);
        Unmet = Add(nameof(Unmet), n);
        Flows = Add(nameof(Flows), 3);

        var onesByAsset = system.Constants.OnesByAsset;
        Price.Spread(onesByAsset);
        StartOfRoundPrice.Spread(onesByAsset);
        Fundamental.Spread(onesByAsset);
        Quoting.Spread(onesByAsset);
        Retained.Spread(system.Constants.OnesByTier);
        Recovery.Spread(system.Constants.OnesByInstitution);
        Bound.Spread(system.Constants.NoLimit);
        Volatility.Spread(system.Constants.Volatility);
        Depth.Spread(system.Constants.Depth);
        Haircut.Spread(system.Constants.Haircut);
        HalfSpread.Spread(system.Constants.HalfSpread);
        Cash.Spread(system.Constants.Cash);
        OtherAssets.Spread(system.Constants.OtherAssets);
        Debt.Spread(system.Constants.Debt);
        ShortTermDebt.Spread(system.Constants.ShortTermDebt);
        PoolShare.Spread(system.Constants.PoolShare);
        foreach (var (_, column, _) in _columns)
        {
            column.IsChanged = false;
        }
    }

    /// <summary>What does not change.</summary>
    public FinancialSystem System { get; }

    /// <summary>Number of scenarios S.</summary>
    public int ScenarioCount { get; }

    /// <summary>Price p_k by asset, 1 at the start.</summary>
    public Column Price { get; }

    /// <summary>Price by asset towards which it recovers once selling ends, 1 until a shock moves it.</summary>
    public Column Fundamental { get; }

    /// <summary>1 where dealers quote an asset, 0 where they have withdrawn.</summary>
    public Column Quoting { get; }

    /// <summary>Value by asset that customers outside the system want to sell when the market next clears, in currency.</summary>
    public Column CustomerSales { get; }

    /// <summary>Price by asset when the round began, in the first round before the shock; price over this is the round's gross return.</summary>
    public Column StartOfRoundPrice { get; }

    /// <summary>Valuation discount by asset, a fraction: holdings are marked at p·(1 − discount).</summary>
    public Column Discount { get; }

    /// <summary>Daily volatility σ_k by asset, a fraction.</summary>
    public Column Volatility { get; }

    /// <summary>Market depth D_k by asset, in currency.</summary>
    public Column Depth { get; }

    /// <summary>Repo haircut h_k by asset, a fraction.</summary>
    public Column Haircut { get; }

    /// <summary>Half the bid–ask spread by asset, a fraction of the price.</summary>
    public Column HalfSpread { get; }

    /// <summary>Value sold in the round by asset, at the prices before the sale, net of what was bought.</summary>
    public Column Sold { get; }

    /// <summary>Units by asset that dealers warehouse together, shared out by <see cref="PoolShare"/>; one unit cost 1 at the start.</summary>
    public Column Inventory { get; }

    /// <summary>Fraction θ of the starting holding still held, by institution and tier (row i·tiers + tier); above 1 where more was bought.</summary>
    public Column Retained { get; }

    /// <summary>Fraction of the starting holding to be sold when the market next clears, same rows as <see cref="Retained"/>; at most what is kept, below 0 for a purchase.</summary>
    public Column Order { get; }

    /// <summary>Share of the proceeds of the pending orders that repays debt, by institution; the rest stays as cash.</summary>
    public Column RepayShare { get; }

    /// <summary>Cash c by institution.</summary>
    public Column Cash { get; }

    /// <summary>Other assets o by institution.</summary>
    public Column OtherAssets { get; }

    /// <summary>Debt d by institution, without what it owes to other institutions of the system.</summary>
    public Column Debt { get; }

    /// <summary>Part of the debt that is due at once unless rolled over, by institution.</summary>
    public Column ShortTermDebt { get; }

    /// <summary>Debt that lenders want back now, by institution; at most <see cref="ShortTermDebt"/>.</summary>
    public Column DebtDue { get; }

    /// <summary>Cash that a fund owes to investors who have redeemed, by institution: a liability, no longer equity.</summary>
    public Column RedemptionDue { get; }

    /// <summary>Cash that an institution has paid out to its investors so far: equity that left without being lost.</summary>
    public Column PaidOut { get; }

    /// <summary>Share of the warehoused inventory that each dealer bears, by institution; sums to 1 or, without dealers, to 0.</summary>
    public Column PoolShare { get; }

    /// <summary>Worth of one unit owed by each institution to another, 1 until it defaults.</summary>
    public Column Recovery { get; }

    /// <summary>The <see cref="Interdealer.Standing"/> of each institution, as a number.</summary>
    public Column Standing { get; }

    /// <summary>Index of the constraint that last forced each institution to act (see the constraint's parts); −1 while none has.</summary>
    public Column Bound { get; }

    /// <summary>Usage that each institution could not bring under its capacity by selling all it may, in currency; 0 where it could.</summary>
    public Column Unmet { get; }

    /// <summary>Cash across the system's border so far: row 0 received from buyers outside (less what was paid to sellers), row 1 paid to lenders (less what was borrowed), row 2 paid to fund investors or lost to a shock.</summary>
    public Column Flows { get; }

    /// <summary>Every column, named, in a fixed order; those that operators added come last.</summary>
    public IEnumerable<(string Name, Column Column)> Columns
    {
        get
        {
            foreach (var (name, column, _) in _columns)
            {
                yield return (name, column);
            }

            foreach (var (name, column) in _memory)
            {
                yield return (name, column);
            }
        }
    }

    /// <summary>A column that an operator adds for what it has to remember; zeros when first asked for.</summary>
    /// <param name="name">A name no other operator uses for something else.</param>
    /// <param name="rows">Number of rows, the same on every call.</param>
    public Column Memory(string name, int rows)
    {
        Require.Label(name);
        if (!_memory.TryGetValue(name, out var column))
        {
            _memory.Add(name, column = new Column(rows, ScenarioCount));
        }

        return column.Rows == rows
            ? column
            : throw new ArgumentException($"rows: the column \"{name}\" has {column.Rows} rows; it was asked for with {rows}.", nameof(rows));
    }

    /// <summary>A column of what an operator notes to be faster: it decides nothing, so it does not count when the system is at rest or not.</summary>
    internal Column Note(string name, int rows)
    {
        if (!_notes.TryGetValue(name, out var column))
        {
            _notes.Add(name, column = new Column(rows, ScenarioCount));
        }

        return column;
    }

    /// <summary>A column that something is remembered in; null where nothing is.</summary>
    internal Column? Recall(string name) => _memory.TryGetValue(name, out var column) && !column.IsZero ? column : null;

    /// <summary>Values everything at the present marks.</summary>
    /// <returns>Figures of this moment, in buffers that the next call overwrites.</returns>
    public Valuation Value()
    {
        var value = ValueInputs();
        value.Write();
        return value;
    }

    /// <summary>The valuation with all that balance sheets are made of at this moment, and the figures of institutions not written down.</summary>
    internal Valuation ValueInputs()
    {
        _valuation ??= new Valuation(this);
        _valuation.UpdateInputs();
        return _valuation;
    }

    /// <summary>The valuation as it was last taken.</summary>
    internal Valuation Valued() => _valuation ??= new Valuation(this);

    /// <summary>The valuation with its marks at this moment and the rest of it out of date.</summary>
    internal Valuation Marked()
    {
        _valuation ??= new Valuation(this);
        _valuation.UpdateMarks();
        return _valuation;
    }

    /// <summary>Buffers to calculate in, made once for each owner, so that a round allocates nothing.</summary>
    /// <typeparam name="T">What the buffers are: a <see cref="Column"/>, or a class that holds several.</typeparam>
    /// <param name="owner">Whose they are, by reference: an operator passes itself.</param>
    /// <param name="make">Makes them for this state when first asked; a static lambda allocates nothing itself.</param>
    /// <remarks>They are no memory: whoever takes them finds them in any condition. What has to be remembered is in <see cref="Memory"/>.</remarks>
    /// <exception cref="ArgumentException">The owner has buffers of another type here already.</exception>
    public T Scratch<T>(object owner, Func<State, T> make)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(make);
        if (!_scratch.TryGetValue(owner, out var scratch))
        {
            _scratch.Add(owner, scratch = make(this) ?? throw new ArgumentException("make returned null; it must return the buffers.", nameof(make)));
        }

        return scratch as T
            ?? throw new ArgumentException($"owner has a {scratch.GetType().Name} as its buffers in this state; a {typeof(T).Name} was asked for. Put both into one class.", nameof(owner));
    }

    /// <summary>The same for an owner who is asked to make them, so that asking for them allocates nothing either.</summary>
    internal TScratch Scratch<TOwner, TScratch>(TOwner owner, Func<State, TOwner, TScratch> make)
        where TOwner : class
        where TScratch : class
    {
        if (!_scratch.TryGetValue(owner, out var scratch))
        {
            _scratch.Add(owner, scratch = make(this, owner));
        }

        return (TScratch)scratch;
    }

    /// <summary>An independent copy.</summary>
    public State Copy()
    {
        var copy = new State(System, ScenarioCount);
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Takes over every column of another state of the same system and number of scenarios.</summary>
    internal void CopyFrom(State other)
    {
        for (var c = 0; c < _columns.Count; c++)
        {
            _columns[c].Column.CopyFrom(other._columns[c].Column);
        }

        foreach (var (name, column) in other._memory)
        {
            Memory(name, column.Rows).CopyFrom(column);
        }

        foreach (var (name, column) in other._notes)
        {
            Note(name, column.Rows).CopyFrom(column);
        }

        ForgetWhatIsNotIn(other);
    }

    /// <summary>What the other has not been asked to remember is not remembered here either.</summary>
    internal void ForgetWhatIsNotIn(State other)
    {
        foreach (var (name, column) in _notes)
        {
            if (!other._notes.ContainsKey(name))
            {
                column.Clear();
            }
        }

        foreach (var (name, column) in _memory)
        {
            if (!other._memory.ContainsKey(name))
            {
                column.Clear();
            }
        }
    }

    /// <summary>A state of S · times scenarios that holds these S scenarios over and over: scenario s of copy c is scenario c·S + s.</summary>
    internal State Repeat(int times)
    {
        var repeated = new State(System, checked(ScenarioCount * times));
        for (var c = 0; c < _columns.Count; c++)
        {
            Repeat(_columns[c].Column, repeated._columns[c].Column);
        }

        foreach (var (name, column) in _memory)
        {
            Repeat(column, repeated.Memory(name, column.Rows));
        }

        foreach (var (name, column) in _notes)
        {
            Repeat(column, repeated.Note(name, column.Rows));
        }

        return repeated;
    }

    /// <summary>Begins to note which limits force which institution.</summary>
    internal ForcedLimits WatchLimits() => Forced ??= new ForcedLimits(this);

    /// <summary>The standing of one institution in one scenario.</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public Standing StandingOf(int institution, int scenario) => (Standing)(int)Standing[institution, scenario];

    /// <summary>A second state to try things on, of the same system and number of scenarios; made once.</summary>
    internal State Trial()
    {
        _trial ??= new State(System, ScenarioCount);
        _trial.CopyFrom(this);
        return _trial;
    }

    /// <summary>The columns that every state has, in a fixed order, with the scale of the convergence test.</summary>
    internal List<(string Name, Column Column, double Scale)> OwnColumns => _columns;

    /// <summary>The columns that operators added, by name.</summary>
    internal NamedColumns Memories => _memory;

    /// <summary>The columns of what operators note to be faster, by name.</summary>
    internal NamedColumns Notes => _notes;

    /// <summary>Sets everything that was changed since the last time, or since it was made, back to what it is in a state that nothing happened to.</summary>
    internal void ResetTo(State untouched)
    {
        for (var c = 0; c < _columns.Count; c++)
        {
            var column = _columns[c].Column;
            if (column.IsChanged)
            {
                column.CopyFrom(untouched._columns[c].Column);
                column.IsChanged = false;
            }
        }

        ForgetWhatIsNotIn(untouched);
    }

    /// <summary>Sets some scenarios to what they are in another state.</summary>
    internal void Restore(State other, ReadOnlySpan<bool> scenarios)
    {
        foreach (var (now, earlier, _) in new Pairs(this, other))
        {
            now.Restore(earlier, scenarios);
        }
    }

    /// <summary>Looks which of its own columns are 0 throughout.</summary>
    internal void LookForZeros()
    {
        foreach (var (_, column, _) in _columns)
        {
            column.LookForZeros();
        }
    }

    /// <summary>Forgets what operators remembered: to them a column of zeros is another thing than none.</summary>
    internal void ForgetMemories()
    {
        foreach (var (_, column) in _memory)
        {
            column.Clear();
        }

        foreach (var (_, column) in _notes)
        {
            column.Clear();
        }
    }

    /// <summary>Takes over some scenarios, next to each other, of another state of the same system, in whatever is not as it was when both were made.</summary>
    internal void CopyScenarios(int to, State other, int from, int count)
    {
        for (var c = 0; c < _columns.Count; c++)
        {
            var (ours, theirs) = (_columns[c].Column, other._columns[c].Column);
            if (ours.IsChanged || theirs.IsChanged)
            {
                ours.CopyScenarios(to, theirs, from, count);
            }
        }

        CopyScenarios(_memory, to, other._memory, from, count);
        CopyScenarios(_notes, to, other._notes, from, count);
    }

    /// <summary>Takes over one scenario of another state of the same system.</summary>
    internal void CopyScenario(int to, State other, int from) => CopyScenarios(to, other, from, 1);

    /// <summary>Name of the asset or institution that a row of a column belongs to; empty for the system as a whole.</summary>
    internal string OwnerOf(string quantity, int row)
    {
        if (quantity == nameof(Flows))
        {
            return "";
        }

        var rows = Columns.First(c => c.Name == quantity).Column.Rows;
        var (institutions, assets) = (System.Institutions, System.Assets);
        return rows == institutions.Length && !IsByAsset(quantity) ? institutions[row].Name
            : rows == assets.Length && IsByAsset(quantity) ? assets[row].Name
            : rows == Retained.Rows ? $"{institutions[row / System.Tiers].Name}, tier {row % System.Tiers}"
            : "";

        bool IsByAsset(string name) => name is nameof(Price) or nameof(Fundamental) or nameof(Discount) or nameof(Volatility) or nameof(Depth) or nameof(Haircut)
            or nameof(HalfSpread) or nameof(Quoting) or nameof(Inventory) or nameof(CustomerSales) or nameof(StartOfRoundPrice) or nameof(Sold)
            || (rows == assets.Length && rows != institutions.Length && rows != Retained.Rows);
    }

    private void CopyScenarios(NamedColumns ours, int to, NamedColumns theirs, int from, int count)
    {
        foreach (var (name, column) in theirs)
        {
            if (!ours.TryGetValue(name, out var own))
            {
                ours.Add(name, own = new Column(column.Rows, ScenarioCount));
            }

            own.CopyScenarios(to, column, from, count);
        }

        foreach (var (name, column) in ours)
        {
            if (!theirs.ContainsKey(name))
            {
                column.ClearScenarios(to, count);
            }
        }
    }

    private static void Repeat(Column from, Column to)
    {
        for (var row = 0; row < from.Rows; row++)
        {
            for (var first = 0; first < to.ScenarioCount; first += from.ScenarioCount)
            {
                from.In(row).CopyTo(to.Row(row)[first..]);
            }
        }
    }

    private Column Add(string name, int rows, double scale = 0)
    {
        var column = Column.Uniform(rows, ScenarioCount);
        _columns.Add((name, column, scale));
        return column;
    }
}
