namespace Interdealer.Tests;

public class FinancialSystemTableTests
{
    [Fact]
    public void A_small_system_shows_its_institutions_assets_and_holdings()
    {
        var system = new FinancialSystem(
            [new("A") { Kind = InstitutionKind.Dealer, Cash = 10, Debt = 95, ShortTermDebt = 50 }, new("B") { Kind = InstitutionKind.Fund, OtherAssets = 5 }],
            [new("Bunds") { Depth = 1000, Volatility = 0.005, Haircut = 0.02 }, new("Loans") { Sellable = false }],
            [new("A", "Bunds", 90), new("B", "Bunds", 10), new("B", "Loans", 5)]);
        Assert.Equal(
            """
            Institutions
            Institution  Kind    Holdings  Cash  Other assets  Total assets  Debt  Short-term debt  Equity  Assets over equity
            ───────────  ──────  ────────  ────  ────────────  ────────────  ────  ───────────────  ──────  ──────────────────
            A            Dealer        90    10             0           100    95               50       5                20.0
            B            Fund          15     0             5            20     0                0      20                 1.0

            Assets
            Asset  Held by all  Holders  Liquidity rank  For sale  Depth  Volatility, a day  Haircut  Half-spread
            ─────  ───────────  ───────  ──────────────  ────────  ─────  ─────────────────  ───────  ───────────
            Bunds          100        2               0  ✓         1,000             0.50 %    2.0 %      0.000 %
            Loans            5        1               0  ✗             ∞             0.00 %    0.0 %      0.000 %

            Holdings
            Institution  Bunds  Loans
            ───────────  ─────  ─────
            A               90      –
            B               10      5
            """,
            system.ToString());
        Assert.Contains("<caption><span class=\"id-still\">Holdings</span></caption>", system.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Claims_inside_the_system_have_two_columns()
    {
        // A owes B 4 beside its debt of 90: 6 of its 100 are its own. B has 20, 4 of it owed by A.
        var table = new FinancialSystem([new("A") { Cash = 100, Debt = 90 }, new("B") { Cash = 16 }], [], [], [new("A", "B", 4)]).InstitutionsTable();
        Assert.Equal([0.0, 4], table.Column("Owed by others").Values.Cast<double>());
        Assert.Equal([4.0, 0], table.Column("Owed to others").Values.Cast<double>());
        Assert.Equal([100.0, 20], table.Column("Total assets").Values.Cast<double>());
        Assert.Equal([6.0, 20], table.Column("Equity").Values.Cast<double>());
    }

    [Fact]
    public void What_the_tables_say_adds_up_on_random_systems()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var system = RandomSystems.Create(seed);
            var table = system.InstitutionsTable();
            double Sum(string label) => table.Columns.Any(c => c.Label == label) ? table.Column(label).Values.Sum(v => (double)v!) : 0;
            Close.To(Sum("Total assets"), Sum("Holdings") + Sum("Cash") + Sum("Other assets") + Sum("Owed by others"), 1e-9);
            Close.To(Sum("Holdings"), system.AssetsTable().Column("Held by all").Values.Sum(v => (double)v!), 1e-9);
            Assert.Equal(Sum("Owed by others"), Sum("Owed to others"), 9);
            Assert.NotEmpty(system.ToHtml());
        }
    }

    [Fact]
    public void Many_assets_make_a_list_and_an_asset_may_be_called_anything()
    {
        var many = new FinancialSystem([new("A")], Enumerable.Range(0, 40).Select(k => new Asset($"asset {k}")), [new("A", "asset 3", 1)]);
        Assert.Equal(1, many.HoldingsTable().RowCount);
        Assert.Equal(["Institution", "Asset", "Amount"], many.HoldingsTable().Columns.Select(c => c.Label));
        var named = new FinancialSystem([new("A")], [new("Institution"), new("<b>")], []);
        Assert.Equal(["Institution", "Institution′", "<b>"], named.HoldingsTable().Columns.Select(c => c.Label));
        Assert.DoesNotContain("<b>", named.ToHtml(), StringComparison.Ordinal);
        Assert.NotEmpty(new FinancialSystem([new("A")], [], []).ToString());
    }
}
