using Interdealer;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Models;
using Interdealer.Risk;

namespace Interdealer.Benchmarks;

/// <summary>An operator, and what comes before it so that it has something to do.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Before">Applied to the shocked state first.</param>
internal sealed record LibraryOperator(string Name, IOperator Operator, IOperator? Before = null)
{
    /// <summary>Whether it takes institutions that owe each other to have something to do.</summary>
    public bool OnClaims { get; init; }
}

/// <summary>Every operator and market of the library, with numbers at which it acts on the system of <see cref="BenchmarkSystem.WithRoles"/>.</summary>
/// <param name="system">The system they are applied to.</param>
internal sealed class LibraryOperators(FinancialSystem system)
{
    private static readonly (string Name, Liquidation How)[] Liquidations =
        [("pro rata", Liquidation.ProRata), ("most liquid first", Liquidation.MostLiquidFirst), ("least impact", Liquidation.LeastImpact)];

    private static readonly (string Name, SellerShare Share)[] Ends =
        [("old price", SellerShare.OldPrice), ("half-way", SellerShare.Half), ("new price", SellerShare.NewPrice)];

    private static readonly LeverageRatio Leverage = LeverageRatio.FromMinimum(0.05);
    private static readonly Deleverage Sale = new(Leverage);

    /// <summary>All of them.</summary>
    public IEnumerable<LibraryOperator> All =>
        [.. UnderOneLimit(), .. UnderSeveralLimits(), .. Targeting(), .. Funding(), .. Information(), .. Laws(), .. Dealers(), .. Estates()];

    private IEnumerable<LibraryOperator> UnderOneLimit()
    {
        var risk = new EllipticalRisk(RiskMultiplier.Normal(RiskMeasure.ValueAtRisk, 0.99), Correlation.Uniform(system.Assets.Length, 0.3));
        var squeezed = Squeezed();
        foreach (var (order, how) in Liquidations)
        {
            yield return new($"leverage ratio, {order}", new Deleverage(Leverage, how));
        }

        yield return new("leverage ratio, cash first", new Deleverage(Leverage, cash: CashUse.First));
        yield return new("leverage ratio, down to 90 %", new Deleverage(Leverage.DownTo(0.9)));
        yield return new("leverage ratio, dealers only", new Deleverage(Leverage.For(InstitutionKind.Dealer)));
        yield return new("leverage ratio, varying", new Deleverage(Leverage.Varying("leverage")));
        yield return new("risk-weighted capital", new Deleverage(RiskWeightedCapital.FromMinimum(0.08).WeighingTheRest(0.8)));
        yield return new("haircuts", new Deleverage(new Haircuts()), squeezed);
        yield return new("concentration", new Deleverage(Concentration.OfEquity(1, system.Assets.Take(4).Select(a => a.Name))));
        yield return new("liquidity coverage", new Deleverage(Liquidity()));
        yield return new("net stable funding", new Deleverage(NetStableFunding.Ratio.WeighingTheRest(0.5)));
        yield return new("value at risk, plain sum", new Deleverage(ValueAtRisk.ShareOfEquity(0.25)));
        yield return new("value at risk, one correlation", new Deleverage(ValueAtRisk.ShareOfEquity(0.15, correlation: 0.5)));
        yield return new("value at risk, matrix", new Deleverage(ValueAtRisk.Limit(1, risk)));
        yield return new("expected shortfall, plain sum", new Deleverage(ExpectedShortfall.ShareOfEquity(0.25)));
    }

    private IEnumerable<LibraryOperator> UnderSeveralLimits()
    {
        var squeezed = Squeezed();
        foreach (var (order, how) in Liquidations)
        {
            yield return new($"leverage and haircuts, {order}", new Deleverage(Leverage.And(new Haircuts()), how), squeezed);
        }

        yield return new("leverage and liquidity coverage", new Deleverage(Leverage.And(Liquidity())));
        yield return new("leverage and value at risk", new Deleverage(Leverage.And(ValueAtRisk.ShareOfEquity(0.15, correlation: 0.5))));
    }

    private static IEnumerable<LibraryOperator> Targeting()
    {
        var targets = new LeverageTargeting(16);
        yield return new("leverage targeting", targets);
        yield return new("leverage targeting, sales only", targets with { Buys = false });
    }

    private IEnumerable<LibraryOperator> Funding()
    {
        yield return new("haircut update", new HaircutUpdate(z: 0.5), MoreVolatile(2));
        yield return new("haircut update, prices too", new HaircutUpdate(z: 0.5, fallWeight: 1), MoreVolatile(2));
        yield return new("funding run", new FundingRun());
        foreach (var (order, how) in Liquidations)
        {
            yield return new($"raise cash, {order}", new RaiseCash(how), new FundingRun());
        }

        yield return new("funding squeeze", new FundingSqueeze(new HaircutUpdate(z: 1.5), new FundingRun()), MoreVolatile(20));
        yield return new("redemptions", new Redemptions(0.5));
    }

    private IEnumerable<LibraryOperator> Information()
    {
        var (quotes, spiral) = (new AdverseSelection(0.12), new AdverseSelection(0.12) { Spiral = true });
        var (first, next) = (MoreVolatile(1.2), new VolatilityUpdate(0.94));
        yield return new("adverse selection, first round", quotes, first);
        yield return new("adverse selection, next round", quotes, first.Then(quotes).Then(next));
        yield return new("adverse selection, spiral", spiral, first.Then(spiral).Then(next));
        yield return new("mark down by spread", new MarkDownBySpread(0.5), quotes);
        yield return new("volatility update, EWMA", next);
        yield return new("volatility update, GARCH", new VolatilityUpdate(new Garch11(2e-6, 0.04, 0.94)));
    }

    private static IEnumerable<LibraryOperator> Laws()
    {
        foreach (var (end, share) in Ends)
        {
            yield return new($"linear impact, {end}", new PriceImpact.Linear(share), Sale);
            yield return new($"exponential impact, {end}", new PriceImpact.Exponential(share), Sale);
            yield return new($"square-root impact, {end}", new PriceImpact.SquareRoot(share), Sale);
            yield return new($"power impact, {end}", new PriceImpact.Power(share), Sale);
            yield return new($"floored impact, {end}", new PriceImpact.Floored(share), Sale);

            // Composed, the two may share a pass.
            yield return new($"sale and exponential impact, {end}", Sale.Then(new PriceImpact.Exponential(share)));
        }
    }

    private static IEnumerable<LibraryOperator> Dealers()
    {
        var limit = LeverageRatio.FromMinimum(0.03);
        foreach (var (end, share) in Ends)
        {
            yield return new($"dealer market, {end}", new DealerMarket(limit, new PriceImpact.Exponential(share)), Sale);
        }

        yield return new("recovery", new Recovery(0.3), Sale.Then(new DealerMarket(limit, new PriceImpact.Exponential(SellerShare.OldPrice))));
    }

    private IEnumerable<LibraryOperator> Estates()
    {
        var losses = system.Institutions.Where((_, i) => i % 10 == 0).Aggregate(new Shock(), (shock, x) => shock.Losing(x.Name, 0.1 * x.Debt));
        yield return new("default", new Default(), losses);
        yield return new("default, over three rounds", new Default(liquidationRounds: 3), losses);
        yield return new("clearing of claims", EisenbergNoe.AtMarks, losses) { OnClaims = true };
        yield return new("clearing of claims, costs of default", new RogersVeraart(0.8, 0.8).AtMarks, losses) { OnClaims = true };
        yield return new("clearing of claims before maturity", new Neva(new DefaultAtMaturity(0.02, 1)).AtMarks, losses) { OnClaims = true };
    }

    private Shock MoreVolatile(double times) =>
        system.Assets.Aggregate(new Shock(), (shock, asset) => shock.Volatility(asset.Name, times));

    /// <summary>Haircuts so high that margins bind.</summary>
    private IOperator Squeezed() => MoreVolatile(20).Then(new HaircutUpdate(z: 1.5));

    /// <summary>A level for each quarter of the assets.</summary>
    private LiquidityCoverage Liquidity()
    {
        IEnumerable<string> Quarter(int quarter) => system.Assets.Where((_, k) => 4 * k / system.Assets.Length == quarter).Select(a => a.Name);
        return LiquidityCoverage.FromRunOff(0.9, 0)
            .Counting(HqlaLevel.Level1, Quarter(0)).Counting(HqlaLevel.Level2A, Quarter(1)).Counting(HqlaLevel.Level2BOther, Quarter(2));
    }
}
