using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Extending.Rewritten;
using Interdealer.Tests;

namespace Interdealer.Extending;

/// <summary>What the library does can be done from outside, to the same bits.</summary>
public class RewrittenTests
{
    private static readonly Liquidation[] Orders = [Liquidation.ProRata, Liquidation.MostLiquidFirst, Liquidation.LeastImpact];

    [Fact]
    public void Raising_cash_written_from_outside_has_the_bits_of_the_librarys() => Compare(how => new RaiseCash(how), how => new Payment(how));

    [Fact]
    public void Leverage_targeting_written_from_outside_has_the_bits_of_the_librarys() => Compare(how => new LeverageTargeting(9, how), how => new Target(9, how));

    /// <summary>After other sales of the same round, with payments due, over several rounds, nineteen scenarios at once.</summary>
    private static void Compare(Func<Liquidation, IOperator> library, Func<Liquidation, IOperator> own)
    {
        var acted = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var (system, how) = (RandomSystems.Create(seed), Orders[seed % 3]);
            var start = RandomSystems.Shocked(system, [.. Enumerable.Range(1000 * seed, 19)]);
            var options = new CascadeOptions { MaximumRounds = 6 };
            var (expected, actual) = (Cascade.Run(start, Round(library(how), seed), options), Cascade.Run(start, Round(own(how), seed), options));
            foreach (var ((name, one), (_, other)) in expected.End.Columns.Zip(actual.End.Columns))
            {
                for (var row = 0; row < one.Rows; row++)
                {
                    for (var s = 0; s < one.ScenarioCount; s++)
                    {
                        if (name == nameof(State.Flows))
                        {
                            // Sums over institutions: what one institution does is added up in another order.
                            Assert.Equal(one[row, s], other[row, s], 1e-12 * (1 + Math.Abs(one[row, s])));
                            continue;
                        }

                        Assert.True(BitConverter.DoubleToUInt64Bits(one[row, s]) == BitConverter.DoubleToUInt64Bits(other[row, s]), $"seed {seed}, scenario {s}, {name}[{row}]: {one[row, s]:R} in the library, {other[row, s]:R} from outside");
                    }
                }
            }

            acted += expected.RoundCounts.Count(r => r > 1);
        }

        Assert.True(acted > 300, $"{acted} of 1,140 cascades moved: too few to compare anything.");
    }

    private static IOperator Round(IOperator middle, int seed) =>
        new Deleverage(LeverageRatio.FromMinimum(0.03 + (0.001 * seed)), cash: seed % 2 == 0 ? CashUse.First : CashUse.Kept)
            .Then(middle)
            .Then(new PriceImpact.Exponential(seed % 4 == 0 ? SellerShare.OldPrice : SellerShare.Half))
            .Then(new FundingRun());
}
