using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

/// <summary>Leverage, funding and investors at once: every mechanism in one round, run to rest on random systems.</summary>
public sealed class MechanismsTests
{
    private static readonly CascadeOptions Options = new() { MaximumRounds = 3000 };

    private static IOperator Round(Random r) =>
        new Deleverage(LeverageRatio.FromMinimum(0.03 + (0.05 * r.NextDouble())), Liquidation.MostLiquidFirst)
            .Then(new Redemptions(r.NextDouble(), 0.05 * r.NextDouble()))
            .Then(new RaiseCash())
            .Then(new PriceImpact.Exponential(SellerShare.Of(r.NextDouble())))
            .Then(new VolatilityUpdate(lambda: 0.9))
            .Then(new MarkDownBySpread(0.5))
            .Then(new FundingSqueeze(
                new HaircutUpdate(2.33, 10, 0.5 * r.NextDouble()),
                new FundingRun(new() { ComfortLeverage = 10, LeverageWeight = 0.2, FallWeight = r.NextDouble() })))
            .Then(new Default(r.Next(1, 4)));

    [Fact]
    public void All_mechanisms_together_end_in_one_of_the_outcomes_and_keep_every_law()
    {
        var (seen, fates) = (new SortedSet<Outcome>(), new SortedSet<Standing>());
        for (var seed = 0; seed < 120; seed++)
        {
            var result = Cascade.Run(RandomSystems.Shocked(RandomSystems.Create(seed), seed), Round(new Random(seed)), Options);
            seen.Add(result.Outcome);
            fates.UnionWith(result.Losses().Select(l => l.Standing));
            Assert.True(double.IsFinite(result.Residuals[0]), $"seed {seed}: residual {result.Residuals[0]:R}");
            Assert.True(result.Outcome == Outcome.RoundLimit || result.Residuals[0] <= Options.Tolerance, $"seed {seed}: {result.Ending()}");
            for (var h = 1; h < result.History.Length; h++)
            {
                Check(result.History[h - 1].State, result.History[h].State, seed);
            }
        }

        // A test in which nobody ever fails either way would prove nothing.
        Assert.Equal([Standing.Active, Standing.Insolvent, Standing.Illiquid], fates);
        Assert.Contains(Outcome.Settled, seen);
        Assert.Contains(Outcome.WipedOut, seen);
    }

    [Fact]
    public void Losses_add_up_to_what_positions_lost_and_to_what_was_lost_in_the_shock()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var result = Cascade.Run(RandomSystems.Shocked(RandomSystems.Create(seed), seed), Round(new Random(seed)), Options);
            var losses = result.Losses();
            Assert.True(
                Math.Abs(losses.Sum(l => l.Total) - result.Rounds()[^1].Loss) <= 1e-9 * (1 + losses.Sum(l => Math.Abs(l.Total))),
                $"seed {seed}: {losses.Sum(l => l.Total):R} by institution, {result.Rounds()[^1].Loss:R} in all");

            // Cash in, less cash out, is what left the balance sheets: assets + paid to lenders + paid to investors − received is conserved but for price falls.
            var (start, end) = (result.Start, result.End);
            var flows = end.Flows.Scenario(0).Zip(start.Flows.Scenario(0), (a, b) => a - b).ToArray();
            Assert.True(
                Math.Abs(start.Cash.Scenario(0).Sum() + flows[0] - flows[1] - flows[2] - end.Cash.Scenario(0).Sum()) <= 1e-9 * (1 + start.Cash.Scenario(0).Sum() + flows[0]),
                $"seed {seed}: cash appeared or vanished");
        }
    }

    [Fact]
    public void The_order_of_institutions_and_assets_does_not_matter_to_rest()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var system = RandomSystems.Create(seed);
            var mirrored = new FinancialSystem(system.Institutions.Reverse(), system.Assets.Reverse(), system.Amounts.Reverse(), system.Debts.Reverse());
            var shock = new Shock().Falling("asset 0", 0.15).Withdrawing("institution 0", 0.3);
            var one = Cascade.Run(system.Shock(shock), Round(new Random(seed)), Options);
            var other = Cascade.Run(mirrored.Shock(shock), Round(new Random(seed)), Options);
            Assert.Equal(one.Outcome, other.Outcome);
            foreach (var (a, b) in one.Losses().Zip(other.Losses().Reverse()))
            {
                Assert.Equal(a.Standing, b.Standing);
                Assert.True(Math.Abs(a.Total - b.Total) <= 1e-7, $"seed {seed}, {a.Institution}: {a.Total:R} and {b.Total:R}");
            }
        }
    }

    [Fact]
    public void A_scenario_alone_equals_the_scenario_in_a_batch_to_the_last_bit()
    {
        for (var seed = 0; seed < 15; seed++)
        {
            var system = RandomSystems.Create(seed);
            var seeds = Enumerable.Range(700 * seed, 5).ToArray();
            var batch = Cascade.Run(RandomSystems.Shocked(system, seeds), Round(new Random(seed)), Options);
            for (var scenario = 0; scenario < seeds.Length; scenario++)
            {
                var alone = Cascade.Run(RandomSystems.Shocked(system, seeds[scenario]), Round(new Random(seed)), Options);
                Assert.Equal(alone.RoundCounts[0], batch.RoundCounts[scenario]);
                Assert.All(alone.End.Columns.Zip(batch.End.Columns), p => Assert.Equal(p.First.Column.Scenario(0), p.Second.Column.Scenario(scenario)));
            }
        }
    }

    private static void Check(State before, State after, int seed)
    {
        var value = after.Value();
        for (var i = 0; i < after.System.Institutions.Length; i++)
        {
            var owed = after.System.Debts.Where(d => d.Debtor == after.System.Institutions[i].Name).Sum(d => d.Amount) * after.Recovery[i, 0];
            var gap = value.Assets[i, 0] - after.Debt[i, 0] - owed - after.RedemptionDue[i, 0] - value.Equity[i, 0];
            Assert.True(Math.Abs(gap) <= 1e-9 * (1 + value.Assets[i, 0]), $"seed {seed}: assets − debt − equity = {gap:R}");
            Assert.True(after.Cash[i, 0] >= -1e-9, $"seed {seed}: cash {after.Cash[i, 0]:R}");
            Assert.True(after.DebtDue[i, 0] <= after.ShortTermDebt[i, 0] && after.ShortTermDebt[i, 0] <= after.Debt[i, 0] + 1e-9, $"seed {seed}: due, short-term and all debt out of order");
            Assert.True(after.Recovery[i, 0] <= before.Recovery[i, 0], $"seed {seed}: recovery rose");
            Assert.True(before.Standing[i, 0] == 0 || after.Standing[i, 0] == before.Standing[i, 0], $"seed {seed}: standing changed in default");
        }

        for (var x = 0; x < after.Retained.Rows; x++)
        {
            Assert.True(after.Order[x, 0] >= 0 && after.Order[x, 0] <= after.Retained[x, 0] && after.Retained[x, 0] <= before.Retained[x, 0], $"seed {seed}: kept and ordered");
        }
    }
}
