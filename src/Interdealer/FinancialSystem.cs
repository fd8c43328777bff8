using System.Collections.Frozen;
using System.Collections.Immutable;
using Interdealer.Display;
using Interdealer.Engine;

namespace Interdealer;

/// <summary>
/// What does not change in a cascade: n institutions, m assets, the starting holdings Q (n × m, at price 1), and each one's own figures.
/// </summary>
/// <remarks>
/// Built from labelled tables, joined by label: a label that is unknown, repeated or missing is an error. The order of institutions and
/// assets is the order in which they were given and decides the order of results, never their values.
/// </remarks>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed partial class FinancialSystem : IRenderable
{
    private readonly FrozenDictionary<string, int> _institutionIndex;
    private readonly FrozenDictionary<string, int> _assetIndex;

    /// <summary>A system from its three tables.</summary>
    /// <param name="institutions">At least one, names unique.</param>
    /// <param name="assets">Names unique; may be empty.</param>
    /// <param name="holdings">Who holds what, in currency at price 1; a pair not listed is not held; each pair at most once.</param>
    /// <param name="claims">Who owes whom inside the system, on top of each one's own debt; none when left out.</param>
    /// <exception cref="ArgumentException">
    /// A label is unknown or repeated, an amount is negative or not a number, an institution owes itself, or more short-term debt than debt.
    /// </exception>
    public FinancialSystem(
        IEnumerable<Institution> institutions, IEnumerable<Asset> assets, IEnumerable<Holding> holdings, IEnumerable<InterbankClaim>? claims = null)
    {
        Institutions = Require.NoNulls(institutions, "an institution");
        Assets = Require.NoNulls(assets, "an asset");
        Amounts = Require.NoNulls(holdings, "a holding");
        Debts = Require.NoNulls(claims ?? [], "a claim", nameof(claims));
        if (Institutions.IsEmpty)
        {
            throw new ArgumentException("institutions must hold at least one institution; the table was empty.", nameof(institutions));
        }

        _institutionIndex = Index(Institutions.Select(i => i.Name), "institution", nameof(institutions));
        _assetIndex = Index(Assets.Select(a => a.Name), "asset", nameof(assets));
        foreach (var i in Institutions)
        {
            // The comparison allows for the rounding of a table that derives both from the same sums.
            if (i.ShortTermDebt > i.Debt * (1 + 1e-12))
            {
                throw new ArgumentException(
                    $"institutions: \"{i.Name}\" owes short-term debt of {Require.Text(i.ShortTermDebt)}, more than its whole debt of {Require.Text(i.Debt)} (currency).",
                    nameof(institutions));
            }
        }

        // Unsellable assets form a tier of their own, after every other.
        var ranks = Assets.Where(a => a.Sellable).Select(a => a.LiquidityRank).Distinct().Order().ToList();
        SellableTiers = ranks.Count;
        Tiers = Math.Max(1, ranks.Count + (Assets.Any(a => !a.Sellable) ? 1 : 0));
        TierOf = [.. Assets.Select(a => a.Sellable ? ranks.IndexOf(a.LiquidityRank) : ranks.Count)];
        Q = new Holdings(Institutions.Length * Tiers, Assets.Length, Entries(Amounts));
        Claims = new InterbankClaims(Institutions.Length, Entries(Debts));
        var size = Amounts.Sum(h => h.Amount) + Institutions.Sum(i => i.Cash + i.OtherAssets);
        Size = size > 0 ? size : 1;
    }

    /// <summary>The n institutions, in the order given.</summary>
    public ImmutableArray<Institution> Institutions { get; }

    /// <summary>The m assets, in the order given.</summary>
    public ImmutableArray<Asset> Assets { get; }

    /// <summary>The holdings table as given.</summary>
    public ImmutableArray<Holding> Amounts { get; }

    /// <summary>The claims of institutions on each other as given.</summary>
    public ImmutableArray<InterbankClaim> Debts { get; }

    /// <summary>Number of tiers: assets of one liquidity rank are one tier, what cannot be sold is the last.</summary>
    public int Tiers { get; }

    /// <summary>Number of tiers that can be sold: tiers 0 to this − 1, most liquid first.</summary>
    public int SellableTiers { get; }

    /// <summary>The tier of each asset.</summary>
    public ImmutableArray<int> TierOf { get; }

    /// <summary>All holdings, cash and other assets, in currency; 1 where there are none. What amounts are measured against when asking whether they moved.</summary>
    internal double Size { get; }

    /// <summary>The system valued before anything happens (one scenario).</summary>
    internal Valuation Starting => field ??= Start().Value();

    /// <summary>What the columns of a state hold before anything happens.</summary>
    internal StartingRows Constants => field ??= new StartingRows(this);

    /// <summary>The holdings and their two products.</summary>
    internal Holdings Q { get; }

    /// <summary>The claims inside the system and their product.</summary>
    internal InterbankClaims Claims { get; }

    /// <summary>A system of separate balance sheets: assets of one name are one asset, cash items become cash, listing order is liquidity order.</summary>
    /// <param name="sheets">At least one, names unique.</param>
    /// <remarks>
    /// All debt counts as short-term. The rank of an asset is its place in the first sheet that lists it (in later sheets, after those).
    /// An asset that one sheet calls <see cref="AssetKind.Other"/> and another sells is an error.
    /// </remarks>
    public static FinancialSystem Of(params IEnumerable<BalanceSheet> sheets) => BalanceSheetSystem.Build(sheets, name => new Asset(name));

    /// <summary>A system of separate balance sheets with market figures for their assets.</summary>
    /// <param name="sheets">At least one, names unique.</param>
    /// <param name="markets">Depth, volatility, haircut and so on of assets by name; the liquidity rank and whether it can be sold come from the sheets.</param>
    public static FinancialSystem Of(IEnumerable<BalanceSheet> sheets, params IEnumerable<Asset> markets)
    {
        var known = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (var market in Require.NoNulls(markets, "an asset"))
        {
            if (!known.TryAdd(market.Name, market))
            {
                throw new ArgumentException($"markets: \"{market.Name}\" is listed twice; each asset once.", nameof(markets));
            }
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        var system = BalanceSheetSystem.Build(sheets, name => known.TryGetValue(name, out var a) && used.Add(name) ? a : new Asset(name));
        foreach (var name in known.Keys.Where(name => !used.Contains(name)))
        {
            throw Require.Unknown("an asset of these balance sheets", name, system.Assets.Select(a => a.Name), nameof(markets));
        }

        return system;
    }

    /// <summary>Place of an institution.</summary>
    /// <param name="name">Its label.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public int InstitutionIndex(string name) => _institutionIndex.TryGetValue(Require.Label(name), out var i)
        ? i
        : throw Require.Unknown("an institution of this system", name, Institutions.Select(x => x.Name), nameof(name));

    /// <summary>Place of an asset.</summary>
    /// <param name="name">Its label.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public int AssetIndex(string name) => _assetIndex.TryGetValue(Require.Label(name), out var k)
        ? k
        : throw Require.Unknown("an asset of this system", name, Assets.Select(x => x.Name), nameof(name));

    /// <summary>The state before anything happens: every price 1, everything still held.</summary>
    /// <param name="scenarioCount">Number of scenarios, at least 1.</param>
    public State Start(int scenarioCount = 1) => new(this, scenarioCount);

    /// <summary>The state after one asset has fallen in price.</summary>
    /// <param name="asset">Its label.</param>
    /// <param name="fall">Fraction from 0 to 1.</param>
    public State Shock(string asset, double fall) => Shock(new Shock().Falling(asset, fall));

    /// <summary>The state after shocks, one scenario for each.</summary>
    /// <param name="shocks">At least one.</param>
    public State Shock(params IEnumerable<Shock> shocks)
    {
        var all = Require.NoNulls(shocks, "a shock");
        var state = Start(Math.Max(1, all.Length));
        for (var scenario = 0; scenario < all.Length; scenario++)
        {
            all[scenario].Apply(state, scenario);
        }

        return all.Length > 0 ? state : throw new ArgumentException("shocks must hold at least one shock; it was empty.", nameof(shocks));
    }

    private static FrozenDictionary<string, int> Index(IEnumerable<string> names, string what, string argument)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!index.TryAdd(name, index.Count))
            {
                throw new ArgumentException($"{argument}: the {what} \"{name}\" is listed twice; names must be unique.", argument);
            }

            if (Require.HasLooseAccents(name))
            {
                throw new ArgumentException($"{argument}: the {what} \"{name}\" has an accent as a character of its own (Unicode NFD); write it in one with its letter (NFC), so that names that look the same are the same.", argument);
            }
        }

        return index.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private List<(int Row, int Asset, double Amount)> Entries(ImmutableArray<Holding> holdings)
    {
        var seen = new HashSet<(int, int)>();
        var entries = new List<(int, int, double)>(holdings.Length);
        foreach (var h in holdings)
        {
            var i = InstitutionIndex(h.Institution);
            var k = AssetIndex(h.Asset);
            Require.NonNegative(h.Amount, "currency", $"holding of \"{h.Asset}\" by \"{h.Institution}\"");
            if (!seen.Add((i, k)))
            {
                throw new ArgumentException($"holdings: \"{h.Asset}\" of \"{h.Institution}\" is listed twice; each pair once.", nameof(holdings));
            }

            if (h.Amount > 0)
            {
                entries.Add(((i * Tiers) + TierOf[k], k, h.Amount));
            }
        }

        return entries;
    }

    private List<(int Debtor, int Creditor, double Amount)> Entries(ImmutableArray<InterbankClaim> claims)
    {
        var seen = new HashSet<(int, int)>();
        var entries = new List<(int, int, double)>(claims.Length);
        foreach (var c in claims)
        {
            var (i, j) = (InstitutionIndex(c.Debtor), InstitutionIndex(c.Creditor));
            Require.NonNegative(c.Amount, "currency", $"claim of \"{c.Creditor}\" on \"{c.Debtor}\"");
            if (i == j)
            {
                throw new ArgumentException($"claims: \"{c.Debtor}\" owes itself {Require.Text(c.Amount)}; a claim needs two institutions.", nameof(claims));
            }

            if (!seen.Add((i, j)))
            {
                throw new ArgumentException($"claims: \"{c.Creditor}\" on \"{c.Debtor}\" is listed twice; each pair once.", nameof(claims));
            }

            if (c.Amount > 0)
            {
                entries.Add((i, j, c.Amount));
            }
        }

        return entries;
    }
}
