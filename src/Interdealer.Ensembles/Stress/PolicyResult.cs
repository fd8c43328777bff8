using System.Collections.Immutable;
using System.Globalization;
using Interdealer.Display;

namespace Interdealer.Ensembles.Stress;

/// <summary>What a search for the least relief found.</summary>
public enum ReliefKind
{
    /// <summary>The bound is kept without relief.</summary>
    NotNeeded,

    /// <summary>Some relief keeps the bound.</summary>
    Found,

    /// <summary>None of the values tried keeps it.</summary>
    NeverEnough,
}

/// <summary>A value of a lever and what it does.</summary>
/// <param name="Value">Value of the lever.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Output">The output, over several scenarios its quantile at the confidence asked for.</param>
public sealed record ReliefPoint(double Value, double Cost, double Output);

/// <summary>Values of a lever that all keep the bound, as far as they were tried; each end is bracketed by a value outside that does not.</summary>
/// <param name="From">The end nearer to none.</param>
/// <param name="Outside">The value next to it that does not keep the bound; the end itself where it is that of the lever.</param>
/// <param name="To">The other end.</param>
/// <param name="OutsideTo">The value next to it that does not keep the bound; the end itself where it is that of the lever.</param>
public sealed record ReliefInterval(double From, double Outside, double To, double OutsideTo);

/// <summary>The least relief that keeps an output within a bound, and all the relief that does: a union of intervals, because more can be worse.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed record PolicyResult : ITabular
{
    /// <summary>What was found.</summary>
    public required ReliefKind Kind { get; init; }

    /// <summary>The lever.</summary>
    public required Lever Lever { get; init; }

    /// <summary>The bound.</summary>
    public required double Bound { get; init; }

    /// <summary>Name of the output.</summary>
    public required string Output { get; init; }

    /// <summary>Values that keep the bound, from none to the most.</summary>
    public required ImmutableArray<ReliefInterval> Intervals { get; init; }

    /// <summary>What every value that was tried does, from none to the most.</summary>
    public required ImmutableArray<ReliefPoint> Response { get; init; }

    /// <summary>Distance of the values that were tried at first: what lies between two of them was not seen.</summary>
    public required double Resolution { get; init; }

    /// <summary>Cascades run.</summary>
    public required long Cascades { get; init; }

    /// <summary>The least relief.</summary>
    /// <exception cref="InvalidOperationException">No relief that was tried is enough; the message says so.</exception>
    public double Least => Intervals.IsEmpty ? throw new InvalidOperationException(Describe()) : Intervals[0].From;

    /// <summary>What the least relief costs.</summary>
    public double LeastCost => Lever.CostOf(Least);

    /// <summary>The output without relief.</summary>
    public double WithoutRelief => Response[0].Output;

    /// <summary>Whether, as far as was tried, more relief never made the output larger.</summary>
    public bool NeverHarms => !Response.Zip(Response.Skip(1)).Any(pair => pair.Second.Output > pair.First.Output + (Rounding * Math.Abs(pair.First.Output)));

    private const double Rounding = 1e-9;

    /// <summary>The finding in a few sentences.</summary>
    public string Describe()
    {
        var harm = NeverHarms ? "" : " More relief makes it worse over part of the range.";
        var bound = string.Create(CultureInfo.InvariantCulture, $"{Output} of at most {Bound:G6}");
        return Kind switch
        {
            ReliefKind.NotNeeded when Intervals.Length == 1 && Intervals[0].To == Lever.Most => $"No relief is needed to keep {bound}, and none that was tried breaks it.{harm}",
            ReliefKind.NotNeeded => $"No relief is needed to keep {bound}, but some breaks it: it is kept on {Union()}.{harm}",
            ReliefKind.Found => string.Create(CultureInfo.InvariantCulture, $"The least {Lever.Name} that keeps {bound} is {Least:G9}, at a cost of {LeastCost:G6}; it is kept on {Union()}, tried every {Resolution:G3}.{harm}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"No {Lever.Name} that was tried keeps {bound}; the best leaves {Response.Min(p => p.Output):G6}.{harm}"),
        };
    }

    /// <summary>The intervals as a table.</summary>
    public Table ToTable() => Table.Create($"What keeps {Output} within its bound")
        .With("From", Intervals.Select(i => i.From), "G9").With("To", Intervals.Select(i => i.To), "G9")
        .With("Not kept at", Intervals.Select(i => Beyond(i.Outside, i.From)), "G9").With("Nor at", Intervals.Select(i => Beyond(i.OutsideTo, i.To)), "G9")
        .WithFootnote(Describe());

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    // At an end of the lever there is nothing beyond that was tried.
    private static double? Beyond(double outside, double end) => outside == end ? null : outside;

    private string Union() => string.Join(" and ", Intervals.Select(i => string.Create(CultureInfo.InvariantCulture, $"[{i.From:G6}, {i.To:G6}]")));
}

/// <summary>A combination of levers that none tried beats in both cost and output.</summary>
/// <param name="Values">Value of each lever.</param>
/// <param name="Cost">What they cost together.</param>
/// <param name="Output">The output.</param>
/// <param name="Avoided">How much less that is than without any relief.</param>
public sealed record FrontierPoint(ImmutableArray<double> Values, double Cost, double Output, double Avoided);
