namespace Interdealer.Models;

/// <summary>
/// An example system: twenty dealers in four groups A–D that hold different but overlapping parts of eight asset classes, from credit (A) over
/// mortgages (B) and agency and off-the-run Treasuries (C) to liquid Treasuries (D). Amounts are in billions of dollars.
/// </summary>
/// <remarks>
/// A group has two classes of its own; of the two classes of group h, group g holds in proportion to overlap^|g − h|: credit dealers share most with
/// mortgage dealers, least with Treasury dealers. Dealers A1 … A5 of a group differ in size (200, 160, 120, 80, 40), in how they split each pair of
/// classes, and in slack. Equity is e = (1 + slack)·A/L, L the largest leverage allowed, so that a leverage requirement of
/// <see cref="Requirement"/> leaves a dealer the slack; depth is D_k = multiple·(1 − λ)/λ·(all dealers' holding of k)·(its liquidity), λ = 1/L,
/// because a sale of (1 − λ)/λ times a loss costs that loss again at a multiple of 1. The figures are round and of a plausible size; they are no estimates.
/// The groups A–D and their common holdings are those of the source document's fire-sale cascade.
/// </remarks>
public sealed record DealerGroups
{
    private const int PerGroup = 5;

    private static readonly string[] Names = ["A", "B", "C", "D"];

    private static readonly double[] Sizes = [200, 160, 120, 80, 40];

    /// <summary>Share that each dealer of a group puts into the first class of a pair.</summary>
    private static readonly double[] FirstOfPair = [0.5, 0.4, 0.6, 0.3, 0.7];

    /// <summary>Slack of each dealer of a group over the mean slack; they average 1.</summary>
    private static readonly double[] SlackOverMean = [1.0, 0.75, 1.25, 0.5, 1.5];

    /// <summary>Two classes for each group: liquidity relative to the mean, daily volatility, haircut, half-spread.</summary>
    private static readonly (string Name, double Liquidity, double Volatility, double Haircut, double HalfSpread)[] Classes =
    [
        ("High-yield bonds", 0.6, 0.006, 0.12, 0.0030), ("Corporate bonds", 0.8, 0.004, 0.06, 0.0015),
        ("Asset-backed securities", 0.8, 0.004, 0.08, 0.0020), ("Agency MBS", 1.0, 0.003, 0.04, 0.0006),
        ("Agency debt", 1.0, 0.0025, 0.03, 0.0005), ("Off-the-run Treasuries", 1.2, 0.003, 0.02, 0.0004),
        ("Inflation-linked Treasuries", 1.2, 0.003, 0.02, 0.0004), ("On-the-run Treasuries", 1.6, 0.003, 0.02, 0.0001),
    ];

    /// <summary>Labels of the groups, A to D.</summary>
    public static IReadOnlyList<string> Groups => Names;

    /// <summary>Labels of the asset classes, those of group A first, least liquid first.</summary>
    public static IReadOnlyList<string> AssetClasses => [.. Classes.Select(c => c.Name)];

    /// <summary>Largest leverage allowed, assets over equity, above 1.</summary>
    public double Leverage
    {
        get;
        init => field = value > 1 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Leverage), value, $"Leverage must be a finite multiple above 1, assets over equity (write 20, not 0.05); it was {Require.Text(value)}.");
    } = 20;

    /// <summary>Mean slack: equity beyond the requirement as a fraction of the requirement, at least 0; dealers of a group have from half to one and a half times it.</summary>
    public double Slack { get; init => field = Require.NonNegative(value, "fraction of required equity", nameof(Slack)); }

    /// <summary>Market depth in units of (1 − λ)/λ times dealers' holdings, above 0; +∞ for markets that no sale moves.</summary>
    public double DepthMultiple { get; init => field = Require.PositiveOrInfinite(value, "multiples of (1 − λ)/λ holdings", nameof(DepthMultiple)); } = 2;

    /// <summary>How much groups hold of each other's classes: 0 nothing, 1 as much as of their own; a fraction from 0 to 1.</summary>
    public double Overlap { get; init => field = Require.Share(value, nameof(Overlap)); } = 0.3;

    /// <summary>Cash and claims on other dealers together, a fraction of assets, below 1.</summary>
    public double CashShare { get; init => field = Require.Fraction(value, nameof(CashShare)); } = 0.08;

    /// <summary>
    /// Claims on other dealers, a fraction of assets from 0 to <see cref="CashShare"/>: cash lent to the dealers of equal size in the other groups, a
    /// third to each, and owed by each to them in place of other debt. Assets, equity and securities stay as they are.
    /// </summary>
    public double ClaimShare { get; init => field = Require.Fraction(value, nameof(ClaimShare)); }

    /// <summary>Share of the debt to lenders outside that is short-term, a fraction from 0 to 1.</summary>
    public double ShortTermShare { get; init => field = Require.Share(value, nameof(ShortTermShare)); } = 0.6;

    /// <summary>Relative risk aversion R, above 0: a dealer's absolute risk aversion is R over its equity; +∞ for dealers who warehouse nothing.</summary>
    public double RiskAversion { get; init => field = Require.PositiveOrInfinite(value, "(a pure number)", nameof(RiskAversion)); } = 50;

    /// <summary>Leverage ratio below which a dealer must sell, λ = 1/L, a fraction.</summary>
    public double Requirement => 1 / Leverage;

    /// <summary>Group of a dealer.</summary>
    /// <param name="dealer">Label, such as B3.</param>
    /// <exception cref="ArgumentException">It is not the label of a dealer.</exception>
    public static string GroupOf(string dealer) =>
        Require.Label(dealer).Length == 2 && Names.Contains(dealer[..1]) && dealer[1] is >= '1' and <= '5'
            ? dealer[..1]
            : throw Require.Unknown("a dealer of the four groups", dealer, Names.SelectMany(g => Enumerable.Range(0, PerGroup).Select(j => Dealer(Array.IndexOf(Names, g), j))), nameof(dealer));

    /// <summary>The two classes of which a group holds most.</summary>
    /// <param name="group">Label, A to D.</param>
    /// <exception cref="ArgumentException">It is not the label of a group.</exception>
    public static IReadOnlyList<string> HomeClasses(string group) =>
        Array.IndexOf(Names, Require.Label(group)) is var g and >= 0
            ? [Classes[2 * g].Name, Classes[(2 * g) + 1].Name]
            : throw Require.Unknown("a group", group, Names, nameof(group));

    /// <summary>The system: dealers A1 … D5, the eight classes, one liquidity rank for each pair (group D's first).</summary>
    /// <exception cref="InvalidOperationException">Claims exceed cash and claims together, or equity exceeds what debt to others leaves.</exception>
    public FinancialSystem System()
    {
        if (ClaimShare > CashShare)
        {
            throw new InvalidOperationException(
                $"ClaimShare must be at most CashShare, {Require.Text(CashShare)} of assets; it was {Require.Text(ClaimShare)}.");
        }

        var holdings = new List<Holding>();
        var dealers = new List<Institution>();
        for (var g = 0; g < Names.Length; g++)
        {
            for (var j = 0; j < PerGroup; j++)
            {
                dealers.Add(Institution(g, j));
                holdings.AddRange(Holdings(g, j));
            }
        }

        var held = holdings.GroupBy(h => h.Asset).ToDictionary(h => h.Key, h => h.Sum(x => x.Amount), StringComparer.Ordinal);
        var assets = Classes.Select((c, k) => new Asset(c.Name)
        {
            LiquidityRank = Names.Length - 1 - (k / 2),
            Depth = DepthMultiple * (Leverage - 1) * held[c.Name] * c.Liquidity,
            Volatility = c.Volatility,
            Haircut = c.Haircut,
            HalfSpread = c.HalfSpread,
        });
        return new FinancialSystem(dealers, assets, holdings, Claims());
    }

    private static string Dealer(int group, int place) => FormattableString.Invariant($"{Names[group]}{place + 1}");

    private Institution Institution(int group, int place)
    {
        var size = Sizes[place];
        var equity = (1 + (Slack * SlackOverMean[place])) * size / Leverage;
        var debt = size - equity - (ClaimShare * size);
        return debt >= 0
            ? new Institution(Dealer(group, place))
            {
                Cash = (CashShare - ClaimShare) * size,
                Debt = debt,
                ShortTermDebt = ShortTermShare * debt,
                RiskAversion = RiskAversion / equity,
            }
            : throw new InvalidOperationException(
                $"Slack of {Require.Text(Slack)} at a leverage of {Require.Text(Leverage)} makes the equity of {Dealer(group, place)} more than its assets less what it owes other dealers; lower one of them.");
    }

    private IEnumerable<Holding> Holdings(int group, int place)
    {
        double[] pairs = [.. Enumerable.Range(0, Names.Length).Select(h => Math.Pow(Overlap, Math.Abs(group - h)))];
        var securities = (1 - CashShare) * Sizes[place];
        return Classes.Select((c, k) =>
        {
            var split = k % 2 == 0 ? FirstOfPair[place] : 1 - FirstOfPair[place];
            return new Holding(Dealer(group, place), c.Name, securities * pairs[k / 2] / pairs.Sum() * split);
        });
    }

    private IEnumerable<InterbankClaim> Claims() =>
        from g in Enumerable.Range(0, Names.Length)
        from h in Enumerable.Range(0, Names.Length)
        where g != h && ClaimShare > 0
        from j in Enumerable.Range(0, PerGroup)
        select new InterbankClaim(Dealer(g, j), Dealer(h, j), ClaimShare * Sizes[j] / (Names.Length - 1));
}
