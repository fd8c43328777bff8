using Deedle;
using Interdealer.Calibration;
using Interdealer.Frames.Reading;
using Interdealer.Frames.Writing;
using Interdealer.Risk;

namespace Interdealer.Frames;

/// <summary>Frames whose rows are days, oldest first, and whose columns are assets: prices, returns, volatilities, and what risk models take.</summary>
public static class HistoryFrames
{
    private const string Price = "a price above 0 (currency)";
    private const string Return = "a return (a fraction; write 0.01, not 1, for 1 %)";

    /// <summary>Simple returns p_t/p_{t−1} − 1 by the key of the later row; one row fewer.</summary>
    /// <param name="prices">At least two rows in ascending order, prices above 0.</param>
    /// <param name="missing">What a day without a price means: refused when left out; <see cref="Missing.LeftOut"/> drops the day for every asset.</param>
    /// <exception cref="ArgumentException">Rows do not ascend, or a cell is not a price; the message names row and column.</exception>
    public static Frame<TRow, string> ToReturns<TRow>(this Frame<TRow, string> prices, Missing? missing = null)
        where TRow : notnull
    {
        var table = Prices(prices, missing);
        return FrameWriter.Of(table.Rows[1..], table.Columns, [.. table.Values.Select(p =>
        {
            var returns = new double[p.Length - 1];
            for (var t = 0; t < returns.Length; t++)
            {
                returns[t] = (p[t + 1] / p[t]) - 1;
            }

            return returns;
        })]);
    }

    /// <summary>Returns as risk models take them.</summary>
    /// <param name="returns">T × m fractions, rows in ascending order.</param>
    /// <param name="missing">What a day without a return means: refused when left out; <see cref="Missing.LeftOut"/> drops the day for every asset.</param>
    /// <exception cref="ArgumentException">Rows do not ascend, or a cell is not a finite number; the message names row and column.</exception>
    public static ReturnHistory ToReturnHistory<TRow>(this Frame<TRow, string> returns, Missing? missing = null)
        where TRow : notnull
    {
        var table = Returns(returns, missing);
        return ReturnHistory.Of(table.Columns, table.ToMatrix());
    }

    /// <summary>A history as a frame.</summary>
    /// <param name="history">T days of m assets.</param>
    /// <param name="days">A key for each day.</param>
    public static Frame<TRow, string> ToFrame<TRow>(this ReturnHistory history, IEnumerable<TRow> days)
        where TRow : notnull
    {
        ArgumentNullException.ThrowIfNull(history);
        return Enumerable.Range(0, history.Assets.Count).Select(history.Asset).ToList().ToFrame(days, history.Assets);
    }

    /// <summary>Sample standard deviation √(Σ(x − x̄)²/(T − 1)) of each asset's returns: its daily volatility, a fraction.</summary>
    /// <param name="returns">T × m fractions, at least two rows, in ascending order.</param>
    /// <param name="missing">What a day without a return means: refused when left out; <see cref="Missing.LeftOut"/> drops the day for every asset.</param>
    public static Series<string, double> ToVolatility<TRow>(this Frame<TRow, string> returns, Missing? missing = null)
        where TRow : notnull
    {
        var table = Returns(returns, missing);
        return table.Rows.Length > 1
            ? new(table.Columns, Array.ConvertAll(table.Values, StandardDeviation))
            : throw new ArgumentException($"returns must have at least two rows for a standard deviation; it has {table.Rows.Length}.", nameof(returns));
    }

    /// <summary>The volatility expected of each return by a variance recursion that knows only the returns before it.</summary>
    /// <param name="returns">T × m fractions, rows in ascending order.</param>
    /// <param name="model">Such as <c>new Ewma(0.94)</c>.</param>
    /// <param name="seed">Variance expected of the first return.</param>
    /// <param name="missing">What a day without a return means: refused when left out.</param>
    /// <returns>T × m fractions a day, in the rows of the returns.</returns>
    public static Frame<TRow, string> ToVolatilityPath<TRow>(this Frame<TRow, string> returns, IVarianceModel model, VarianceSeed seed, Missing? missing = null)
        where TRow : notnull
    {
        ArgumentNullException.ThrowIfNull(model);
        var table = Returns(returns, missing);
        return FrameWriter.Of(table.Rows, table.Columns, [.. table.Values.Select(asset => Array.ConvertAll(model.Variances(asset, seed)[..^1], Math.Sqrt))]);
    }

    /// <summary>Sample correlation of every two assets.</summary>
    /// <param name="returns">T × m fractions, at least two rows, in ascending order, none constant.</param>
    /// <param name="missing">What a day without a return means: refused when left out.</param>
    /// <returns>m × m, symmetric, ones on the diagonal; see <see cref="MatrixFrames.ToCorrelation"/>.</returns>
    public static Frame<string, string> ToCorrelations<TRow>(this Frame<TRow, string> returns, Missing? missing = null)
        where TRow : notnull
    {
        var table = Returns(returns, missing);
        double[][] scaled = [.. table.Values.Select((asset, k) =>
        {
            var (mean, deviation) = (asset.Average(), StandardDeviation(asset) * Math.Sqrt(asset.Length - 1));
            return deviation > 0
                ? Array.ConvertAll(asset, x => (x - mean) / deviation)
                : throw new ArgumentException($"returns: the column \"{table.Columns[k]}\" does not vary; a correlation needs two different returns.", nameof(returns));
        })];
        return FrameWriter.Of(table.Columns, table.Columns, [.. scaled.Select((a, i) => scaled.Select((b, j) => i == j ? 1 : Math.Clamp(a.Zip(b, (x, y) => x * y).Sum(), -1, 1)).ToArray())]);
    }

    /// <summary>A series of figures by day.</summary>
    /// <param name="series">Finite numbers, in any order of days.</param>
    /// <param name="name">What the figures are.</param>
    /// <param name="missing">What a day without a figure means: refused when left out; <see cref="Missing.LeftOut"/> drops it.</param>
    public static DatedSeries ToDatedSeries(this Series<DateOnly, double> series, string name, Missing? missing = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        var table = Numbers<DateOnly>.Of(Frame.FromColumns([KeyValue.Create(Require.Label(name), series)]), nameof(series), "a finite number").Resolve(missing).Finite();
        return DatedSeries.Of(name, table.Rows.Zip(table.Values[0]));
    }

    /// <summary>A series of figures by day, keyed by the midnights of days.</summary>
    /// <param name="series">Finite numbers, in any order of days, every time of day 0:00.</param>
    /// <param name="name">What the figures are.</param>
    /// <param name="missing">What a day without a figure means: refused when left out; <see cref="Missing.LeftOut"/> drops it.</param>
    public static DatedSeries ToDatedSeries(this Series<DateTime, double> series, string name, Missing? missing = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        var late = series.Keys.FirstOrDefault(time => time.TimeOfDay != TimeSpan.Zero);
        return late == default
            ? series.SelectKeys(key => DateOnly.FromDateTime(key.Key)).ToDatedSeries(name, missing)
            : throw new ArgumentException($"series: the key {Cell.Key(late)} is not a day; expected midnights.", nameof(series));
    }

    /// <summary>The figures as a series by day.</summary>
    /// <param name="series">The series.</param>
    public static Series<DateOnly, double> ToSeries(this DatedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new([.. series.Dates], [.. series.Values]);
    }

    /// <summary>Several series of the same days as a frame with a column for each.</summary>
    /// <param name="series">The series.</param>
    public static Frame<DateOnly, string> ToFrame(this AlignedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return FrameWriter.Of([.. series.Dates], [.. series.Series.Select(s => s.Name)], [.. series.Series.Select(s => s.Values.ToArray())]);
    }

    /// <summary>Daily returns of a par bond at constant maturity from its yields, each dated with the later of two days the series has.</summary>
    /// <param name="yields">Par yields, fractions a year; days without one are passed over.</param>
    /// <param name="years">The maturity in years.</param>
    /// <returns>Fractions a day; see <see cref="ParBond.Returns"/>.</returns>
    /// <exception cref="ArgumentException">Fewer than two days have a yield, or one is not a yield.</exception>
    public static Series<DateOnly, double> ToParBondReturns(this Series<DateOnly, double> yields, double years) =>
        ParBond.Returns(yields.ToDatedSeries("yields", Missing.LeftOut), years).ToSeries();

    private static Numbers<TRow> Prices<TRow>(Frame<TRow, string> prices, Missing? missing)
        where TRow : notnull
    {
        var table = Numbers<TRow>.Of(prices, nameof(prices), Price).Where(x => x > 0 && double.IsFinite(x)).Ascending().Resolve(missing);
        return table.Rows.Length > 1
            ? table.Where(x => x > 0)
            : throw new ArgumentException($"prices must have at least two rows for a return; it has {table.Rows.Length}.", nameof(prices));
    }

    private static Numbers<TRow> Returns<TRow>(Frame<TRow, string> returns, Missing? missing)
        where TRow : notnull => Numbers<TRow>.Of(returns, nameof(returns), Return).Finite().Ascending().Resolve(missing);

    private static double StandardDeviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1));
    }
}
