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
/// What does change in a cascade, in S scenarios at once: every quantity is a <see cref="Column"/> of one row an entity and one lane a scenario.
/// </summary>
/// <remarks>
/// The holding of institution i in asset k is worth Q_ik · θ_i,tier(k) · mark_k, so no block of institutions × assets × scenarios is ever
/// stored. Operators change a state in place and keep whatever they remember in it. A single run is a batch of one.
/// </remarks>
public sealed class State
{
    private readonly List<(string Name, Column Column)> _columns = [];
    private readonly SortedDictionary<string, Column> _memory = new(StringComparer.Ordinal);
    private Valuation? _valuation;

    internal State(FinancialSystem system, int lanes)
    {
        System = system;
        Lanes = Require.AtLeast(1, lanes, "scenarios");
        var (n, m, t) = (system.Institutions.Length, system.Assets.Length, system.Tiers);
        Price = Add(nameof(Price), m);
        StartOfRoundPrice = Add(nameof(StartOfRoundPrice), m);
        Discount = Add(nameof(Discount), m);
        Volatility = Add(nameof(Volatility), m);
        Depth = Add(nameof(Depth), m);
        Haircut = Add(nameof(Haircut), m);
        HalfSpread = Add(nameof(HalfSpread), m);
        Sold = Add(nameof(Sold), m);
        Inventory = Add(nameof(Inventory), m);
        Kept = Add(nameof(Kept), n * t);
        Order = Add(nameof(Order), n * t);
        RepayShare = Add(nameof(RepayShare), n);
        Cash = Add(nameof(Cash), n);
        OtherAssets = Add(nameof(OtherAssets), n);
        Debt = Add(nameof(Debt), n);
        ShortTermDebt = Add(nameof(ShortTermDebt), n);
        PoolShare = Add(nameof(PoolShare), n);
        Recovery = Add(nameof(Recovery), n);
        Standing = Add(nameof(Standing), n);
        Bound = Add(nameof(Bound), n);
        Unmet = Add(nameof(Unmet), n);
        Flows = Add(nameof(Flows), 3);

        Price.Values.AsSpan().Fill(1);
        StartOfRoundPrice.Values.AsSpan().Fill(1);
        Kept.Values.AsSpan().Fill(1);
        Recovery.Values.AsSpan().Fill(1);
        Bound.Values.AsSpan().Fill(-1);
        Volatility.Spread(system.Assets.Select(a => a.Volatility).ToArray());
        Depth.Spread(system.Assets.Select(a => a.Depth).ToArray());
        Haircut.Spread(system.Assets.Select(a => a.Haircut).ToArray());
        HalfSpread.Spread(system.Assets.Select(a => a.HalfSpread).ToArray());
        Cash.Spread(system.Institutions.Select(i => i.Cash).ToArray());
        OtherAssets.Spread(system.Institutions.Select(i => i.OtherAssets).ToArray());
        Debt.Spread(system.Institutions.Select(i => i.Debt).ToArray());
        ShortTermDebt.Spread(system.Institutions.Select(i => i.ShortTermDebt).ToArray());
        var bearing = system.Institutions.Select(i => 1 / i.RiskAversion).ToArray();
        var all = bearing.Sum();
        PoolShare.Spread(bearing.Select(b => all > 0 ? b / all : 0).ToArray());
    }

    /// <summary>What does not change.</summary>
    public FinancialSystem System { get; }

    /// <summary>Number of scenarios S.</summary>
    public int Lanes { get; }

    /// <summary>Price p_k by asset, 1 at the start.</summary>
    public Column Price { get; }

    /// <summary>Price by asset when the round began; price over this is the round's gross return.</summary>
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

    /// <summary>Value sold in the round by asset, at the prices before the sale.</summary>
    public Column Sold { get; }

    /// <summary>Units by asset that dealers warehouse together, shared out by <see cref="PoolShare"/>; one unit cost 1 at the start.</summary>
    public Column Inventory { get; }

    /// <summary>Fraction θ of the starting holding still held, by institution and tier (row i·tiers + tier).</summary>
    public Column Kept { get; }

    /// <summary>Fraction of the starting holding to be sold when the market next clears, same rows as <see cref="Kept"/>; at most what is kept.</summary>
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

    /// <summary>Cash across the system's border so far: row 0 received from buyers outside, row 1 paid to lenders, row 2 paid to fund investors.</summary>
    public Column Flows { get; }

    /// <summary>Every column, named, in a fixed order; those that operators added come last.</summary>
    public IEnumerable<(string Name, Column Column)> Columns => _columns.Concat(_memory.Select(m => (m.Key, m.Value)));

    /// <summary>A column that an operator adds for what it has to remember; zeros when first asked for.</summary>
    /// <param name="name">A name no other operator uses for something else.</param>
    /// <param name="rows">Number of rows, the same on every call.</param>
    public Column Memory(string name, int rows)
    {
        Require.Label(name);
        if (!_memory.TryGetValue(name, out var column))
        {
            _memory.Add(name, column = new Column(rows, Lanes));
        }

        return column.Rows == rows
            ? column
            : throw new ArgumentException($"rows: the column \"{name}\" has {column.Rows} rows; it was asked for with {rows}.", nameof(rows));
    }

    /// <summary>Values everything at the present marks.</summary>
    /// <returns>Figures of this moment, in buffers that the next call overwrites.</returns>
    public Valuation Value()
    {
        _valuation ??= new Valuation(this);
        _valuation.Update();
        return _valuation;
    }

    /// <summary>An independent copy.</summary>
    public State Copy()
    {
        var copy = new State(System, Lanes);
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
    }

    /// <summary>The standing of one institution in one scenario.</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="lane">Scenario, from 0.</param>
    public Standing StandingOf(int institution, int lane) => (Standing)(int)Standing[institution, lane];

    private Column Add(string name, int rows)
    {
        var column = new Column(rows, Lanes);
        _columns.Add((name, column));
        return column;
    }
}
