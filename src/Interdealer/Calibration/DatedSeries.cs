using System.Collections.Immutable;
using System.Globalization;

namespace Interdealer.Calibration;

/// <summary>A named series of figures by day, oldest first, one for each day it has; days it does not have stay missing.</summary>
public sealed class DatedSeries
{
    private DatedSeries(string name, ImmutableArray<DateOnly> dates, ImmutableArray<double> values)
    {
        Name = name;
        Dates = dates;
        Values = values;
    }

    /// <summary>What the figures are.</summary>
    public string Name { get; }

    /// <summary>T days, ascending, each once.</summary>
    public ImmutableArray<DateOnly> Dates { get; }

    /// <summary>T finite figures in the unit of whoever made the series.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>Number of days T, at least 1.</summary>
    public int Count => Dates.Length;

    /// <summary>Day and figure, as a chart takes them.</summary>
    public IEnumerable<(DateOnly Date, double Value)> Points => Dates.Zip(Values);

    /// <summary>The figure of a day.</summary>
    /// <param name="day">A day that the series has; no other day's figure stands in for it.</param>
    /// <exception cref="ArgumentException">The series has no figure for the day; the message names the days around it.</exception>
    public double this[DateOnly day]
    {
        get
        {
            var at = Dates.BinarySearch(day);
            return at >= 0 ? Values[at] : throw new ArgumentException($"{Name} has no figure for {Text(day)}; {Neighbours(~at)}.", nameof(day));
        }
    }

    /// <summary>A series from days and figures in any order.</summary>
    /// <param name="name">What the figures are.</param>
    /// <param name="points">Day and figure, at least one; finite, and no day twice.</param>
    /// <exception cref="ArgumentException">The name is blank, there is no figure, a figure is not finite, or a day is there twice.</exception>
    public static DatedSeries Of(string name, IEnumerable<(DateOnly Date, double Value)> points)
    {
        Require.Label(name);
        ArgumentNullException.ThrowIfNull(points);
        var ordered = points.OrderBy(point => point.Date).ToList();
        if (ordered.Count == 0)
        {
            throw new ArgumentException($"points must have at least one day; {name} has none.", nameof(points));
        }

        for (var t = 0; t < ordered.Count; t++)
        {
            if (!double.IsFinite(ordered[t].Value))
            {
                throw new ArgumentException(
                    $"points must be finite (leave out a day without a figure); {name} was {Require.Text(ordered[t].Value)} on {Text(ordered[t].Date)}.", nameof(points));
            }

            if (t > 0 && ordered[t].Date == ordered[t - 1].Date)
            {
                throw new ArgumentException($"points must have each day once; {name} has {Text(ordered[t].Date)} twice.", nameof(points));
            }
        }

        return new(name, [.. ordered.Select(point => point.Date)], [.. ordered.Select(point => point.Value)]);
    }

    /// <summary>The days of a period.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, itself included.</param>
    /// <exception cref="ArgumentException">The series has no day in the period.</exception>
    public DatedSeries Between(DateOnly from, DateOnly to)
    {
        var kept = Points.Where(point => point.Date >= from && point.Date <= to).ToList();
        return kept.Count > 0
            ? Of(Name, kept)
            : throw new ArgumentException($"{Name} has no figure from {Text(from)} to {Text(to)}; it runs from {Text(Dates[0])} to {Text(Dates[^1])}.", nameof(from));
    }

    /// <summary>The change from each day of the series to the next it has, dated with the later of the two; one day fewer.</summary>
    /// <remarks>A change over a missing day spans it: see <see cref="Gaps"/>.</remarks>
    /// <exception cref="InvalidOperationException">The series has a single day.</exception>
    public DatedSeries Changes() => Steps(Name, (before, after) => after - before);

    /// <summary>The same days with other figures.</summary>
    /// <param name="name">What the figures are.</param>
    /// <param name="value">The figure made of a figure; finite.</param>
    public DatedSeries Select(string name, Func<double, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Of(name, Points.Select(point => (point.Date, value(point.Value))));
    }

    /// <summary>Neighbouring days of the series that are more than so many calendar days apart.</summary>
    /// <param name="days">At least 1: 4 passes over a weekend with a holiday, 7 over a week.</param>
    public IReadOnlyList<(DateOnly After, DateOnly Before)> Gaps(int days)
    {
        Require.AtLeast(1, days, "calendar days");
        return [.. Dates.Zip(Dates.Skip(1)).Where(pair => pair.Second.DayNumber - pair.First.DayNumber > days)];
    }

    /// <summary>Sample standard deviation √(Σ(x − x̄)²/(T − 1)): the daily volatility where the figures are daily returns or changes.</summary>
    /// <exception cref="InvalidOperationException">The series has a single day.</exception>
    public double StandardDeviation()
    {
        NeedTwo();
        var mean = Values.Average();
        return Math.Sqrt(Values.Sum(value => (value - mean) * (value - mean)) / (Count - 1));
    }

    /// <summary>The series by name with the number of days and the first and last of them.</summary>
    public override string ToString() => $"{Name}: {Count.ToString(CultureInfo.InvariantCulture)} days, {Text(Dates[0])} to {Text(Dates[^1])}";

    /// <summary>One figure made of each day's and the next's, dated with the later.</summary>
    internal DatedSeries Steps(string name, Func<double, double, double> step)
    {
        NeedTwo();
        return Of(name, Enumerable.Range(1, Count - 1).Select(t => (Dates[t], step(Values[t - 1], Values[t]))));
    }

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void NeedTwo()
    {
        if (Count < 2)
        {
            throw new InvalidOperationException($"{Name} has a single day, {Text(Dates[0])}; at least two are needed.");
        }
    }

    private string Neighbours(int at) => at switch
    {
        0 => $"it begins on {Text(Dates[0])}",
        _ when at == Count => $"it ends on {Text(Dates[^1])}",
        _ => $"its nearest are {Text(Dates[at - 1])} and {Text(Dates[at])}",
    };
}
