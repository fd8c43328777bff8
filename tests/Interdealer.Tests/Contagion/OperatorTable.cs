using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Extending;
using Interdealer.Extending.Rewritten;
using Interdealer.Models;
using Interdealer.Risk;
using Interdealer.Tests.Constraints;

namespace Interdealer.Tests.Contagion;

/// <summary>Every operator there is, with random parameters, each option at its ends in part of the draws: the laws run over this one table.</summary>
internal static class OperatorTable
{
    public static readonly IReadOnlyDictionary<string, Func<Random, IOperator>> All = new SortedDictionary<string, Func<Random, IOperator>>(StringComparer.Ordinal)
    {
        ["deleverage under a leverage ratio"] = r => new Deleverage(Slr(r), How(r), r.Next(2) == 0 ? CashUse.First : CashUse.Kept),
        ["deleverage under haircuts"] = r => new Deleverage(new Haircuts(), How(r)),
        ["deleverage under both"] = r => new Deleverage(Slr(r).And(new Haircuts()), How(r)),
        ["deleverage under both, from cash first"] = r => new Deleverage(Slr(r).And(new Haircuts()), How(r), CashUse.First),
        ["deleverage under a risk limit, from cash first"] = r => new Deleverage(ExpectedShortfall.ShareOfEquity(0.05 * r.NextDouble(), correlation: r.NextDouble()).And(Slr(r)), How(r), CashUse.First),
        ["deleverage under concentration"] = r => Limited("concentration", r),
        ["deleverage under liquidity coverage"] = r => Limited("liquidity coverage", r),
        ["deleverage under net stable funding"] = r => Limited("net stable funding", r),
        ["deleverage under risk-weighted capital"] = r => Limited("risk-weighted capital", r),
        ["deleverage under capital and liquidity"] = r => new Deleverage(Slr(r).And(RandomLimits.Liquidity(r)), How(r)),
        ["deleverage of dealers only"] = r => new Deleverage(Slr(r).For(InstitutionKind.Dealer), How(r)),
        ["linear impact"] = r => new PriceImpact.Linear(SellerShare.Of(Share(r))),
        ["exponential impact"] = r => new PriceImpact.Exponential(SellerShare.Of(Share(r))),
        ["square-root impact"] = r => new PriceImpact.SquareRoot(SellerShare.Of(Share(r))) { Coefficient = 0.5 + r.NextDouble() },
        ["power impact"] = r => new PriceImpact.Power(SellerShare.Of(Share(r))) { Exponent = 0.5 + r.NextDouble() },
        ["floored impact"] = r => new PriceImpact.Floored(SellerShare.Of(Share(r))),
        ["mark-down by spread"] = r => new MarkDownBySpread(Share(r)),
        ["volatility by EWMA"] = r => new VolatilityUpdate(0.5 + (0.49 * r.NextDouble())) { RoundDays = 0.1 + r.NextDouble() },
        ["volatility by GARCH"] = r => new VolatilityUpdate(new Garch11(1e-5 * r.NextDouble(), 0.1 * r.NextDouble(), 0.9 * r.NextDouble())),
        ["haircuts"] = Haircuts,
        ["funding run"] = Run,
        ["raise cash"] = r => new RaiseCash(How(r)),
        ["funding run met by sales"] = r => Run(r).Then(new RaiseCash(How(r))),
        ["funding squeeze"] = r => new FundingSqueeze(Haircuts(r), Run(r), How(r)),
        ["redemptions"] = r => new Redemptions(2 * Share(r), 0.99 * Share(r)),
        ["redemptions met by sales"] = r => new Redemptions(2 * Share(r), 0.99 * Share(r)).Then(new RaiseCash(How(r))),
        ["default"] = r => new Default(r.Next(4) == 0 ? 1000 : r.Next(1, 4)),
        ["clearing at the marks"] = _ => EisenbergNoe.AtMarks,
        ["clearing at the marks with costs of default"] = r => new RogersVeraart(Share(r), Share(r)).AtMarks,
        ["valuation of claims before maturity"] = r => new Neva(new DefaultAtMaturity(Share(r), Share(r), Share(r))).AtMarks,
        [Buying] = r => new LeverageTargeting(Leverage(r), How(r)),
        ["leverage targeting from the start, for some"] = r => LeverageTargeting.AtStart(1 + (30 * Share(r)), How(r)) with { Buys = false, AppliesTo = i => i.Kind != InstitutionKind.Fund },
        ["leverage targeting by sales only"] = r => new LeverageTargeting(Leverage(r), How(r)) { Buys = false },
        ["adverse selection"] = r => new AdverseSelection(Share(r), r.Next(4) == 0 ? double.PositiveInfinity : 0.5 + (2 * r.NextDouble())) { OutsideShare = 0.05 + (0.3 * r.NextDouble()) },
        ["quote spiral"] = r => new AdverseSelection(Share(r), r.Next(4) == 0 ? double.PositiveInfinity : 0.5 + (2 * r.NextDouble())) { Spiral = true, QuoteDays = 0.5 + r.NextDouble() },
        ["dealer market"] = r => new DealerMarket(Slr(r), new PriceImpact.Exponential(SellerShare.Of(Share(r)))),
        ["dealer market under two limits"] = r => new DealerMarket(new Haircuts().For(InstitutionKind.Dealer).And(Slr(r)), new PriceImpact.Linear(SellerShare.Of(Share(r)))),
        ["dealer market and recovery"] = r => new DealerMarket(Slr(r), new PriceImpact.Linear(SellerShare.OldPrice)).Then(new Recovery(Share(r))),
        ["recovery"] = r => new Recovery(Share(r)),
        ["margin call from outside"] = r => new MarginCall("asset 0", 3 * Share(r)),
        ["deleverage under a limit from outside"] = r => new Deleverage(new CashBuffer(0.3 * Share(r)), How(r)),
        ["deleverage under a limit from outside and one of the library"] = r => new Deleverage(new CashBuffer(0.3 * Share(r)).And(Slr(r)), How(r)),
        ["deleverage under a limit from outside and one of the library, from cash first"] = r => new Deleverage(new CashBuffer(0.05 * Share(r)).And(Slr(r)), How(r), CashUse.First),
        ["payment from outside"] = r => new Payment(How(r)),
        [BuyingFromOutside] = r => new Target(Leverage(r), How(r)),
        ["buyer of last resort"] = r => new BuyerOfLastResort(("asset 0", 5 * r.NextDouble())) { PerRound = 1 + r.NextDouble() },
        ["purchases before the market"] = r => new Deleverage(Slr(r), How(r)).Then(new BuyerOfLastResort(("asset 0", 5 * r.NextDouble()))).Then(new PriceImpact.Linear(SellerShare.Of(r.NextDouble()))),
        ["lender of last resort"] = r => new LenderOfLastResort(5 * r.NextDouble(), ("asset 0", r.NextDouble())),
        ["a run that the lender of last resort meets"] = r => Run(r).Then(new LenderOfLastResort(5 * r.NextDouble())).Then(new RaiseCash(How(r))),
        ["repo facility"] = r => Haircuts(r).Then(new RepoFacility(("asset 0", r.NextDouble()))),
        ["margin floor"] = r => new MarginFloor(("asset 0", r.NextDouble())),
        ["collateral calls"] = r => new CollateralCalls(new SyntheticExposure("institution 0", "asset 0", 10 * r.NextDouble())),
        ["sponsor support"] = r => new SponsorSupport(1.5 + (10 * r.NextDouble()), r.NextDouble(), r.NextDouble()),
        ["shock"] = r => new Shock().Falling("asset 0", 0.1 * r.NextDouble()).Losing("institution 0", r.NextDouble()),
    };

    /// <summary>The one operator of the library that makes a holding grow.</summary>
    private const string Buying = "leverage targeting in both directions";

    /// <summary>The same written from outside.</summary>
    private const string BuyingFromOutside = "leverage targeting from outside";

    /// <summary>Whether an operator makes holdings grow.</summary>
    public static bool Buys(string name) => name is Buying or BuyingFromOutside;

    /// <summary>Whether an operator states amounts of currency, so that another unit of currency makes it another operator.</summary>
    public static bool StatesAmounts(string name) => name is "shock" or "buyer of last resort" or "purchases before the market" or "lender of last resort"
        or "a run that the lender of last resort meets" or "collateral calls";

    /// <summary>Whether an operator reaches those in default: estates are sold off, what they hold is settled as everybody's is, and a shock hits everybody.</summary>
    public static bool ReachesEstates(string name) => name is "default" or "shock" or "recovery" or "purchases before the market"
        || name.EndsWith("impact", StringComparison.Ordinal) || name.StartsWith("dealer market", StringComparison.Ordinal);

    public static TheoryData<string> Names => [.. All.Keys];

    private static HaircutUpdate Haircuts(Random r) => new(z: 3 * Share(r), horizonDays: 1 + (9 * r.NextDouble()), fallWeight: Share(r));

    private static FundingRun Run(Random r) => new(new()
    {
        ComfortLeverage = 1 + (20 * r.NextDouble()),
        LeverageWeight = Share(r),
        FallWeight = 3 * Share(r),
        MaximumShare = Share(r),
    });

    private static Deleverage Limited(string limit, Random r) => new(RandomLimits.All[limit](r, null, 1), How(r));

    private static LeverageRatio Slr(Random r)
    {
        var slr = LeverageRatio.FromMinimum(0.03 + (0.1 * r.NextDouble())).WithBuffer(0.02 * r.NextDouble());
        return r.Next(2) == 0 ? slr : slr.WithTarget(slr.Requirement * (1 + (0.2 * r.NextDouble())));
    }

    /// <summary>A fraction from 0 to 1, each end in a quarter of the draws.</summary>
    private static double Share(Random r) => r.Next(4) switch
    {
        0 => 0,
        1 => 1,
        _ => r.NextDouble(),
    };

    /// <summary>A target of leverage, now and then the least there is.</summary>
    private static double Leverage(Random r) => r.Next(5) == 0 ? 1 : 3 + (10 * r.NextDouble());

    private static Liquidation How(Random r) => r.Next(3) switch
    {
        0 => Liquidation.ProRata,
        1 => Liquidation.MostLiquidFirst,
        _ => Liquidation.LeastImpact,
    };
}
