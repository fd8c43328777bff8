using Interdealer.Models;
using Interdealer.Tests.Models.Data;

namespace Interdealer.Tests.Models;

public sealed class ThresholdFireSaleTests
{
    private static IReadOnlyList<ThresholdBank> Banks2018 =>
    [
        .. Rows.Of(FiresaleThreshold2018.Banks).Select(r => new ThresholdBank(
            r["bank"], r.Number("cet1_eur_mn"), r.Number("leverage_ratio_pct") / 100, r.Number("debt_securities_eur_mn"), r.Number("government_bonds_eur_mn"))),
    ];

    [Fact]
    public void Forty_eight_banks_of_2018_repeat_the_run_of_the_original_program()
    {
        var steps = new ThresholdFireSale().Run(Banks2018, 0.2).Steps;
        int[] defaults = [0, 7, 35, 2, 0, 0, 0];
        double[] sold = [0, 0.6051244472209701, 0.9938477110796555, 0.9960535553148062, 0.9960535553148062, 0.9960535553148062];
        for (var t = 0; t < defaults.Length; t++)
        {
            Assert.Equal(defaults[t], t < steps.Length ? steps[t].Defaults.Length : 0);
        }

        for (var t = 0; t < sold.Length; t++)
        {
            Close.To(sold[t], steps[Math.Min(t + 1, steps.Length - 1)].ShareSold);
        }

        Close.To(0.3618092382737005, steps[^1].CorporatePrice);
        Close.To(0.28732997127433224, steps[^1].GovernmentPrice);
    }

    [Fact]
    public void One_bank_sells_to_the_target_by_hand()
    {
        // Assets 100, capital 4.5, cash 5, governments 50 fall by 1 %: 99.5 on 4, ratio .0402: nothing. By 2 %: 99 on 3.5 = .03535 < .04:
        // excess 99 − 3.5/.05 = 29, 5 from cash, 24 of 49 sold: units 50·24/49 = 24.4898, share .489796, price .98·e^(−β·.489796).
        var bank = new ThresholdBank("bank", 4.5, 0.045, 50, 50);
        Assert.Equal(2, new ThresholdFireSale().Run([bank], 0.01).Steps.Length);
        Assert.Equal(0, new ThresholdFireSale().Run([bank], 0.01).End.ShareSold);
        var steps = new ThresholdFireSale { Impact = 1e-9 }.Run([bank], 0.02).Steps;
        Close.To(24.0 / 49, steps[^1].ShareSold, 1e-6);
        Assert.All(steps, s => Assert.Empty(s.Defaults));
        var beta = -Math.Log(0.95) / 0.05;
        Close.To(0.98 * Math.Exp(-beta * 24 / 49), new ThresholdFireSale().Run([bank], 0.02).Steps[2].GovernmentPrice);
    }

    [Fact]
    public void Proceeds_stay_cash_until_the_bank_acts_by_hand()
    {
        // As above, π = .0026: β = .0520677, price .98 → .955317 for 24/49 of the bonds sold at .967658, so 23.6977 of cash. Assets 45 + 23.6977 + 24.3703
        // = 93.0680 on debt of 95.5 − 5 = 90.5: 2.5680/93.0680 = 2.76 % is below 3 %. Had the cash repaid debt at the sale, 2.5680/69.3703 = 3.70 % would not be.
        var run = new ThresholdFireSale { Impact = 0.0026 }.Run([new ThresholdBank("bank", 4.5, 0.045, 50, 50)], 0.02);
        Assert.Equal([0, 0, 1, 0], run.Steps.Select(s => s.Defaults.Length));
        Close.To(0.98 * Math.Exp(Math.Log(1 - 0.0026) / 0.05 * 24 / 49), run.Steps[2].GovernmentPrice);
        Assert.Equal(1, run.End.ShareSold, 12);
    }

    [Fact]
    public void A_run_says_when_its_steps_were_over_before_it_came_to_rest()
    {
        var model = new ThresholdFireSale();
        var whole = model.Run(Banks2018, 0.2);
        Assert.True(whole.AtRest);
        for (var steps = 1; steps < whole.Steps.Length; steps++)
        {
            var part = model.Run(Banks2018, 0.2, steps);
            Assert.Equal(steps + 1, part.Steps.Length);
            Assert.Equal(steps == whole.Steps.Length - 1, part.AtRest);
            Assert.Equal(whole.Steps.Take(steps + 1).Select(s => s.ShareSold), part.Steps.Select(s => s.ShareSold));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Run(Banks2018, 0.2, 0));
    }

    [Fact]
    public void The_engine_s_operators_composed_give_the_same_steps()
    {
        foreach (var (fall, buffer, impact) in new[] { (0.2, 0.04, 0.05), (0.1, 0.04, 0.02), (0.05, 0.05, 0.005), (0.3, 0.035, 0.1) })
        {
            var model = new ThresholdFireSale { BufferRatio = buffer, Impact = impact };
            var steps = model.Run(Banks2018, fall).Steps;
            var state = ThresholdFireSale.ToSystem(Banks2018).Start();
            var units = Enumerable.Range(0, 2).Select(k => state.System.Amounts.Where(h => h.Asset == state.System.Assets[k].Name).Sum(h => h.Amount)).ToArray();
            state.Price[1, 0] = 1 - fall;
            var defaults = 0;
            foreach (var step in steps.Skip(1))
            {
                model.Round.Apply(state);
                Close.To(step.CorporatePrice, state.Price[0, 0]);
                Close.To(step.GovernmentPrice, state.Price[1, 0]);
                defaults += step.Defaults.Length;
                Assert.Equal(defaults, state.Standing.Scenario(0).Count(x => x != 0));
                var sold = Enumerable.Range(0, 2).Sum(k => units[k]) - state.System.Amounts.Sum(h => h.Amount * state.Retained[state.System.InstitutionIndex(h.Institution), 0]);
                Assert.Equal(step.ShareSold, sold / units.Sum(), 9);
            }

            Assert.True(steps.Length > 3, $"a fall of {fall} hardly tries the claim");
        }
    }

    [Fact]
    public void The_order_of_banks_decides_nothing()
    {
        var forward = new ThresholdFireSale().Run(Banks2018, 0.2).End;
        var backward = new ThresholdFireSale().Run(Banks2018.Reverse(), 0.2).End;
        Close.To(forward.GovernmentPrice, backward.GovernmentPrice, 1e-12);
        Close.To(forward.ShareSold, backward.ShareSold, 1e-12);
    }

    [Fact]
    public void Bad_banks_and_thresholds_are_refused_by_name()
    {
        var debt = Assert.Throws<ArgumentOutOfRangeException>(() => new ThresholdFireSale().Run([new ThresholdBank("XY", 5, 0.05, 10, 20)], 0.2));
        Assert.Contains("\"XY\"", debt.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new ThresholdFireSale { BufferRatio = 0.06 }.Run([new ThresholdBank("XY", 5, 0.05, 10, 10)], 0.2));
    }

    [Fact]
    public void Without_impact_only_the_shock_moves_a_price_by_hand()
    {
        // 99 on 3.5 must shed 29: 5 of cash and 24 of 49 bonds, at .98. The next step repays 24 of debt from that cash: 70 on 3.5 is the target.
        var run = new ThresholdFireSale { Impact = 0 }.Run([new ThresholdBank("bank", 4.5, 0.045, 50, 50)], 0.02);
        Assert.Equal(24.0 / 49, run.Steps[2].ShareSold, 12);
        Assert.Equal(24.0 / 49, run.End.ShareSold, 12);
        Assert.All(run.Steps, s => Assert.Equal((1, 0.98), (s.CorporatePrice, s.GovernmentPrice)));
        Assert.True(run.AtRest);
        Assert.True(new ThresholdFireSale { Impact = 0 }.Run(Banks2018, 0.2).AtRest);
    }

    [Fact]
    public void A_bank_that_always_targets_sells_above_the_buffer_by_hand()
    {
        // A fall of 1 %: 99.5 on 4 is 4.02 %, above the buffer and below the target of 5 %: 99.5 − 4/.05 = 19.5, 5 from cash, 14.5 of 49.5 sold.
        var bank = new ThresholdBank("bank", 4.5, 0.045, 50, 50);
        var run = new ThresholdFireSale { AlwaysTargets = true, Impact = 0 }.Run([bank], 0.01);
        Assert.Equal(14.5 / 49.5, run.End.ShareSold, 12);
        Assert.True(run.AtRest);
        foreach (var (fall, impact) in new[] { (0.05, 0.005), (0.1, 0.02), (0.2, 0.05) })
        {
            var always = new ThresholdFireSale { AlwaysTargets = true, Impact = impact }.Run(Banks2018, fall);
            var same = new ThresholdFireSale { BufferRatio = 0.05, Impact = impact }.Run(Banks2018, fall);
            Assert.Equal(same.Steps.Select(s => s.ShareSold), always.Steps.Select(s => s.ShareSold));
            Assert.True(always.AtRest, $"{always.Steps.Length} steps");
        }
    }
}
