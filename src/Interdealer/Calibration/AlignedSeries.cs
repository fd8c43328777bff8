using System.Collections.Immutable;
using Interdealer.Risk;

namespace Interdealer.Calibration;

/// <summary>Several series on the days that all of them have. No figure is filled in; what was left out for it is reported.</summary>
public sealed class AlignedSeries
{
    private AlignedSeries(ImmutableArray<DatedSeries> series, ImmutableArray<LeftOutDays> leftOut)
    {
        Series = series;
        LeftOut = leftOut;
    }

    /// <summary>The series in the order given, all over the same days.</summary>
    public ImmutableArray<DatedSeries> Series { get; }

    /// <summary>The T days that all have.</summary>
    public ImmutableArray<DateOnly> Dates => Series[0].Dates;

    /// <summary>For each series the days it has, from the first common day to the last, that another lacks.</summary>
    public ImmutableArray<LeftOutDays> LeftOut { get; }

    /// <summary>A series by its name.</summary>
    /// <param name="name">Name of one of the series.</param>
    /// <exception cref="ArgumentException">There is no such series.</exception>
    public DatedSeries this[string name] => Series.FirstOrDefault(series => series.Name == name)
        ?? throw Require.Unknown("a series", name, Series.Select(series => series.Name), nameof(name));

    /// <summary>Joins series by day.</summary>
    /// <param name="series">At least one; each with a name of its own.</param>
    /// <exception cref="ArgumentException">There is no series, two have one name, or there is no day that all have.</exception>
    public static AlignedSeries Of(params IEnumerable<DatedSeries> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var items = series.ToImmutableArray();
        if (items.Select(item => item.Name).Distinct(StringComparer.Ordinal).Count() != items.Length || items.IsEmpty)
        {
            throw new ArgumentException("series must be at least one, each with a name of its own.", nameof(series));
        }

        var common = items.Skip(1).Aggregate(items[0].Dates.ToHashSet(), (days, item) => { days.IntersectWith(item.Dates); return days; });
        if (common.Count == 0)
        {
            throw new ArgumentException($"series must have a day in common; {string.Join("; ", items.Select(item => item.ToString()))}.", nameof(series));
        }

        var (first, last) = (common.Min(), common.Max());
        return new(
            [.. items.Select(item => DatedSeries.Of(item.Name, item.Points.Where(point => common.Contains(point.Date))))],
            [.. items.Select(item => new LeftOutDays(item.Name, [.. item.Dates.Where(day => day >= first && day <= last && !common.Contains(day))]))]);
    }

    /// <summary>The series as a history of returns: T days, one asset for each series.</summary>
    /// <remarks>The series must be returns already, as <see cref="ParBond.Returns"/> gives them.</remarks>
    public ReturnHistory ToReturnHistory()
    {
        var returns = new double[Dates.Length, Series.Length];
        for (var k = 0; k < Series.Length; k++)
        {
            for (var t = 0; t < Dates.Length; t++)
            {
                returns[t, k] = Series[k].Values[t];
            }
        }

        return ReturnHistory.Of([.. Series.Select(series => series.Name)], returns);
    }
}

/// <summary>Days of a series that were left out because another has no figure for them.</summary>
/// <param name="Name">Name of the series.</param>
/// <param name="Days">The days, ascending.</param>
public sealed record LeftOutDays(string Name, ImmutableArray<DateOnly> Days);
