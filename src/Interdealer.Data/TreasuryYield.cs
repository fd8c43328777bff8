using System.Globalization;

namespace Interdealer.Data;

/// <summary>
/// Par yield of US Treasuries at one constant maturity on one day. Source: Board of Governors of the Federal Reserve System, H.15.
/// </summary>
/// <param name="Date">Trading day.</param>
/// <param name="MaturityYears">Constant maturity in years, above 0 and at most 100.</param>
/// <param name="ParYield">Yield a year with semi-annual compounding, a fraction (0.0054 for 0.54 %).</param>
public sealed record TreasuryYield(DateOnly Date, double MaturityYears, double ParYield)
{
    private const string MaturityColumn = "maturity_years";
    private const string YieldColumn = "par_yield_pct";
    private const decimal LongestMaturity = 100;

    internal static CsvTable<TreasuryYield> Table { get; } = new(
        columns: ["date", MaturityColumn, YieldColumn],
        key: ["date", MaturityColumn],
        read: FromRow);

    private static TreasuryYield FromRow(TableRow row)
    {
        var years = row.Positive(MaturityColumn, "years");
        return years <= LongestMaturity
            ? new TreasuryYield(SeriesTable.Day(row, DayRule.Weekday), years.Nearest(), SeriesTable.Percent(row, YieldColumn).Nearest())
            : throw row.Wrong(MaturityColumn, string.Create(CultureInfo.InvariantCulture, $"must be at most {LongestMaturity} years (write 0.25 for 3 months)"));
    }
}
