using Deedle;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Frames.Reading;
using Interdealer.Frames.Writing;

namespace Interdealer.Frames;

/// <summary>Shocks and scenarios from frames and series.</summary>
public static class ScenarioFrames
{
    private const string Fall = "a fall of the price (a fraction from 0 to 1; write 0.04, not 4, for 4 %)";

    /// <summary>A shock of price falls by asset.</summary>
    /// <param name="falls">Fractions from 0 to 1 by asset; an asset that is not there does not fall.</param>
    /// <param name="missing">What a key without a value means: refused when left out, <see cref="Missing.LeftOut"/> for no fall.</param>
    /// <exception cref="ArgumentException">A value is no such fraction; the message names its key.</exception>
    public static Shock ToShock(this Series<string, double> falls, Missing? missing = null)
    {
        ArgumentNullException.ThrowIfNull(falls);
        var table = Numbers<string>.Of(Frame.FromColumns([KeyValue.Create("fall", falls)]), nameof(falls), Fall).Where(x => x is >= 0 and <= 1).Resolve(missing);
        return table.Rows.Zip(table.Values[0]).Aggregate(new Shock(), (shock, fall) => shock.Falling(fall.First, fall.Second));
    }

    /// <summary>One shock of price falls for each row, to be given to <see cref="FinancialSystem.Shock(IEnumerable{Shock})"/> together.</summary>
    /// <param name="falls">Scenarios × assets: fractions from 0 to 1; an asset without a column does not fall.</param>
    /// <param name="missing">What a gap means: refused when left out; <see cref="Missing.LeftOut"/> drops the scenario.</param>
    /// <returns>The shocks by the keys of their rows.</returns>
    /// <exception cref="ArgumentException">A cell is no such fraction; the message names row and column.</exception>
    public static Series<TRow, Shock> ToShocks<TRow>(this Frame<TRow, string> falls, Missing? missing = null)
        where TRow : notnull
    {
        var table = Numbers<TRow>.Of(falls, nameof(falls), Fall).Where(x => x is >= 0 and <= 1).Resolve(missing);
        return new(table.Rows, [.. table.Rows.Select((_, r) => table.Columns.Select((asset, c) => (asset, Fall: table.Values[c][r]))
            .Aggregate(new Shock(), (shock, fall) => shock.Falling(fall.asset, fall.Fall)))]);
    }

    /// <summary>A frame as the scenarios of an ensemble: a row each, a column for each coordinate, in the coordinate's unit.</summary>
    /// <param name="frame">Finite numbers; scenarios are numbered in the order of the rows.</param>
    /// <param name="missing">What a gap means: refused when left out; <see cref="Missing.LeftOut"/> drops the scenario.</param>
    /// <exception cref="ArgumentException">A cell is not a finite number, the message names row and column; or there is no row.</exception>
    public static ScenarioTable ToScenarios<TRow>(this Frame<TRow, string> frame, Missing? missing = null)
        where TRow : notnull
    {
        var table = Numbers<TRow>.Of(frame, nameof(frame), "a finite number").Finite().Resolve(missing);
        return new(table.Columns, table.Rows.Select((_, r) => Array.ConvertAll(table.Values, column => column[r])));
    }

    /// <summary>Some scenarios of a source, a row each by their numbers, a column for each coordinate in its unit.</summary>
    /// <param name="source">Scenarios, drawn or listed.</param>
    /// <param name="first">Number of the first, from 0.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The source has no such scenarios.</exception>
    public static Frame<long, string> ToFrame(this IScenarioSource source, long first, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, source.Count - first);
        var draws = new Column(source.Coordinates.Count, count);
        source.Draw(first, draws);
        return FrameWriter.Of([.. Enumerable.Range(0, count).Select(s => first + s)], source.Coordinates, c => draws.Row(c).ToArray());
    }
}
