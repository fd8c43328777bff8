using Interdealer.Calibration;

namespace Interdealer.Tests.Calibration;

public sealed class ParBondTests
{
    public static TheoryData<double, double> Bonds => new() { { 0.25, 0.01 }, { 1, 0.02 }, { 2, 0 }, { 5, -0.005 }, { 10, 0.0054 }, { 30, 0.0166 }, { 30, 0.12 } };

    [Fact]
    public void Two_years_at_6_per_cent_by_hand()
    {
        // v = 1/1.03 = .9708737864; annuity v + v² + v³ + v⁴ = 3.7170984028; duration 3.7170984028/2 = 1.8585492014.
        // Σ j·v^{j+1} = v² + 2v³ + 3v⁴ + 4v⁵ = .9425959091 + 1.8302833187 + 2.6654611437 + 3.4504351374 = 8.8887755089; convexity 2/4 of it, 4.4443877545.
        var bond = new ParBond(2, 0.06);

        Assert.Equal(1.8585492014, bond.ModifiedDuration, 10);
        Assert.InRange(bond.Convexity, 4.44438775, 4.44438776);

        // At 8 %: coupons of .03 and 1 at the end, u = 1/1.04: .03·3.6298952243 + .8548041910 = .9637010477.
        Assert.Equal(0.9637010477 - 1, bond.PriceChange(0.08), 9);
    }

    [Fact]
    public void A_bill_by_hand()
    {
        // Three months at 4 %: 1.01 is paid; at 8 % it is worth 1.01/1.02.
        var bill = new ParBond(0.25, 0.04);

        Assert.Equal(1.01 / 1.02 - 1, bill.PriceChange(0.08), 15);
        Assert.Equal(0.25 / 1.01, bill.ModifiedDuration, 15);
    }

    [Theory]
    [MemberData(nameof(Bonds))]
    public void The_price_is_the_sum_of_discounted_payments(double years, double yield)
    {
        foreach (var other in new[] { yield - 0.01, yield, yield + 0.0001, yield + 0.03 })
        {
            var periods = (int)Math.Round(years * 2);
            var price = periods == 0
                ? (1 + yield * years) / (1 + other * years)
                : Enumerable.Range(1, periods).Sum(j => ((yield / 2) + (j == periods ? 1 : 0)) / Math.Pow(1 + other / 2, j));

            Assert.InRange(new ParBond(years, yield).PriceChange(other) - (price - 1), -1e-12, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Bonds))]
    public void Duration_and_convexity_are_the_slope_and_the_curvature_of_the_price(double years, double yield)
    {
        var (bond, step) = (new ParBond(years, yield), 1e-5);
        var (up, down) = (bond.PriceChange(yield + step), bond.PriceChange(yield - step));

        Assert.Equal(0, bond.PriceChange(yield));
        Close.To(bond.ModifiedDuration, -(up - down) / (2 * step), 1e-6);
        Close.To(bond.Convexity, (up + down) / (step * step), 1e-3);
    }

    [Theory]
    [MemberData(nameof(Bonds))]
    public void The_error_of_each_order_is_of_the_next(double years, double yield)
    {
        var bond = new ParBond(years, yield);
        double First(double h) => bond.PriceChange(yield + h) - bond.PriceChangeByDuration(yield + h);
        double Second(double h) => bond.PriceChange(yield + h) - bond.PriceChangeByConvexity(yield + h);

        // Halving the step quarters the first error and divides the second by eight; the first is never a gain forgone: convexity is positive.
        Assert.InRange(First(0.004) / First(0.002), 3.8, 4.2);
        Assert.InRange(Second(0.004) / Second(0.002), 7.4, 8.4);
        Assert.True(First(0.01) > 0 && First(-0.01) > 0);
    }

    [Fact]
    public void A_longer_bond_has_more_duration_and_a_higher_yield_less()
    {
        double[] years = [0.25, 1, 2, 3, 5, 7, 10, 30];
        var durations = years.Select(t => new ParBond(t, 0.02).ModifiedDuration).ToList();

        Assert.Equal(durations.Order(), durations);
        Assert.True(new ParBond(10, 0.05).ModifiedDuration < new ParBond(10, 0.01).ModifiedDuration);
        Assert.All(years, t => Assert.InRange(new ParBond(t, 0.02).ModifiedDuration, 0, t));
    }

    [Fact]
    public void Returns_reprice_yesterdays_par_bond_at_todays_yield()
    {
        var yields = DatedSeries.Of("10 years", [(new(2020, 3, 6), 0.0074), (new(2020, 3, 9), 0.0054), (new(2020, 3, 10), 0.0076)]);
        var returns = ParBond.Returns(yields, 10);

        Assert.Equal([new(2020, 3, 9), new(2020, 3, 10)], returns.Dates.AsEnumerable());
        Assert.Equal(new ParBond(10, 0.0074).PriceChange(0.0054), returns.Values[0]);
        Assert.Equal(new ParBond(10, 0.0054).PriceChange(0.0076), returns.Values[1]);
        Assert.True(returns.Values[0] > 0 && returns.Values[1] < 0);
    }

    [Theory]
    [InlineData(0, 0.02, 2, "years")]
    [InlineData(2.25, 0.02, 2, "years")]
    [InlineData(101, 0.02, 2, "years")]
    [InlineData(double.NaN, 0.02, 2, "years")]
    [InlineData(10, 2, 2, "yield")]
    [InlineData(10, double.NaN, 2, "yield")]
    [InlineData(10, 0.02, 0, "couponsPerYear")]
    public void What_is_no_such_bond_is_refused_by_name(double years, double yield, int coupons, string argument) =>
        Assert.Equal(argument, Assert.Throws<ArgumentOutOfRangeException>(() => new ParBond(years, yield, coupons)).ParamName);

    [Fact]
    public void A_yield_in_per_cent_is_refused_with_the_unit() =>
        Assert.Contains("write 0.0054, not 0.54, for 0.54 %", Assert.Throws<ArgumentOutOfRangeException>(() => new ParBond(10, 0.02).PriceChange(1.54)).Message, StringComparison.Ordinal);
}
