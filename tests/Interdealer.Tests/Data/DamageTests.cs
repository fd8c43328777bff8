using System.Globalization;
using Interdealer.Data;
using Interdealer.Data.Reading;

namespace Interdealer.Tests.Data;

/// <summary>Every table of the data folder with one cell damaged.</summary>
public sealed class DamageTests
{
    private static readonly Dictionary<string, Func<string, int>> Readers = new()
    {
        ["gsib_leverage.csv"] = path => Datasets.GsibLeverage(path).Count,
        ["eba2016_banks.csv"] = path => Datasets.Eba2016Banks(path).Count,
        ["eba2016_sovereign_bonds.csv"] = path => Datasets.Eba2016SovereignBonds(path).Count,
        ["sovereign_bond_markets.csv"] = path => Datasets.SovereignBondMarkets(path).Count,
        ["treasury_yields.csv"] = path => Datasets.TreasuryYields(path).Count,
        ["money_market_rates.csv"] = path => Datasets.MoneyMarketRates(path).Count,
        ["repo_volumes.csv"] = path => Datasets.RepoVolumes(path).Count,
        ["federal_reserve.csv"] = path => Datasets.FederalReserve(path).Count,
        ["primary_dealers.csv"] = path => Datasets.PrimaryDealers(path).Count,
        ["fed_repo_operations.csv"] = path => Datasets.FedRepoOperations(path).Count,
        ["financial_stress.csv"] = path => Datasets.FinancialStress(path).Count,
        ["broker_dealer_repo.csv"] = path => Datasets.BrokerDealerRepo(path).Count,
    };

    public static TheoryData<string> Tables => [.. Datasets.Index().Select(dataset => dataset.File).Where(Readers.ContainsKey)];

    [Fact]
    public void Every_table_of_series_has_a_reader_here() =>
        Assert.Empty(Datasets.Index().Where(dataset => dataset.Columns.Any(column => column.Name == "series")).Select(dataset => dataset.File).Except(Readers.Keys));

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_table_itself_is_read_whole_from_a_path(string file)
    {
        var dataset = Datasets.Index().Single(d => d.File == file);

        Assert.Equal(dataset.Rows, InFolder(Lines(file), Readers[file]));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Each_cell_damaged_is_answered_with_file_line_column_and_value(string file)
    {
        var dataset = Datasets.Index().Single(d => d.File == file);
        var lines = Lines(file);
        foreach (var at in new[] { 1, lines.Length / 2, lines.Length - 1 })
        {
            for (var column = 0; column < dataset.Columns.Count; column++)
            {
                foreach (var damage in Damages(dataset.Columns[column].Type))
                {
                    var cells = Cells(lines[at]);
                    cells[column] = damage;
                    string[] damaged = [.. lines[..at], string.Join(',', cells), .. lines[(at + 1)..]];

                    var error = Assert.Throws<DataException>(() => InFolder(damaged, Readers[file]));

                    Assert.Equal(("mine.csv", at + 1, dataset.Columns[column].Name, damage), (error.File, error.Line, error.Column, error.Value));
                    Assert.StartsWith($"mine.csv, line {(at + 1).ToString(CultureInfo.InvariantCulture)}, column {dataset.Columns[column].Name}: ", error.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [InlineData("federal_reserve.csv", "2020-03-24,Total assets,1", "date: \"2020-03-24\" must be a Wednesday; it is a Tuesday")]
    [InlineData("federal_reserve.csv", "2020-03-25,Assets,1", "series: \"Assets\" must be one of Total assets, Treasuries held,")]
    [InlineData("federal_reserve.csv", "2020-03-25,Total assets,-1", "amount_usd_bn: \"-1\" must be at least 0, in USD bn")]
    [InlineData("money_market_rates.csv", "2020-03-22,SOFR,1", "date: \"2020-03-22\" must be a day from Monday to Friday; it is a Sunday")]
    [InlineData("money_market_rates.csv", "2020-03-23,SOFR,525", "rate_pct: \"525\" must be between -100 and 100, in % a year")]
    [InlineData("broker_dealer_repo.csv", "2020-04-01,Assets,1", "date: \"2020-04-01\" must be the last day of a quarter; it is a Wednesday")]
    [InlineData("treasury_yields.csv", "2020-03-09,1000,0.54", "maturity_years: \"1000\" must be at most 100 years")]
    [InlineData("treasury_yields.csv", "2020-03-09,10,-540", "par_yield_pct: \"-540\" must be between -100 and 100, in % a year")]
    public void A_row_that_cannot_be_the_publishers_is_refused(string file, string row, string problem) => Assert.StartsWith(
        $"mine.csv, line 2, column {problem}", Assert.Throws<DataException>(() => InFolder([Lines(file)[0], row], Readers[file])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_day_given_twice_for_one_series_is_refused() => Assert.Contains(
        "line 3: repeats the date, series of line 2: 2020-03-25, Total assets",
        Assert.Throws<DataException>(() => InFolder(["date,series,amount_usd_bn", "2020-03-25,Total assets,1", "2020-03-25,Total assets,2"], Readers["federal_reserve.csv"])).Message,
        StringComparison.Ordinal);

    private static string[] Damages(string type) => type switch
    {
        "number" => ["", "n/a", "1.2.3", "=A1", "NaN"],
        "date" => ["", "2020-02-30", "09/03/2020"],
        "flag" => ["", "yes"],
        _ => ["", "=A1"],
    };

    private static string[] Lines(string file)
    {
        using var reader = new StreamReader(Datasets.Open(file));
        return reader.ReadToEnd().TrimEnd('\n').Split('\n');
    }

    // The cells as they are written: commas inside quotes separate nothing.
    private static string[] Cells(string line)
    {
        var (cells, quoted) = (new List<string> { "" }, false);
        foreach (var letter in line)
        {
            quoted ^= letter == '"';
            if (letter == ',' && !quoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += letter;
            }
        }

        return [.. cells];
    }

    private static int InFolder(IEnumerable<string> lines, Func<string, int> read)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "mine.csv");
            File.WriteAllText(path, string.Join('\n', lines) + "\n");
            return read(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
