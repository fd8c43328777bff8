namespace Interdealer.Data;

/// <summary>
/// The leverage ratio of one US global systemically important bank at one quarter-end: Tier 1 capital / total leverage exposure.
/// Source: the banks' filings, named row by row in <see cref="Source"/>.
/// </summary>
/// <param name="Bank">Exchange ticker of the holding company.</param>
/// <param name="Date">End of the quarter.</param>
/// <param name="Tier1Capital">Tier 1 capital, USD bn, above 0.</param>
/// <param name="LeverageExposure">Total leverage exposure, the ratio's denominator with off-balance-sheet exposure, USD bn, above Tier 1.</param>
/// <param name="ReportedRatio">The ratio as the filing prints it, a fraction.</param>
/// <param name="ReliefInForce">Whether Treasuries and reserves were outside the exposure (1 April 2020 to 31 March 2021).</param>
/// <param name="Source">Filing and page.</param>
public sealed record GsibLeverage(
    string Bank, DateOnly Date, double Tier1Capital, double LeverageExposure, double ReportedRatio, bool ReliefInForce, string Source)
{
    private const string Tier1Column = "tier1_capital_usd_bn";
    private const string ExposureColumn = "total_leverage_exposure_usd_bn";
    private const string RatioColumn = "reported_ratio_pct";

    internal static CsvTable<GsibLeverage> Table { get; } = new(
        columns: ["bank", "date", Tier1Column, ExposureColumn, RatioColumn, "treasuries_and_reserves_excluded", "source"],
        key: ["bank", "date"],
        read: FromRow);

    /// <summary>Tier 1 capital / total leverage exposure, a fraction with all its digits.</summary>
    public double Ratio => Tier1Capital / LeverageExposure;

    private static GsibLeverage FromRow(TableRow row)
    {
        var tier1 = row.Positive(Tier1Column, "USD bn");
        var exposure = row.Positive(ExposureColumn, "USD bn");
        var reported = row.Positive(RatioColumn, "%");
        if (tier1 >= exposure)
        {
            throw row.Wrong(ExposureColumn, FormattableString.Invariant($"must be above Tier 1 capital ({tier1}), in USD bn"));
        }

        // Each printed figure is right to half a unit of its last digit, and a quotient inherits its parts' relative errors.
        var ratio = 100 * tier1 / exposure;
        var rounding = HalfUnit(reported) + ratio * (HalfUnit(tier1) / tier1 + HalfUnit(exposure) / exposure);
        if (Math.Abs(reported - ratio) > rounding)
        {
            throw row.Wrong(RatioColumn, FormattableString.Invariant(
                $"must be Tier 1 capital / total leverage exposure in %, as rounded: {tier1} / {exposure} is {ratio:0.000} %"));
        }

        return new GsibLeverage(
            row.Text("bank"), row.Date("date"), tier1.Nearest(), exposure.Nearest(), (reported / 100).Nearest(),
            row.Flag("treasuries_and_reserves_excluded"), row.Text("source"));
    }

    private static decimal HalfUnit(decimal printed)
    {
        const int mostDigits = 28;
        return new(5, 0, 0, false, (byte)Math.Min(printed.Scale + 1, mostDigits));
    }
}
