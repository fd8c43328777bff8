using System.Globalization;
using Deedle;
using Interdealer.Data;
using Interdealer.Frames.Reading;
using Interdealer.Frames.Writing;

namespace Interdealer.Frames;

/// <summary>
/// The public figures of <see cref="Datasets"/> as frames, by what tells their rows apart: <c>Datasets.TreasuryYields().ToFrame()["10 years"]</c>.
/// A figure that the publisher does not have is a cell without a value.
/// </summary>
public static class DatasetFrames
{
    /// <summary>Series by day: a row a day, oldest first, a column a series; in the unit of the table.</summary>
    /// <param name="observations">Rows of a table, such as <see cref="Datasets.MoneyMarketRates"/>, in any order.</param>
    /// <exception cref="ArgumentException">A series has a day twice; the message names row and column.</exception>
    public static Frame<DateOnly, string> ToFrame(this IEnumerable<Observation> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        var all = observations.ToList();
        return ByDay(nameof(observations), [.. all.Select(o => o.Series).Distinct()], all.Select(o => (o.Date, o.Series, o.Value)));
    }

    /// <summary>Par yields by day: a row a day, oldest first, a column a maturity, the shortest first: “3 months”, “1 year”, “10 years”; fractions a year.</summary>
    /// <param name="yields">Rows of a table, such as <see cref="Datasets.TreasuryYields"/>, in any order.</param>
    /// <exception cref="ArgumentException">A maturity has a day twice; the message names row and column.</exception>
    public static Frame<DateOnly, string> ToFrame(this IEnumerable<TreasuryYield> yields)
    {
        ArgumentNullException.ThrowIfNull(yields);
        var all = yields.ToList();
        return ByDay(nameof(yields), [.. all.Select(y => y.MaturityYears).Distinct().Order().Select(Maturity)], all.Select(y => (y.Date, Maturity(y.MaturityYears), y.ParYield)));
    }

    /// <summary>
    /// Leverage ratios by bank and date: columns Tier 1 capital and Leverage exposure (USD bn), Reported ratio and Ratio (fractions), Relief in force, Source.
    /// </summary>
    /// <param name="filings">Rows of <see cref="Datasets.GsibLeverage"/>.</param>
    /// <exception cref="ArgumentException">A bank has a date twice.</exception>
    public static Frame<Tuple<string, DateOnly>, string> ToFrame(this IEnumerable<GsibLeverage> filings) =>
        WithoutColumns(filings.ToFrame(f => Tuple.Create(f.Bank, f.Date)), "Bank", "Date");

    /// <summary>Banks by name: columns Home country, Actual equity, Adverse equity and Other assets (EUR mn).</summary>
    /// <param name="banks">Rows of <see cref="Datasets.Eba2016Banks"/>.</param>
    /// <exception cref="ArgumentException">A bank is there twice.</exception>
    public static Frame<string, string> ToFrame(this IEnumerable<Eba2016Bank> banks) => banks.ToFrame(bank => bank.Bank);

    /// <summary>Sovereign bonds: a row a bank, a column a market, EUR mn.</summary>
    /// <param name="bonds">Rows of <see cref="Datasets.Eba2016SovereignBonds"/>.</param>
    /// <exception cref="ArgumentException">A bank and market are there twice; the message names row and column.</exception>
    public static Frame<string, string> ToFrame(this IEnumerable<Eba2016SovereignBond> bonds)
    {
        ArgumentNullException.ThrowIfNull(bonds);
        return bonds.Select(b => new Holding(b.Bank, b.Market, b.Amount)).ToFrame();
    }

    /// <summary>Sovereign bond markets by name: columns Daily volume (EUR mn) and Volatility (a fraction a day).</summary>
    /// <param name="markets">Rows of <see cref="Datasets.SovereignBondMarkets"/>.</param>
    /// <exception cref="ArgumentException">A market is there twice.</exception>
    public static Frame<string, string> ToFrame(this IEnumerable<SovereignBondMarket> markets) => markets.ToFrame(market => market.Market);

    /// <summary>What a table of the user's own holds: a row an institution, a column an asset; what it has no amount for is a cell without a value.</summary>
    /// <param name="table">A table of holdings.</param>
    public static Frame<string, string> ToFrame(this HoldingsTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return PairTable.ToFrame([.. table.Institutions], [.. table.Assets], table.Holdings.Select(h => (h.Institution, h.Asset, h.Amount)));
    }

    private static Frame<DateOnly, string> ByDay(string argument, string[] columns, IEnumerable<(DateOnly Day, string Column, double Value)> cells)
    {
        var all = cells.ToList();
        DateOnly[] days = [.. all.Select(cell => cell.Day).Distinct().Order()];
        double[][] values = [.. columns.Select(_ => Enumerable.Repeat(double.NaN, days.Length).ToArray())];
        var places = columns.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        var there = new HashSet<(DateOnly, string)>();
        foreach (var (day, column, value) in all)
        {
            values[places[column]][Array.BinarySearch(days, day)] = there.Add((day, column))
                ? value
                : throw new ArgumentException($"{Cell.Name(argument, day, column)} is there twice; each series has a day once.", argument);
        }

        return FrameWriter.Of(days, columns, values);
    }

    // A key that is made of columns stands for them.
    private static Frame<TRow, string> WithoutColumns<TRow>(Frame<TRow, string> frame, params string[] columns)
        where TRow : notnull
    {
        foreach (var column in columns)
        {
            frame.DropColumn(column);
        }

        return frame;
    }

    private static string Maturity(double years) => years < 1 && years * 12 == Math.Round(years * 12)
        ? Counted(years * 12, "month")
        : Counted(years, "year");

    private static string Counted(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:R} {unit}{(number == 1 ? "" : "s")}");
}
