using Interdealer.Calibration;

namespace Interdealer.Tests.Calibration;

public sealed class FundingCalibrationTests
{
    [Fact]
    public void Haircuts_pass_through_the_two_states()
    {
        // (0.05 − 0.02)/((0.012 − 0.004)·√9) = 1.25.
        var update = FundingCalibration.Haircuts((0.02, 0.004), (0.05, 0.012), horizonDays: 9);
        Assert.Equal(1.25, update.Z, 12);

        var state = OneDealer(leverage: 20, volatility: 0.004).Start();
        state.Volatility.Row(0)[0] = 0.012;
        update.Apply(state);
        Assert.Equal(0.05, state.Haircut[0, 0], 12);

        state.Volatility.Row(0)[0] = 0.004;
        update.Apply(state);
        Assert.Equal(0.02, state.Haircut[0, 0], 15);
    }

    [Fact]
    public void A_run_set_off_by_leverage_calls_the_observed_share()
    {
        // w = 0.06·16/(20 − 16) = 0.24.
        var run = FundingCalibration.RunFromLeverage(0.06, leverage: 20, comfortLeverage: 16);
        Assert.Equal(0.24, run.Options.LeverageWeight, 12);

        var state = OneDealer(leverage: 20, volatility: 0.004).Start();
        run.Apply(state);
        Assert.Equal(0.06, state.DebtDue[0, 0] / state.ShortTermDebt[0, 0], 12);
    }

    [Fact]
    public void A_run_set_off_by_a_fall_calls_the_observed_share()
    {
        // w = 0.06/0.015 = 4; a fall of 1 % then calls 4 %.
        var run = FundingCalibration.RunFromFall(0.06, fall: 0.015);
        Assert.Equal(4, run.Options.FallWeight, 12);

        var state = OneDealer(leverage: 20, volatility: 0.004).Shock("Treasuries", fall: 0.01);
        run.Apply(state);
        Assert.Equal(0.04, state.DebtDue[0, 0] / state.ShortTermDebt[0, 0], 12);
    }

    [Fact]
    public void Withdrawn_financing_is_a_higher_haircut()
    {
        // 98 advanced on 100; a tenth withdrawn leaves 88.2: a haircut of 11.8 %.
        Assert.Equal(0.118, FundingCalibration.EquivalentHaircut(0.02, 0.1), 15);
        Assert.Equal(0.02, FundingCalibration.EquivalentHaircut(0.02, 0), 15);
        Assert.Equal(1, FundingCalibration.EquivalentHaircut(0.02, 1), 15);
    }

    [Fact]
    public void States_in_the_wrong_order_are_refused()
    {
        Assert.Contains("stressed.Volatility must be above", Message(() => FundingCalibration.Haircuts((0.02, 0.01), (0.05, 0.01), 10)), StringComparison.Ordinal);
        Assert.Contains("stressed.Haircut must be at least", Message(() => FundingCalibration.Haircuts((0.05, 0.01), (0.02, 0.02), 10)), StringComparison.Ordinal);
        Assert.Contains("leverage must be above the comfortLeverage, 20", Message(() => FundingCalibration.RunFromLeverage(0.1, 20, 20)), StringComparison.Ordinal);
        Assert.Contains("share must be a fraction above 0", Message(() => FundingCalibration.RunFromFall(6, 0.1)), StringComparison.Ordinal);

        static string Message(Func<object> code) => Assert.Throws<ArgumentOutOfRangeException>(code).Message;
    }

    // 100 of Treasuries on 100/leverage of equity, the rest borrowed overnight.
    private static FinancialSystem OneDealer(double leverage, double volatility) => new(
        [new Institution("dealer") { Debt = 100 - (100 / leverage), ShortTermDebt = 100 - (100 / leverage) }],
        [new Asset("Treasuries") { Haircut = 0.02, Volatility = volatility }],
        [new Holding("dealer", "Treasuries", 100)]);
}
