namespace Interdealer.Data;

/// <summary>
/// A bank of the EU-wide stress test of 2016 before and after the loan losses of the first adverse year. Source: European Banking Authority, as worked
/// out by Breuer, Summer and Urošević.
/// </summary>
/// <param name="Bank">Name of the bank.</param>
/// <param name="HomeCountry">Country, two letters.</param>
/// <param name="ActualEquity">Common equity tier 1 at the end of 2015, EUR mn, above 0.</param>
/// <param name="AdverseEquity">The same less the loan losses, EUR mn; 0 or less where they exceed it.</param>
/// <param name="OtherAssets">Loans and everything else but sovereign bonds, after the losses, EUR mn, at least 0.</param>
public sealed record Eba2016Bank(string Bank, string HomeCountry, double ActualEquity, double AdverseEquity, double OtherAssets)
{
    private const string ActualColumn = "cet1_actual_eur_mn";
    private const string AdverseColumn = "cet1_adverse_eur_mn";
    private const string OtherColumn = "other_assets_adverse_eur_mn";

    internal static CsvTable<Eba2016Bank> Table { get; } = new(
        columns: ["bank", "home_country", ActualColumn, AdverseColumn, OtherColumn],
        key: ["bank"],
        read: FromRow);

    private static Eba2016Bank FromRow(TableRow row)
    {
        var (actual, adverse) = (row.Positive(ActualColumn, "EUR mn"), row.Number(AdverseColumn, "EUR mn"));
        if (adverse > actual)
        {
            throw row.Wrong(AdverseColumn, FormattableString.Invariant($"must be at most the actual equity ({actual}), in EUR mn"));
        }

        return new Eba2016Bank(
            row.Text("bank"), Country(row), actual.Nearest(), adverse.Nearest(), row.NonNegative(OtherColumn, "EUR mn").Nearest());
    }

    private static string Country(TableRow row) => row.Text("home_country") is { Length: 2 } country && country.All(char.IsAsciiLetterUpper)
        ? country
        : throw row.Wrong("home_country", "must be a country of two capital letters");
}
