using System.Security.Cryptography;
using Interdealer.Data;
using Interdealer.Data.Reading;

namespace Interdealer.Tests.Data;

public class DatasetsTests
{
    private const int OneMegabyte = 1_000_000;

    public static TheoryData<string> Files => [.. Datasets.Index().Select(dataset => dataset.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_what_the_index_says(string file)
    {
        var dataset = Datasets.Index().Single(d => d.File == file);
        var bytes = Bytes(Datasets.Open(file));
        var lines = System.Text.Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n');

        Assert.Equal(dataset.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(dataset.Rows, lines.Length - 1);
        Assert.Equal(string.Join(',', dataset.Columns.Select(column => column.Name)), lines[0]);
        Assert.InRange(bytes.Length, 1, OneMegabyte);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_copy_inside_the_library_is_the_checkout_s_file(string file)
    {
        var outside = Path.GetPathRoot(Path.GetTempPath())!;

        Assert.Equal(Bytes(Datasets.Open(file)), Bytes(Datasets.Open(file, from: outside)));
    }

    [Fact]
    public void The_index_lists_every_table_of_the_folder_with_units_where_there_are_numbers()
    {
        using var index = (FileStream)Datasets.Open("datasets.json");
        var tables = Directory.GetFiles(Path.GetDirectoryName(index.Name)!, "*.csv").Select(Path.GetFileName);

        Assert.Equal(tables.Order(StringComparer.Ordinal), Datasets.Index().Select(dataset => dataset.File).Order(StringComparer.Ordinal));
        Assert.All(Datasets.Index().SelectMany(dataset => dataset.Columns), column =>
        {
            Assert.Contains(column.Type, new[] { "text", "date", "number", "flag" });
            Assert.Equal(column.Type == "number", column.Unit is not null);
        });
    }

    [Fact]
    public void The_columns_in_code_are_the_columns_of_the_index()
    {
        Same("gsib_leverage.csv", GsibLeverage.Table.Columns);
        Same("eba2016_banks.csv", Eba2016Bank.Table.Columns);
        Same("eba2016_sovereign_bonds.csv", Eba2016SovereignBond.Table.Columns);
        Same("sovereign_bond_markets.csv", SovereignBondMarket.Table.Columns);
        Same("treasury_yields.csv", TreasuryYield.Table.Columns);
        SeriesTable[] tables =
        [
            SeriesTable.MoneyMarketRates, SeriesTable.RepoVolumes, SeriesTable.FederalReserve, SeriesTable.PrimaryDealers,
            SeriesTable.FedRepoOperations, SeriesTable.FinancialStress, SeriesTable.BrokerDealerRepo,
        ];
        Assert.All(tables, table => Same(table.File, table.Table.Columns));

        static void Same(string file, IReadOnlyList<string> columns) =>
            Assert.Equal(Datasets.Index().Single(dataset => dataset.File == file).Columns.Select(column => column.Name), columns);
    }

    [Fact]
    public void A_data_folder_without_the_file_is_passed_over_and_an_unknown_file_is_named()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            folder.CreateSubdirectory("data");
            File.WriteAllText(Path.Combine(folder.FullName, "data", "datasets.json"), "{}");

            Assert.IsNotType<FileStream>(Datasets.Open("gsib_leverage.csv", folder.FullName));
            var error = Assert.Throws<FileNotFoundException>(() => Datasets.Open("none.csv", folder.FullName));
            Assert.Contains("none.csv", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Bytes(Stream stream)
    {
        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
