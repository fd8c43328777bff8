using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// Leverage targeting: assets are kept at ℓ times equity, A = ℓ·e, by selling A − ℓe after losses and buying ℓe − A after gains.
/// </summary>
/// <remarks>
/// Trigger and target are the same. Proceeds repay debt, purchases are financed by new short-term debt, so neither changes equity at present
/// marks. Purchases enlarge every position for sale by the same fraction, up to the target and no further; they are the only thing in a cascade
/// by which a holding grows. An order below 0 is a purchase; what is ordered already counts as done. Whoever has a payment due or a sale ordered
/// does not buy. Without equity everything is sold. A scenario may scale targets, to no less than 1. Source: Adrian and Shin (2010), Liquidity and leverage.
/// </remarks>
public sealed record LeverageTargeting : IInstitutionOperator
{
    private const double Accuracy = 1e-14;
    private readonly Func<FinancialSystem, double[]> _leverage;
    private readonly Liquidation _liquidation;

    /// <summary>One target for all.</summary>
    /// <param name="leverage">ℓ, assets over equity, at least 1: 10 stands for an equity ratio of 10 %.</param>
    /// <param name="liquidation">What is sold first; pro rata when left out.</param>
    public LeverageTargeting(double leverage, Liquidation? liquidation = null)
        : this(Same(Target(leverage, nameof(leverage))), liquidation)
    {
    }

    private LeverageTargeting(Func<FinancialSystem, double[]> leverage, Liquidation? liquidation) =>
        (_leverage, _liquidation) = (leverage, liquidation ?? Liquidation.ProRata);

    /// <summary>False sells after losses but does not buy after gains.</summary>
    public bool Buys { get; init; } = true;

    /// <summary>Which institutions have the target; all when left out.</summary>
    public Func<Institution, bool> AppliesTo { get; init; } = _ => true;

    /// <summary>A target for each institution.</summary>
    /// <param name="leverage">ℓ of an institution, assets over equity, at least 1.</param>
    /// <param name="liquidation">What is sold first; pro rata when left out.</param>
    public static LeverageTargeting OfEach(Func<Institution, double> leverage, Liquidation? liquidation = null)
    {
        ArgumentNullException.ThrowIfNull(leverage);
        return new LeverageTargeting(system => [.. system.Institutions.Select(i => Target(leverage(i), $"leverage of \"{i.Name}\""))], liquidation);
    }

    /// <summary>Everyone keeps the leverage it started with, as Greenwood, Landier and Thesmar assume.</summary>
    /// <param name="atMost">Largest target, assets over equity, at least 1: they cap debt over equity at 30, which is leverage of 31. Also the target of those who start without equity.</param>
    /// <param name="liquidation">What is sold first; pro rata when left out.</param>
    public static LeverageTargeting AtStart(double atMost = 31, Liquidation? liquidation = null)
    {
        Target(atMost, nameof(atMost));
        return new LeverageTargeting(
            system => [.. Enumerable.Range(0, system.Institutions.Length).Select(i => AtStart(system.Starting.Assets[i, 0], system.Starting.Equity[i, 0], atMost))],
            liquidation);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Limits => ["Leverage target"];

    AssetColumns IInstitutionOperator.Reads => _liquidation.NeedsCost ? AssetColumns.Depth : AssetColumns.None;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        InstitutionStep.Apply(state, this);
    }

    InstitutionRule IInstitutionOperator.Bind(State state) =>
        InstitutionRule.Of(state, new Rule(new Targets(_leverage(state.System), [.. state.System.Institutions.Select(AppliesTo)]), _liquidation, Buys));

    private static Func<FinancialSystem, double[]> Same(double leverage) => system => [.. Enumerable.Repeat(leverage, system.Institutions.Length)];

    private static double AtStart(double assets, double equity, double atMost) => equity > 0 ? Math.Min(atMost, assets / equity) : atMost;

    private static double Target(double leverage, string name)
    {
        Require.Positive(leverage, "assets over equity", name);
        return leverage >= 1
            ? leverage
            : throw new ArgumentOutOfRangeException(
                name, leverage, $"{name} must be assets over equity, at least 1 (write 20, not 0.05, for an equity ratio of 5 %); it was {Require.Text(leverage)}.");
    }

    /// <summary>ℓ by institution, and who has one.</summary>
    private sealed record Targets(double[] Leverage, bool[] Has)
    {
        /// <summary>By which scenarios scale the target of each institution; null where none does.</summary>
        public Column? Multiples { get; set; }
    }

    private readonly struct Rule(Targets targets, Liquidation how, bool buys) : IPreparedRule
    {
        public void Prepare(State state, Valuation value) => targets.Multiples = Multiples.In(state, Multiples.Leverage);

        public bool AppliesTo(int institution) => targets.Has[institution];

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            T leverage = targets.Leverage[at.Institution];
            if (targets.Multiples is not null)
            {
                leverage = T.Max(1, leverage * at.Read(targets.Multiples));
            }

            var totals = at.HasNoOrder() ? at.TotalsAsTheyAre() : Settlement.TotalsAfterOrders(ref at);
            var excess = totals.Assets - (leverage * T.Max(0, totals.Equity));
            var least = Accuracy * totals.Assets;
            var inBusiness = at.InBusiness;
            var sells = inBusiness & (excess > least);
            var wants = inBusiness & (0 - excess > least);
            var isBuying = buys && T.Any(wants);
            if (T.Any(sells))
            {
                if (how.IsProRata & at.SettlesNext & !at.HasDue & !isBuying && at.HasNoOrder())
                {
                    at.Force(SaleOrders.SellAlike(ref at, default(ValueItself<T>), excess, totals.Sellable, sells, (T)1, out _) > 0, 0);
                }
                else
                {
                    Order(ref at, excess, sells);
                }
            }

            if (isBuying)
            {
                PurchaseOrders.Place(ref at, 0 - excess, wants);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Order<T>(ref InstitutionAt<T> at, in T amount, in T sells)
            where T : unmanaged, ILanes<T>
        {
            var before = RepayShares.Unclaimed(at);
            var ordered = SaleOrders.Place(ref at, how, amount, sells);
            RepayShares.Join(ref at, before, ordered, (T)1, ordered > 0);
            at.Force(ordered > 0, 0);
        }
    }
}
