using System.Globalization;
using System.Text;
using Interdealer.Data;
using Interdealer.Data.Reading;

namespace Interdealer.Tests.Data;

/// <summary>Every table of the data folder with one cell damaged: every column, rows at both ends and at random, every way in which a cell can be no such cell.</summary>
public sealed class DamageTests
{
    private static readonly Dictionary<string, Func<DataSource, int>> Readers = new()
    {
        ["gsib_leverage.csv"] = source => Datasets.GsibLeverage(source).Count,
        ["eba2016_banks.csv"] = source => Datasets.Eba2016Banks(source).Count,
        ["eba2016_sovereign_bonds.csv"] = source => Datasets.Eba2016SovereignBonds(source).Count,
        ["sovereign_bond_markets.csv"] = source => Datasets.SovereignBondMarkets(source).Count,
        ["treasury_yields.csv"] = source => Datasets.TreasuryYields(source).Count,
        ["money_market_rates.csv"] = source => Datasets.MoneyMarketRates(source).Count,
        ["repo_volumes.csv"] = source => Datasets.RepoVolumes(source).Count,
        ["federal_reserve.csv"] = source => Datasets.FederalReserve(source).Count,
        ["primary_dealers.csv"] = source => Datasets.PrimaryDealers(source).Count,
        ["fed_repo_operations.csv"] = source => Datasets.FedRepoOperations(source).Count,
        ["financial_stress.csv"] = source => Datasets.FinancialStress(source).Count,
        ["broker_dealer_repo.csv"] = source => Datasets.BrokerDealerRepo(source).Count,
        ["gilt_yields.csv"] = source => Datasets.GiltYields(source).Count,
    };

    public static TheoryData<string> Tables => [.. Datasets.Index().Select(dataset => dataset.File)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_table_itself_is_read_whole_from_a_path(string file) =>
        Assert.Equal(Datasets.Index().Single(d => d.File == file).Rows, InFolder(Lines(file), path => Readers[file](path)));

    [Theory]
    [MemberData(nameof(Tables))]
    public void Each_cell_damaged_is_answered_with_file_line_column_and_value(string file)
    {
        var dataset = Datasets.Index().Single(d => d.File == file);
        var lines = Lines(file);
        // The seed is that of the table's name, so a failure comes again.
        var random = new Random(file.Sum(letter => letter * 31));
        foreach (var at in new[] { 1, lines.Length - 1 }.Concat(Enumerable.Range(0, 6).Select(_ => random.Next(1, lines.Length))).Distinct())
        {
            // Reading ends at the damage, so rows far before and after it add nothing but time; the test of the whole table has them.
            var from = Math.Max(1, at - 20);
            for (var column = 0; column < dataset.Columns.Count; column++)
            {
                foreach (var damage in Damages(dataset.Columns[column].Type))
                {
                    var cells = Cells(lines[at]);
                    cells[column] = damage;
                    string[] damaged = [lines[0], .. lines[from..at], string.Join(',', cells.Select(Quoted)), .. lines[(at + 1)..Math.Min(at + 3, lines.Length)]];

                    var error = Assert.Throws<DataException>(() => Readers[file](DataSource.Text(string.Join('\n', damaged), "mine.csv")));

                    var line = at - from + 2;
                    Assert.Equal(("mine.csv", line, dataset.Columns[column].Name, damage), (error.File, error.Line, error.Column, error.Value));
                    Assert.StartsWith($"mine.csv, line {line.ToString(CultureInfo.InvariantCulture)}, column {dataset.Columns[column].Name}: ", error.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_quotation_mark_or_a_byte_that_does_not_belong_is_answered_with_its_cell_in_the_whole_table(string file)
    {
        var lines = Lines(file);
        var at = lines.Length / 2;
        for (var column = 0; column < Cells(lines[0]).Length; column++)
        {
            foreach (var (damage, seen) in new[] { ("\"", (string?)null), ("x\"y", "x\"y"), ("\"x\"y", "\"x\"y"), ("x\0y", "x\0y"), ("x\uFFFDy", "x\uFFFDy"), ("x\u0096", "x\u0096") })
            {
                var cells = Cells(lines[at]).Select(Quoted).ToArray();
                cells[column] = damage;
                string[] damaged = [.. lines[..at], string.Join(',', cells), .. lines[(at + 1)..]];

                var error = Assert.Throws<DataException>(() => Readers[file](DataSource.Text(string.Join('\n', damaged), "mine.csv")));

                Assert.Equal(("mine.csv", at + 1, Cells(lines[0])[column]), (error.File, error.Line, error.Column));
                Assert.Equal(seen ?? error.Value, error.Value);
            }
        }
    }

    [Fact]
    public void A_label_that_is_damaged_in_one_of_the_three_joined_tables_is_named_where_it_stands()
    {
        Joined("eba2016_banks.csv", 7, "bank", "must be a bank of eba2016_sovereign_bonds.csv");
        Joined("eba2016_sovereign_bonds.csv", 100, "bank", "must be a bank of eba2016_banks.csv");
        Joined("eba2016_sovereign_bonds.csv", 100, "market", "must be a market of sovereign_bond_markets.csv");
        Joined("sovereign_bond_markets.csv", 3, "market", "must be a market of eba2016_sovereign_bonds.csv");

        static void Joined(string file, int line, string column, string expected)
        {
            var lines = Lines(file);
            var cells = Cells(lines[line - 1]);
            cells[Array.IndexOf(Cells(lines[0]), column)] = "Damaged";
            lines[line - 1] = string.Join(',', cells.Select(Quoted));

            var error = Assert.Throws<DataException>(() => Eba2016.CommittedBonds(
                name => name == file ? DataSource.Text(string.Join('\n', lines), name) : DataSource.Opening(name, () => Datasets.Open(name))));

            Assert.Equal(FormattableString.Invariant($"{file}, line {line}, column {column}: \"Damaged\" {expected}"), error.Message);
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
    [InlineData("eba2016_banks.csv", "A,GER,10,9,100", "home_country: \"GER\" must be a country of two capital letters")]
    [InlineData("eba2016_banks.csv", "A,Germany,10,9,100", "home_country: \"Germany\" must be a country of two capital letters")]
    public void A_row_that_cannot_be_the_publishers_is_refused(string file, string row, string problem) => Assert.StartsWith(
        $"mine.csv, line 2, column {problem}",
        Assert.Throws<DataException>(() => Readers[file](DataSource.Text($"{Lines(file)[0]}\n{row}\n", "mine.csv"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_day_given_twice_for_one_series_is_refused() => Assert.Contains(
        "line 3: repeats the date, series of line 2: 2020-03-25, Total assets",
        Assert.Throws<DataException>(() => Datasets.FederalReserve(DataSource.Text("date,series,amount_usd_bn\n2020-03-25,Total assets,1\n2020-03-25,Total assets,2\n"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_maturity_given_twice_in_two_spellings_is_refused() => Assert.Contains(
        "line 3: repeats the date, maturity_years of line 2: 2020-03-09, 10",
        Assert.Throws<DataException>(() => Datasets.TreasuryYields(DataSource.Text("date,maturity_years,par_yield_pct\n2020-03-09,10,0.54\n2020-03-09,10.0,0.54\n"))).Message,
        StringComparison.Ordinal);

    private static string[] Damages(string type) => type switch
    {
        "number" => ["", "n/a", "1.2.3", "1.234,56", "12 345", "=A1", "NaN", "Infinity", "1e400", " 1"],
        "date" => ["", "2020-02-30", "09/03/2020", "2020-3-9", "=A1"],
        "flag" => ["", "yes", "TRUE", "1"],
        _ => ["", "=A1", "=HYPERLINK(\"x\",\"y\")", "@A1", " x", "x\u00A0", "x\u200B"],
    };

    private static string[] Lines(string file)
    {
        using var reader = new StreamReader(Datasets.Open(file), Encoding.UTF8);
        return reader.ReadToEnd().TrimEnd('\n').Split('\n');
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    // The cells as they read: commas inside quotes separate nothing.
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
            else if (letter != '"')
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
