using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Markets;

namespace Interdealer.Tests.Constraints;

/// <summary>A limit whose requirement each scenario scales, worked by hand.</summary>
public sealed class VaryingLimitTests
{
    private static readonly VaryingLimit Limit = LeverageRatio.FromMinimum(0.05).Varying("ratio");

    [Fact]
    public void Usage_is_scaled_in_its_parts_and_capacity_is_not()
    {
        // κ = .05·(20 + 80) = 5, of which .05·80 = 4 can be sold; C = 6.
        var state = Scaled(1, 1.2, 1.5);
        var m = new Measurement(state);
        ((IConstraint)Limit).Measure(state, state.Value(), m);
        double[] multiples = [1, 1.2, 1.5];
        for (var s = 0; s < multiples.Length; s++)
        {
            Close.To(5 * multiples[s], m.Usage(0, s));
            Close.To(4 * multiples[s], m.Sellable(0, s));
            Close.To(0.05 * multiples[s], m.PerCash[0, s]);
            Assert.Equal(6, m.Capacity[0, s]);
        }
    }

    [Fact]
    public void The_multiple_decides_whether_a_sale_is_forced_and_how_large_it_is()
    {
        // 5 of 6 and 5.5 of 6 hold; 7.5 of 6 does not: 1.5 of the 6 that selling all would free.
        var state = Scaled(1, 1.1, 1.5);
        new Deleverage(Limit).Apply(state);
        Assert.Equal([0, 0], [state.Order[0, 0], state.Order[0, 1]]);
        Close.To(1.5 / 6, state.Order[0, 2]);

        // Half of a ratio of 10 % takes 5 of 6: no breach, though without the multiple there would be one, 10 of 6.
        var eased = Scaled(0.5);
        new Deleverage(LeverageRatio.FromMinimum(0.1).Varying("ratio")).Apply(eased);
        Assert.Equal(0, eased.Order[0, 0]);
    }

    [Fact]
    public void A_multiple_that_is_set_after_the_limit_was_used_counts_from_then_on()
    {
        var state = Scaled();
        var sale = new Deleverage(Limit);
        sale.Apply(state);
        Assert.Equal(0, state.Order[0, 0]);
        Multiples.Of(state, Multiples.Requirement("ratio"), rows: 1).Values[0] = 1.5;
        sale.Apply(state);
        Close.To(1.5 / 6, state.Order[0, 0]);
    }

    [Fact]
    public void Cash_that_repays_debt_frees_by_the_multiple_too()
    {
        // At 1.35: 6.75 of 6, and a unit of cash frees .0675: 11.1 of the 20 are enough. At 1.5 all 20: 7.5 − 20·.075 = 6.
        var state = Scaled(1.35, 1.5, 1.6);
        new Deleverage(Limit, cash: CashUse.First).Apply(state);
        Close.To(20 - (0.75 / 0.0675), state.Cash[0, 0]);
        Close.To(0, state.Cash[0, 1], 1e-12);
        Close.To(0, state.Order[0, 1], 1e-12);

        // At 1.6: 8 − 20·.08 = 6.4, the last .4 by selling .4/.08 = 5 of 80.
        Close.To(0, state.Cash[0, 2], 1e-12);
        Close.To(5.0 / 80, state.Order[0, 2]);
    }

    [Fact]
    public void What_a_dealer_can_take_is_slack_over_the_scaled_usage_of_a_unit()
    {
        // Slack 6 − 5·f, a unit uses .05·f: 20 at f = 1, .5/.055 at 1.1, nothing from 1.2 on.
        var capacity = new DealerCapacity(Limit).Of(Scaled(1, 1.1, 1.2, 1.5));
        Close.To(20, capacity[0, 0]);
        Close.To(0.5 / 0.055, capacity[0, 1]);
        Close.To(0, capacity[0, 2], 1e-12);
        Assert.Equal(0, capacity[0, 3]);
    }

    /// <summary>A dealer with 20 of cash and 80 of bonds on 6 of equity, in a scenario for each multiple, or in one that has none.</summary>
    private static State Scaled(params double[] multiples)
    {
        var state = new FinancialSystem(
            [new Institution("D") { Cash = 20, Debt = 94, ShortTermDebt = 94, RiskAversion = 0.1 }], [new Asset("bonds") { Volatility = 0.02 }], [new Holding("D", "bonds", 80)])
            .Shock(multiples.DefaultIfEmpty().Select(_ => new Shock()));
        if (multiples.Length > 0)
        {
            multiples.CopyTo(Multiples.Of(state, Multiples.Requirement("ratio"), rows: 1).Values);
        }

        return state;
    }
}
