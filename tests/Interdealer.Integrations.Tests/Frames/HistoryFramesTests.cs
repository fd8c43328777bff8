using Deedle;
using Interdealer.Calibration;
using Interdealer.Frames;
using Interdealer.Risk;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class HistoryFramesTests
{
    private static readonly DateTime[] Days = [.. Enumerable.Range(0, 4).Select(t => new DateTime(2020, 3, 16).AddDays(t))];

    [Fact]
    public void Returns_are_those_of_the_history_made_of_the_same_prices()
    {
        double[,] prices = { { 100, 50 }, { 110, 40 }, { 99, 60 }, { 99, 30 } };
        var returns = prices.ToFrame(Days, ["a", "b"]).ToReturns();
        Assert.Equal(Days[1..], returns.RowKeys);
        var plain = ReturnHistory.FromPrices(["a", "b"], prices);
        var history = returns.ToReturnHistory();
        Assert.Equal((plain.Days, 2), (history.Days, history.Assets.Count));
        Assert.All(Enumerable.Range(0, 3), t => Assert.Equal(plain.Day(t).ToArray(), history.Day(t).ToArray()));
        Assert.Equal(returns.ToMatrix(), history.ToFrame(Days[1..]).ToMatrix());
        // 110/100 − 1 = 0.1.
        Assert.Equal(0.1, returns.GetColumn<double>("a")[Days[1]], 12);
    }

    [Fact]
    public void Volatility_is_the_sample_standard_deviation_and_a_path_knows_only_the_past()
    {
        var returns = Of(Days, ("a", new[] { 0.01, -0.01, 0.03, 0.01 }), ("b", new[] { 0.0, 0.02, -0.02, 0 }));
        // a: mean 0.01, squares 0, 4e-4, 4e-4, 0, over 3: √(8e-4/3). b: mean 0, squares 4e-4 twice, over 3: the same.
        Assert.Equal(Math.Sqrt(8e-4 / 3), returns.ToVolatility()["a"], 15);
        Assert.Equal(Math.Sqrt(8e-4 / 3), returns.ToVolatility()["b"], 15);
        var path = returns.ToVolatilityPath(new Ewma(0.5), VarianceSeed.Volatility(0.02)).GetColumn<double>("a").Values.ToArray();
        // σ² 4e-4; then ½·4e-4 + ½·1e-4 = 2.5e-4; then ½·2.5e-4 + ½·1e-4 = 1.75e-4; then ½·1.75e-4 + ½·9e-4 = 5.375e-4.
        Assert.Equal([0.02, Math.Sqrt(2.5e-4), Math.Sqrt(1.75e-4), Math.Sqrt(5.375e-4)], path, (x, y) => Math.Abs(x - y) < 1e-15);
        // a − mean: 0, −2, 2, 0; b − mean: 0, 2, −2, 0: exactly opposite.
        var correlations = returns.ToCorrelations();
        Assert.Equal(-1, correlations.GetColumn<double>("a")["b"], 12);
        Assert.Equal(1.0, correlations.ToCorrelation()[0, 0]);
    }

    [Fact]
    public void A_missing_price_is_refused_dropped_or_carried_forward_by_choice()
    {
        var prices = Of(Days, ("a", new[] { 100.0, double.NaN, 121, 121 }), ("b", new[] { 1.0, 2, 4, 8 }));
        Assert.Contains("prices: row 2020-03-17, column \"a\" has no value; expected a price above 0 (currency)", Refused(() => prices.ToReturns()), StringComparison.Ordinal);
        Assert.Equal([Days[2], Days[3]], prices.ToReturns(Missing.LeftOut).RowKeys);
        Assert.Equal([3.0, 1], prices.ToReturns(Missing.LeftOut).GetColumn<double>("b").Values);
        Assert.Equal([0, 0.21, 0], prices.ToReturns(Missing.CarriedForward).GetColumn<double>("a").Values, (x, y) => Math.Abs(x - y) < 1e-12);
        var first = Of(Days, ("a", new[] { double.NaN, 1.0, 2, 3 }));
        Assert.Contains("row 2020-03-16, column \"a\" has no value", Refused(() => first.ToReturns(Missing.CarriedForward)), StringComparison.Ordinal);
    }

    [Fact]
    public void Days_out_of_order_prices_of_0_and_text_are_refused_by_row_and_column()
    {
        var turned = Of([Days[1], Days[0]], ("a", new[] { 1.0, 2 }));
        Assert.Contains("the row 2020-03-16 comes after 2020-03-17", Refused(() => turned.ToReturns()), StringComparison.Ordinal);
        Assert.Contains("row 2020-03-18, column \"a\" holds 0;", Refused(() => Of(Days, ("a", new[] { 1.0, 1, 0, 1 })).ToReturns()), StringComparison.Ordinal);
        Assert.Contains("row 2020-03-19, column \"a\" holds the text \"closed\"", Refused(() => Of(Days, ("a", new object[] { 1.0, 1, 1, "closed" })).ToReturns()), StringComparison.Ordinal);
        Assert.Contains("column \"a\" holds Infinity", Refused(() => Of(Days, ("a", new[] { 1, double.PositiveInfinity, 0, 1 })).ToReturnHistory()), StringComparison.Ordinal);
        Assert.Contains("at least two rows for a return; it has 1", Refused(() => Of([Days[0]], ("a", new[] { 1.0 })).ToReturns()), StringComparison.Ordinal);
        Assert.Contains("at least two rows for a standard deviation; it has 1", Refused(() => Of([Days[0]], ("a", new[] { 1.0 })).ToVolatility()), StringComparison.Ordinal);
        Assert.Contains("column \"b\" does not vary", Refused(() => Of(Days, ("a", new[] { 1.0, 2, 3, 4 }), ("b", new[] { 1.0, 1, 1, 1 })).ToCorrelations()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dated_series_comes_back_from_its_series()
    {
        var series = DatedSeries.Of("SOFR", [(new(2019, 9, 17), 5.25), (new(2019, 9, 16), 2.43)]);
        Assert.Equal(series.Points, series.ToSeries().ToDatedSeries("SOFR").Points);
        var times = new Series<DateTime, double>([new(2019, 9, 16), new(2019, 9, 17), new(2019, 9, 18)], [2.43, 5.25, double.NaN]);
        Assert.Equal(series.Points, times.ToDatedSeries("SOFR", Missing.LeftOut).Points);
        Assert.Contains("row 2019-09-18, column \"SOFR\" has no value", Refused(() => times.ToDatedSeries("SOFR")), StringComparison.Ordinal);
        Assert.Contains("2019-09-16 12:00:00", Refused(() => new Series<DateTime, double>([new(2019, 9, 16, 12, 0, 0)], [1]).ToDatedSeries("SOFR")), StringComparison.Ordinal);
        var yields = new Series<DateOnly, double>([new(2019, 9, 16), new(2019, 9, 17), new(2019, 9, 18)], [0.02, double.NaN, 0.021]);
        var plain = ParBond.Returns(DatedSeries.Of("yields", [(new(2019, 9, 16), 0.02), (new(2019, 9, 18), 0.021)]), 10);
        Assert.Equal(plain.Dates.AsEnumerable(), yields.ToParBondReturns(10).Keys);
        Assert.Equal(plain.Values.AsEnumerable(), yields.ToParBondReturns(10).Values);
        var aligned = AlignedSeries.Of(series, DatedSeries.Of("EFFR", [(new(2019, 9, 17), 2.3)])).ToFrame();
        Assert.Equal((1, 2), (aligned.RowCount, aligned.ColumnCount));
        Assert.Equal(5.25, aligned.GetColumn<double>("SOFR")[new DateOnly(2019, 9, 17)]);
    }
}
