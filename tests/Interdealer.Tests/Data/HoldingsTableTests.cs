using Interdealer.Data;

namespace Interdealer.Tests.Data;

public sealed class HoldingsTableTests
{
    private const string Wide = """
        institution,equity,cash,Bunds,Gilts
        Alpha,10,5,60,35
        "Beta, Gamma & Co",4,,50,
        """;

    private const string Long = """
        institution,asset,amount
        Alpha,Bunds,60
        Alpha,Gilts,35
        Alpha,equity,10
        "Beta, Gamma & Co",Bunds,50
        Alpha,cash,5
        "Beta, Gamma & Co",equity,4
        """;

    [Theory]
    [InlineData(Wide)]
    [InlineData(Long)]
    public void A_wide_and_a_long_table_give_the_same_system(string text)
    {
        var table = HoldingsTable.Read(DataSource.Text(text));
        var system = table.ToSystem();

        Assert.Equal(["Alpha", "Beta, Gamma & Co"], system.Institutions.Select(i => i.Name));
        Assert.Equal(["Bunds", "Gilts"], system.Assets.Select(a => a.Name));
        Assert.Equal([new("Alpha", "Bunds", 60), new("Alpha", "Gilts", 35), new("Beta, Gamma & Co", "Bunds", 50)], table.Holdings.AsEnumerable());
        // Alpha: 5 + 60 + 35 = 100 of assets, 90 of debt; Beta: 50 and 46.
        Assert.Equal([90.0, 46.0], system.Institutions.Select(i => i.Debt));
        Assert.Equal([new("Beta, Gamma & Co", "Gilts")], table.Missing());
        Assert.Equal(10, system.Start().Value().Equity[0, 0], 12);
    }

    [Fact]
    public void A_table_of_a_spreadsheet_with_semicolons_and_decimal_commas_is_read_under_the_names_it_has()
    {
        var table = HoldingsTable.Read(
            DataSource.Text("Bank;Land;Betrag\r\nAlpha;DE;1234,5\r\nAlpha;debt;1000\r\n"), TableFormat.Semicolons with { Institution = "Bank", Asset = "Land", Amount = "Betrag" });

        Assert.Equal([new("Alpha", "DE", 1234.5)], table.Holdings.AsEnumerable());
        Assert.Equal(1000, table.ToSystem().Institutions[0].Debt);
    }

    [Fact]
    public void A_committed_table_is_read_as_holdings()
    {
        var table = HoldingsTable.Read(Datasets.Committed("eba2016_sovereign_bonds.csv"), new() { Institution = "bank", Asset = "market", Amount = "bonds_eur_mn", Unit = "EUR mn" });

        Assert.Equal(Datasets.Eba2016SovereignBonds().Select(b => new Holding(b.Bank, b.Market, b.Amount)), table.Holdings.AsEnumerable());
        Assert.Empty(table.Missing());
        Assert.Equal((51, 8), (table.Institutions.Length, table.Assets.Length));
    }

    [Theory]
    [InlineData("", "h.csv: is empty; expected the columns institution, asset and amount, or institution and one for each asset")]
    [InlineData("bank,Bunds\nA,1\n", "h.csv, line 1: lacks the column institution; its columns are bank, Bunds (a column of another name is named by TableFormat.Institution)")]
    [InlineData("institution;Bunds\nA;1\n", "h.csv, line 1: lacks the column institution; its columns are institution;Bunds (one alone: is another character between the cells?)")]
    [InlineData("institution,Bunds\n", "h.csv: has no rows below its header; expected at least one institution")]
    [InlineData("institution,Bunds,debt\nA,-1,0\n", "h.csv, line 2, column Bunds: \"-1\" must be at least 0, in currency")]
    [InlineData("institution,Bunds,debt\nA,1,-1\n", "h.csv, line 2, column debt: \"-1\" must be at least 0, in currency")]
    [InlineData("institution,Bunds,debt\nA,\"1.234,5\",0\n", "h.csv, line 2, column Bunds: \"1.234,5\" must be a number in currency, with a decimal point")]
    [InlineData("institution,Bunds,debt\nA,=B2,0\n", "h.csv, line 2, column Bunds: \"=B2\" must not be a formula")]
    [InlineData("institution,Bunds,debt\nA,1,0\nB,1,0\nA,2,0\n", "h.csv, line 4: repeats the institution of line 2: A")]
    [InlineData("institution,Bunds,Bunds\nA,1,0\n", "h.csv, line 1: has the column Bunds twice, as number 2 and number 3")]
    [InlineData("institution,asset,amount\nA,Bunds,1\nA,Gilts,1\nA,Bunds,1\n", "h.csv, line 4: repeats the institution, asset of line 2: A, Bunds")]
    [InlineData("institution,asset,amount\nA,Bunds,\n", "h.csv, line 2, column amount: a blank must be a number in currency")]
    [InlineData("institution,asset,amount\nA,,1\n", "h.csv, line 2, column asset: a blank must be text")]
    [InlineData("institution,asset,amount,note\nA,B,1,x\n", "h.csv, line 1: has the column \"note\"; expected of institution, asset, amount")]
    [InlineData("institution,Bunds\nA,5\nB,1\n", "h.csv, line 2: \"A\" has neither debt nor equity; add a column debt")]
    [InlineData("institution,Bunds,debt,equity\nA,5,3,1\n", "h.csv, line 2: \"A\" has debt of 3, but assets less equity make 4; give one of them or make them agree")]
    [InlineData("institution,Bunds,equity\nB,5,1\nA,5,6\n", "h.csv, line 3: \"A\" has equity of 6, more than its assets less what it owes inside the system, 5")]
    public void What_is_no_table_of_holdings_is_refused_where_it_is_none(string text, string problem) => Assert.StartsWith(
        problem, Assert.Throws<DataException>(() => HoldingsTable.Read(DataSource.Text(text, "h.csv")).ToSystem()).Message, StringComparison.Ordinal);

    [Fact]
    public void Tables_join_by_label_whatever_their_order_and_labels_without_a_match_are_all_named()
    {
        var table = HoldingsTable.Read(DataSource.Text("institution,asset,amount\nA,X,1\nB,Y,2\nC,X,3\nB,X,4\n", "h.csv"));
        OwnFigures[] own = [new("C") { Debt = 1 }, new("A") { Equity = 0.25 }, new("B") { Equity = 5 }, new("D") { Cash = 7, Debt = 0 }];

        var system = table.ToSystem(own, [new("Y") { Depth = 100 }, new("X")], [new("A", "B", 0.5)]);

        Assert.Equal(["C", "A", "B", "D"], system.Institutions.Select(i => i.Name));
        // B has 2 + 4 and a claim of 0.5 against equity of 5; A owes that 0.5 out of 1, so outside 0.25.
        Assert.Equal(0.25, system.Institutions[1].Debt);
        Assert.Equal([2.0, 0.25, 5.0, 7.0], Enumerable.Range(0, 4).Select(i => system.Start().Value().Equity[i, 0]));
        Assert.Equal(
            "h.csv, line 3: has 2 institutions without a match in the table it is joined with: \"B\" (line 3), \"C\" (line 4); that table has \"A\", \"b\"",
            Assert.Throws<DataException>(() => table.ToSystem([new("A"), new("b")], [new("X"), new("Y")])).Message);
        Assert.Equal(
            "h.csv, line 3: has 1 asset without a match in the table it is joined with: \"Y\" (line 3); that table has \"X\"",
            Assert.Throws<DataException>(() => table.ToSystem(own, [new("X")])).Message);
    }

    [Fact]
    public void A_network_is_that_of_its_list_and_its_institutions_joined_by_label()
    {
        var claims = ClaimsTable.Read(DataSource.Text("debtor,creditor,amount\nA,B,10\nB,C,5.5\nA,C,0\n", "edges.csv"));
        var network = claims.ToNetwork(DataSource.Text("institution,external_assets,external_liabilities\nC,1,2\nA,20,0\nB,3,4\nD,1,0\n"));

        Assert.Equal([new("A", "B", 10), new("B", "C", 5.5), new("A", "C", 0)], claims.Claims.AsEnumerable());
        Assert.Equal(["A", "B", "C"], claims.Institutions.AsEnumerable());
        // C: 1 + 5.5 − 2; A: 20 − 10; B: 3 + 10 − 4 − 5.5; D: 1.
        Assert.Equal([4.5, 10.0, 3.5, 1.0], network.Equity.AsEnumerable());
        Assert.Equal(
            "edges.csv, line 2: has 2 institutions without a match in the table it is joined with: \"A\" (line 2), \"C\" (line 3); that table has \"B\"",
            Assert.Throws<DataException>(() => claims.ToNetwork(DataSource.Text("institution,external_assets\nB,1\n"))).Message);
    }

    [Theory]
    [InlineData("A,A,1\n", "line 2, column creditor: \"A\" must not be the debtor itself")]
    [InlineData("A,B,-1\n", "line 2, column amount: \"-1\" must be at least 0, in currency: exchange debtor and creditor")]
    [InlineData("A,B,1\nB,A,2\nA,B,3\n", "line 4: repeats the debtor, creditor of line 2: A, B")]
    [InlineData("A,B,x\n", "line 2, column amount: \"x\" must be a number in currency")]
    [InlineData("A,,1\n", "line 2, column creditor: a blank must be text")]
    public void A_damaged_list_of_claims_is_refused(string rows, string problem) => Assert.StartsWith(
        "edges.csv, " + problem, Assert.Throws<DataException>(() => ClaimsTable.Read(DataSource.Text("debtor,creditor,amount\n" + rows, "edges.csv"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Formats_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TableFormat.Default with { Separator = '.' });
        Assert.Throws<ArgumentException>(() => TableFormat.Default with { Institution = " " });
    }

    [Theory]
    [InlineData("institution,kind,equity,Bunds\nAlpha,dealer,1,5\nBeta,fund,5,5\nGamma,,1,5\n")]
    [InlineData("institution,asset,amount\nAlpha,kind,dealer\nAlpha,equity,1\nAlpha,Bunds,5\nBeta,Bunds,5\nBeta,equity,5\nBeta,kind,fund\nGamma,Bunds,5\nGamma,equity,1\n")]
    public void Kinds_of_institution_come_from_a_column_and_a_bank_is_what_says_nothing(string text)
    {
        var table = HoldingsTable.Read(DataSource.Text(text));
        Assert.Equal([InstitutionKind.Dealer, InstitutionKind.Fund, InstitutionKind.Bank], table.ToSystem().Institutions.Select(i => i.Kind));
        Assert.Equal(["Bunds"], table.Assets.AsEnumerable());
        var wrong = Assert.Throws<DataException>(() => HoldingsTable.Read(DataSource.Text("institution,kind,Bunds\nA,hedge fund,1\n", "h.csv")));
        Assert.Equal("h.csv, line 2, column kind: \"hedge fund\" must be one of dealer, bank, fund, lender", wrong.Message);
    }

    [Theory]
    [InlineData("institution,equity,short_term_debt,Bunds\nA,1,9,10\nB,1,9.5,10\n", "\"B\" has short_term_debt of 9.5, more than its whole debt of 9 (assets less equity; is the amount of an asset missing?)")]
    [InlineData("institution,debt,short_term_debt,Bunds\nA,9,9,10\nB,9,9.5,10\n", "\"B\" has short_term_debt of 9.5, more than its whole debt of 9")]
    public void Short_term_debt_above_the_whole_is_said_with_its_line(string text, string problem) =>
        Assert.Equal("h.csv, line 3: " + problem, Assert.Throws<DataException>(() => HoldingsTable.Read(DataSource.Text(text, "h.csv")).ToSystem()).Message);

    [Fact]
    public void Market_figures_stand_in_a_table_beside_the_holdings()
    {
        var table = HoldingsTable.Read(DataSource.Text(Wide));
        var system = table.ToSystem(SystemTables.ReadAssets(DataSource.Text("asset,depth,volatility,haircut\nGilts,2e3,0.01,0.02\nBunds,1.5E+4,5e-3,\n")));
        Assert.Equal([("Gilts", 2000, 0.01, 0.02), ("Bunds", 15_000, 0.005, 0)], system.Assets.Select(a => (a.Name, a.Depth, a.Volatility, a.Haircut)));
        Assert.Equal(10, system.Start().Value().Equity[0, 0], 12);
        Assert.Contains(
            "1 asset without a match in the table it is joined with: \"Bunds\"",
            Assert.Throws<DataException>(() => table.ToSystem(SystemTables.ReadAssets(DataSource.Text("asset,depth\nGilts,1\n")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_survive_a_Parquet_file()
    {
        var folder = Directory.CreateTempSubdirectory("interdealer-");
        try
        {
            var path = Path.Combine(folder.FullName, "h.parquet");
            HoldingsTable.Read(DataSource.Text("institution,kind,equity,Bunds\nAlpha,dealer,1,5\nBeta,bank,5,5\n")).WriteParquet(path);
            Assert.Equal([InstitutionKind.Dealer, InstitutionKind.Bank], HoldingsTable.Read(path).Own.Select(o => o.Kind));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
