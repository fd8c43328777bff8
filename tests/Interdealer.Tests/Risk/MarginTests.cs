using System.Globalization;
using Interdealer.Risk;

namespace Interdealer.Tests.Risk;

public sealed class MarginTests
{
    private static readonly RiskMultiplier TwoDays = RiskMultiplier.Normal(RiskMeasure.ValueAtRisk, 0.99).OverDays(2);

    [Fact]
    public void When_volatility_doubles_raw_margin_doubles_and_margin_with_a_buffer_rises_by_60_percent()
    {
        // 2.3263478740·√2·1 % of 1000 = 32.8995; after: 65.7990. Charged before: 1.25·32.8995; the buffer is used up first: 2/1.25 − 1 = 60 %.
        var path = MarginPath.Of([0.01, 0.02], -1000, TwoDays, new ExhaustibleBuffer());
        Assert.Equal(2.3263478740 * Math.Sqrt(2) * 10, path[0].Raw, 8);
        Assert.Equal(2, path[1].Raw / path[0].Raw, 14);
        Assert.Equal(1.6, path[1].Charged / path[0].Charged, 14);
        Assert.Equal(0.25, path[0].Buffer, 14);
        Assert.Equal(0, path[1].Buffer, 14);
    }

    [Fact]
    public void A_buffer_is_drawn_down_then_refilled_by_hand()
    {
        // Raw 100 → held 125. Raw 110: buffer drawn, still 125. Raw 140: used up, 140. Raw 130: 140. Raw 104: 1.25·104 = 130.
        Assert.Equal([125, 125, 140, 140, 130], new ExhaustibleBuffer().Charge([100, 110, 140, 130, 104]));

        // Rebuilding half of what is missing on days that do not rise: 140 + ½(175 − 140) = 157.5, then 157.5 + ½·17.5 = 166.25;
        // 150 is a rise within the buffer: nothing is collected.
        Assert.Equal([125, 140, 157.5, 166.25, 166.25], new ExhaustibleBuffer { Rebuild = 0.5 }.Charge([100, 140, 140, 140, 150]));
    }

    [Fact]
    public void Stress_weight_and_lookback_floor_by_hand()
    {
        // .75·100 + .25·300 = 150; .75·300 + .25·300 = 300; above stress raw margin stays: 400.
        Assert.Equal([150, 300, 400], new StressWeight(300).Charge([100, 300, 400]));

        // Root mean square of 30 and 40 is √1250; of two days only after that: √((40² + 10²)/2) = √850.
        var floor = new LookbackFloor(2).Charge([30, 40, 10]);
        Assert.Equal([30, 40, Math.Sqrt(850)], floor);
        Assert.Equal([35, 40, 35], (new LookbackFloor { Known = 35 }).Charge([30, 40, 10]));
    }

    [Fact]
    public void Tools_never_charge_less_than_the_model_and_every_tool_tames_a_doubling()
    {
        IMarginTool[] tools = [new ExhaustibleBuffer(), new ExhaustibleBuffer { Rebuild = 0.1 }, new StressWeight(80), new LookbackFloor { Known = 45 }];
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            double[] raw = [.. Enumerable.Range(0, 100).Select(_ => 10 + (90 * random.NextDouble()))];
            foreach (var tool in tools)
            {
                Assert.All(tool.Charge(raw).Zip(raw), pair => Assert.True(pair.First >= pair.Second, $"seed {seed}, {tool}"));
                Assert.All(
                    tool.Charge([.. raw.Select(r => 0.0)]).Zip(tool.Charge(raw)), pair => Assert.True(pair.First <= pair.Second, $"seed {seed}, {tool}"));
            }
        }

        foreach (var tool in tools)
        {
            var charged = tool.Charge([40, 80]);
            Assert.True(charged[1] / charged[0] < 1.99, tool.ToString());
        }
    }

    [Fact]
    public void The_buffer_stays_between_nothing_and_its_share()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            double[] sigma = [.. Enumerable.Range(0, 200).Select(_ => 0.03 * random.NextDouble())];
            var path = MarginPath.Of(sigma, 50, TwoDays, new ExhaustibleBuffer { Rebuild = random.NextDouble() });
            Assert.All(path, day => Assert.InRange(day.Buffer, 0, 0.25 + 1e-12));
        }
    }

    [Fact]
    public void Procyclicality_by_hand()
    {
        // 10 → 40 → 20 → 50: peak to trough 5. Within one day: rises of 30 (300 %) and 30 (150 %). Within three: 40 (400 %).
        var one = Procyclicality.Of([10, 40, 20, 50], window: 1);
        Assert.Equal(new Procyclicality(5, 1, 30, 3), one);
        Assert.Equal(new Procyclicality(5, 3, 40, 4), Procyclicality.Of([10, 40, 20, 50], window: 3));

        // 10 → 20 → 30 → 40 within two days: 20, or 200 % from 10 to 30; the third day's rise is outside.
        Assert.Equal(new Procyclicality(4, 2, 20, 2), Procyclicality.Of([10, 20, 30, 40], window: 2));
        Assert.Equal(new Procyclicality(1, 5, 0, 0), Procyclicality.Of([7, 7]));
        Assert.Equal(new Procyclicality(3, 2, 0, 0), Procyclicality.Of([9, 6, 3], window: 2));
    }

    [Fact]
    public void Numbers_in_messages_and_texts_do_not_depend_on_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Contains("(write 0.03, not 3, for 3 %); it was 2.5.", Assert.Throws<ArgumentOutOfRangeException>(() => new ExhaustibleBuffer(2.5)).Message, StringComparison.Ordinal);
            Assert.Contains("0.3 at [1,0]", Assert.Throws<ArgumentException>(() => Correlation.Of(new[,] { { 1, 0.2 }, { 0.3, 1 } })).Message, StringComparison.Ordinal);
            Assert.Equal("97.5 % expected shortfall, Student-t with 4.5 degrees of freedom, 1 day: 2.7723", RiskMultiplier.StudentT(RiskMeasure.ExpectedShortfall, 0.975, 4.5).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Wrong_margins_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExhaustibleBuffer(25));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StressWeight(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LookbackFloor(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LookbackFloor { Known = double.NaN });
        Assert.Throws<ArgumentException>(() => Procyclicality.Of([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Procyclicality.Of([1], 0));
        Assert.Contains("volatilities[1] must be a finite number of at least 0", Assert.Throws<ArgumentOutOfRangeException>(() => MarginPath.Of([0.01, double.NaN], 1, TwoDays)).Message, StringComparison.Ordinal);
        Assert.Contains("raw[0] must be a finite number of at least 0, in currency; it was -1", Assert.Throws<ArgumentOutOfRangeException>(() => new ExhaustibleBuffer().Charge([-1])).Message, StringComparison.Ordinal);
    }
}
