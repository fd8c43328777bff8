using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Constraints;

/// <summary>A constraint from outside may say anything; what makes no sense is an error that names it, not a limit that never binds.</summary>
public class OwnConstraintTests
{
    [Theory]
    [InlineData(double.NaN, 1, 1, 1, 0, "usage must be a finite amount; it was NaN")]
    [InlineData(double.PositiveInfinity, 1, 1, 1, 0, "usage must be a finite amount; it was Infinity")]
    [InlineData(1, double.NaN, 1, 1, 0, "capacity must be an amount")]
    [InlineData(1, 1, 0.5, 1, 0, "tightening, target over trigger, must be at least 1; it was 0.5")]
    [InlineData(1, 1, double.NaN, 1, 0, "tightening")]
    [InlineData(1, 1, 1, 2, 0, "repays must be a share from 0 to 1; it was 2")]
    [InlineData(1, 1, 1, 1, 1, "part must be the index of one of 1 parts; it was 1")]
    public void What_makes_no_sense_names_the_constraint_the_institution_and_what_was_expected(double usage, double capacity, double tightening, double repays, double part, string says)
    {
        var state = FinancialSystem.Of(DealerPrime.Sheet).Start();
        var limit = new Says(usage, capacity, tightening, repays, part);
        foreach (var by in new IOperator[] { new Deleverage(limit), new Deleverage(limit.And(LeverageRatio.FromMinimum(0.03))), new Deleverage(limit.For(_ => true).DownTo(1)) })
        {
            var message = Assert.Throws<InvalidOperationException>(() => by.Apply(state)).Message;
            Assert.Contains("The constraint Says measured \"", message, StringComparison.Ordinal);
            Assert.Contains(says, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Where_the_state_itself_is_not_finite_the_scenario_counts_as_diverged()
    {
        var breaks = Operator.From(state =>
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                state.Cash[0, s] = state.Fundamental[0, s] < 1 ? double.NaN : state.Cash[0, s];
            }
        });
        var start = FinancialSystem.Of(DealerPrime.Sheet).Start(2);
        start.Fundamental[0, 1] = 0.5;
        var result = Cascade.Run(start, breaks.Then(new Deleverage(new Cash())));
        Assert.Equal((Outcome.Settled, Outcome.Diverged), (result.Outcomes[0], result.Outcomes[1]));
    }

    [Fact]
    public void Where_it_says_nothing_there_is_no_limit_whatever_it_said_a_round_ago()
    {
        // 100 of bonds at a price of 1, of which half may be held, as long as none was sold: 50 are sold in the first round, and then it is silent.
        var sheet = new BalanceSheet("Dealer", 10) { { "Bonds", 100 } };
        var result = Cascade.Run(FinancialSystem.Of(sheet).Start(3), new Deleverage(new HalfOfWhatIsWhole()).Then(new PriceImpact.Linear(SellerShare.Half)));
        for (var s = 0; s < 3; s++)
        {
            Assert.Equal(Outcome.Settled, result.Outcomes[s]);
            Assert.Equal(0.5, result.End.Retained[0, s], 12);
        }
    }

    private sealed class HalfOfWhatIsWhole : IConstraint
    {
        public IReadOnlyList<string> Parts => ["Half of what is whole"];

        public void Measure(State state, Valuation value, Measurement measurement)
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                if (state.Retained[0, s] == 1)
                {
                    (measurement.ByTier[0, s], measurement.Capacity[0, s]) = (100, 50);
                }
            }
        }
    }

    private sealed class Cash : IConstraint
    {
        public IReadOnlyList<string> Parts => ["Cash"];

        public void Measure(State state, Valuation value, Measurement measurement)
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                measurement.Capacity[0, s] = state.Cash[0, s];
            }
        }
    }

    private sealed class Says(double usage, double capacity, double tightening, double repays, double part) : IConstraint
    {
        public IReadOnlyList<string> Parts => ["Says"];

        public void Measure(State state, Valuation value, Measurement measurement)
        {
            (measurement.Fixed[0, 0], measurement.Capacity[0, 0], measurement.Tightening[0, 0]) = (usage, capacity, tightening);
            (measurement.Repays[0, 0], measurement.Part[0, 0]) = (repays, part);
        }
    }
}
