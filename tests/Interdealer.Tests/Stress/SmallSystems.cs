using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles.Stress;

namespace Interdealer.Tests.Stress;

/// <summary>Systems small enough to try every shock.</summary>
internal static class SmallSystems
{
    public static FinancialSystem DealerPrimeAlone { get; } = FinancialSystem.Of(DealerPrime.Sheet);

    /// <summary>Three banks with three assets each, drawn from a seed, near their limits, in markets of a depth a few times what is held.</summary>
    public static FinancialSystem Banks(int seed)
    {
        var random = new Random(seed);
        string[] assets = ["A", "B", "C"];
        var names = Enumerable.Range(0, 3).Select(i => $"bank {i}").ToArray();
        var holdings = (from i in names from k in assets select new Holding(i, k, 20 + (80 * random.NextDouble()))).ToList();
        return new FinancialSystem(
            names.Select(name =>
            {
                var total = holdings.Where(h => h.Institution == name).Sum(h => h.Amount);
                var debt = (0.93 + (0.02 * random.NextDouble())) * (total + 10);
                return new Institution(name) { Kind = InstitutionKind.Bank, Cash = 10, Debt = debt, ShortTermDebt = 0.3 * debt };
            }),
            assets.Select((name, k) => new Asset(name) { Depth = 1500 + (1500 * random.NextDouble()), Volatility = 0.01, Haircut = 0.02, LiquidityRank = k / 2 }),
            holdings);
    }

    /// <summary>Rounds that jump, run and default.</summary>
    public static IOperator Round(int kind) => kind switch
    {
        0 => new Deleverage(LeverageRatio.FromMinimum(0.04)).Then(new PriceImpact.Linear(SellerShare.NewPrice)),
        1 => new Deleverage(LeverageRatio.FromMinimum(0.04).WithTarget(0.05)).Then(new Default()).Then(new PriceImpact.Exponential(SellerShare.Half)),
        2 => new Deleverage(LeverageRatio.FromMinimum(0.03), Liquidation.MostLiquidFirst).Then(new FundingRun()).Then(new RaiseCash()).Then(new Default()).Then(new PriceImpact.Exponential(SellerShare.OldPrice)),
        _ => new HaircutUpdate(z: 2.33).Then(new Deleverage(LeverageRatio.FromMinimum(0.035).And(new Haircuts()))).Then(new PriceImpact.Linear(SellerShare.Half)).Then(new VolatilityUpdate(0.94)),
    };

    /// <summary>Runs fade in hundreds of rounds; what has not happened in forty does not decide these searches.</summary>
    public static CascadeOptions Limits(int kind) => new() { MaximumRounds = kind == 2 ? 40 : 1000 };

    public static IEnumerable<StressCoordinate> Falls(double upTo) => new[] { "A", "B", "C" }.Select(a => StressCoordinate.Fall(a, upTo));
}
