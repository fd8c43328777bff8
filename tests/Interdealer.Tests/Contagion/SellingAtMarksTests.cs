using Interdealer.Cascades;
using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

/// <summary>
/// Sellers whose balance sheets are short order and settle in one pass where the market pays the marks. Nothing may tell: not from the two
/// operators applied one after the other, nor from a scenario that runs alone, whoever buys, is left out, has cash, or is not a number.
/// </summary>
public class SellingAtMarksTests
{
    private static readonly CascadeOptions Limits = new() { MaximumRounds = 40, KeepEvery = 0 };

    private static readonly IOperator Nothing = Operator.From(_ => { });

    /// <summary>Everyone writes off some holdings and is forgiven some debt, also who has no target: what one round leaves is what the next starts from.</summary>
    private static readonly IOperator Repayment = Operator.From(state =>
    {
        foreach (var column in new[] { state.Retained, state.Debt })
        {
            for (var row = 0; row < column.Rows; row++)
            {
                foreach (ref var x in column.Row(row))
                {
                    x *= x > 0.25 ? 0.97 : 1;
                }
            }
        }
    });

    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 60).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void One_pass_leaves_the_bits_of_two_operators_and_of_scenarios_alone(int seed)
    {
        var random = new Random(seed);
        var (system, scenarioCount) = (RandomSystem(random), 1 + random.Next(34));
        var (sellers, market) = (Sellers(random), Market(random));
        market = random.Next(3) == 0 ? market.Then(Repayment) : market;
        var (joined, apart) = (new CascadeBlock(system, scenarioCount, sellers.Then(market), Limits), new CascadeBlock(system, scenarioCount, sellers.Then(Nothing).Then(market), Limits));
        var alone = new CascadeBlock(system, 1, sellers.Then(Nothing).Then(market), Limits);
        for (var block = 0; block < 2; block++)
        {
            var shock = RandomShock(random, system, scenarioCount);
            Run(joined, shock, 0);
            Run(apart, shock, 0);
            for (var s = 0; s < scenarioCount; s++)
            {
                Same(joined, apart, s, s);
                if (!double.IsNaN(shock[s].Falls[0]))
                {
                    Run(alone, shock, s);
                    Same(joined, alone, s, 0);
                }
            }
        }
    }

    [Fact]
    public void Sellers_and_market_apply_to_a_state_alike_joined_and_apart()
    {
        var system = RandomSystem(new Random(3));
        var (sellers, market) = (new LeverageTargeting(8) with { Buys = false }, new PriceImpact.Linear(SellerShare.OldPrice));
        var (joined, apart) = (system.Shock(new Shock().Falling("asset 0", 0.2)), system.Shock(new Shock().Falling("asset 0", 0.2)));

        sellers.Then(market).Apply(joined);
        sellers.Apply(apart);
        Assert.True(apart.Order.Scenario(0).Max() > 0);
        market.Apply(apart);

        Assert.True(joined.Sold.Scenario(0).Max() > 0);
        foreach (var (one, other) in joined.Columns.Zip(apart.Columns))
        {
            Assert.Equal(other.Column.Scenario(0), one.Column.Scenario(0));
        }
    }

    private static void Run(CascadeBlock block, Scenario[] shock, int first)
    {
        block.Reset();
        var state = block.State;
        for (var s = 0; s < state.ScenarioCount; s++)
        {
            var scenario = shock[first + s];
            for (var k = 0; k < state.System.Assets.Length; k++)
            {
                state.Price[k, s] = 1 - scenario.Falls[k];
            }

            if (scenario.OtherLoss != 0)
            {
                state.OtherAssets[0, s] *= 1 - scenario.OtherLoss;
            }

            if (scenario.CustomerSale != 0)
            {
                state.CustomerSales[0, s] = scenario.CustomerSale;
            }

            if (scenario.LeverageMultiple != 1)
            {
                Multiples.Of(state, Multiples.Leverage, state.System.Institutions.Length)[0, s] = scenario.LeverageMultiple;
            }
        }

        block.Run();
    }

    private static void Same(CascadeBlock block, CascadeBlock other, int scenario, int otherScenario)
    {
        Assert.Equal((other.Outcomes[otherScenario], other.Rounds[otherScenario], other.Residuals[otherScenario]), (block.Outcomes[scenario], block.Rounds[scenario], block.Residuals[scenario]));
        foreach (var (mine, theirs) in block.State.Columns.Zip(other.State.Columns))
        {
            Assert.Equal(theirs.Name, mine.Name);
            Assert.Equal(theirs.Column.Scenario(otherScenario), mine.Column.Scenario(scenario));
        }
    }

    private static LeverageTargeting Sellers(Random random)
    {
        // A target of 1 sells for all of the debt, so that rounding decides whether cash is left.
        var sellers = random.Next(4) switch
        {
            0 => LeverageTargeting.AtStart(atMost: 20),
            1 => new LeverageTargeting(12),
            2 => LeverageTargeting.OfEach(i => i.Name.EndsWith('1') ? 1 : 9),
            _ => LeverageTargeting.AtStart(),
        };
        return sellers with { Buys = random.Next(2) == 0, AppliesTo = random.Next(3) == 0 ? i => !i.Name.EndsWith('2') : _ => true };
    }

    private static IOperator Market(Random random) => random.Next(4) switch
    {
        0 => new PriceImpact.Exponential(SellerShare.OldPrice),
        1 => new PriceImpact.Floored(SellerShare.OldPrice),
        2 => new PriceImpact.Linear(SellerShare.Of(0.4)),
        _ => new PriceImpact.Linear(SellerShare.OldPrice),
    };

    private static FinancialSystem RandomSystem(Random random)
    {
        var (hasCash, hasFloors, hasShortTerm) = (random.Next(2) == 0, random.Next(2) == 0, random.Next(6) == 0);
        var assets = Enumerable.Range(0, 1 + random.Next(9)).Select(k => new Asset($"asset {k}") { Depth = 50 + (900 * random.NextDouble()), PriceFloor = hasFloors ? 0.3 * random.NextDouble() : 0 }).ToList();
        var (banks, holdings) = (new List<Institution>(), new List<Holding>());
        for (var i = 0; i < 1 + random.Next(14); i++)
        {
            var held = assets.Where(_ => random.NextDouble() < 0.7).Select(a => new Holding($"bank {i}", a.Name, 1 + (20 * random.NextDouble()))).ToList();
            var (cash, other) = (hasCash ? 5 * random.NextDouble() : 0, 10 * random.NextDouble());
            var debt = (held.Sum(h => h.Amount) + cash + other) * (0.8 + (0.25 * random.NextDouble()));
            banks.Add(new Institution($"bank {i}") { Cash = cash, OtherAssets = other, Debt = debt, ShortTermDebt = hasShortTerm ? debt / 2 : 0 });
            holdings.AddRange(held);
        }

        return new FinancialSystem(banks, assets, holdings);
    }

    /// <summary>Some prices rise, some are not numbers, and some scenarios have no shock.</summary>
    private static Scenario[] RandomShock(Random random, FinancialSystem system, int scenarioCount)
    {
        var (others, customers, multiples) = (random.Next(3) == 0, random.Next(3) == 0, random.Next(3) == 0);
        return [.. Enumerable.Range(0, scenarioCount).Select(_ =>
        {
            var kind = random.Next(12);
            var falls = system.Assets.Select(_ => kind == 0 ? 0 : (0.2 * random.NextDouble()) - (kind == 1 ? 0.15 : 0)).ToArray();
            falls[0] = kind == 2 ? double.NaN : falls[0];
            return new Scenario(falls, others ? random.NextDouble() : 0, customers ? 30 * random.NextDouble() : 0, multiples ? 0.5 + random.NextDouble() : 1);
        })];
    }

    /// <summary>Falls of prices, what the first institution loses of its other assets, what customers sell of the first asset, and what multiplies the first institution's target.</summary>
    private sealed record Scenario(double[] Falls, double OtherLoss, double CustomerSale, double LeverageMultiple);
}
