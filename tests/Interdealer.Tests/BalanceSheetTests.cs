namespace Interdealer.Tests;

public sealed class BalanceSheetTests
{
    [Fact]
    public void Capital_absorbs_a_mark_down_and_debt_stays()
    {
        var shocked = DealerPrime.Shocked;

        // 4 % of 150 is 6: assets 500 − 6, capital 25 − 6, debt 475 as before.
        Close.To(494, shocked.TotalAssets);
        Close.To(19, shocked.Tier1Capital);
        Close.To(475, shocked.Debt);
        Close.To(6, shocked.Loss);
        Close.To(144, shocked["Corporate bonds"]);
    }

    [Fact]
    public void A_sale_repays_debt_and_leaves_capital_alone()
    {
        var sold = DealerPrime.Shocked.SellMostLiquidFirst(230);

        // 200 of Treasuries come first, the other 30 from corporate bonds.
        Close.To(0, sold["U.S. Treasuries"]);
        Close.To(114, sold["Corporate bonds"]);
        Close.To(245, sold.Debt);
        Close.To(19, sold.Tier1Capital);
    }

    [Fact]
    public void Named_liabilities_are_repaid_in_the_order_listed()
    {
        var sheet = new BalanceSheet("Dealer", 10, [new("Repo", 30), new("Bonds issued", 60)]) { { "Bonds", 100 } };

        var sold = sheet.Sell("Bonds", 40);

        Assert.Equal([new("Repo", 0), new("Bonds issued", 50)], sold.Liabilities.ToArray());
    }

    [Fact]
    public void Assets_equal_debt_plus_capital_after_any_sequence_of_steps()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var sheet = new BalanceSheet("Dealer", random.NextDouble() * 20, offBalanceSheetExposure: 3)
            {
                { "A", 10 + (100 * random.NextDouble()) }, { "B", 10 + (100 * random.NextDouble()), AssetKind.Cash }, { "C", 10, AssetKind.Other },
            };
            for (var step = 0; step < 10; step++)
            {
                var asset = sheet.Assets[random.Next(3)];
                var before = sheet;
                sheet = random.Next(2) == 0
                    ? sheet.MarkDown(asset.Name, random.NextDouble())
                    : sheet.Sell(asset.Name, Math.Min(asset.Value, sheet.Debt) * random.NextDouble());
                Close.To(sheet.Assets.Sum(a => a.Value), sheet.Debt + sheet.Tier1Capital, 1e-12);
                Close.To(before.Tier1Capital - (sheet.Loss - before.Loss), sheet.Tier1Capital, 1e-9);
            }
        }
    }

    [Fact]
    public void Bad_input_is_refused_with_argument_value_expectation_and_unit()
    {
        Refused("tier1Capital", "-1", "currency", () => new BalanceSheet("D", -1));
        Refused("tier1Capital", "NaN", "currency", () => new BalanceSheet("D", double.NaN));
        Refused("name", "", "visible", () => new BalanceSheet(" ", 1));
        Refused("\"Bonds\"", "-3", "currency", () => new BalanceSheet("D", 1) { { "Bonds", -3 } });
        Refused("\"Bonds\"", "twice", "unique", () => new BalanceSheet("D", 1) { { "Bonds", 3 }, { "Bonds", 3 } });
        Refused("D", "0", "at least one asset", () => _ = new BalanceSheet("D", 1).TotalAssets);
        Refused("tier1Capital", "5", "at most its total assets of 3", () => _ = new BalanceSheet("D", 5) { { "Bonds", 3 } }.TotalAssets);
        Refused("liabilities", "7", "9", () => _ = new BalanceSheet("D", 1, [new("Repo", 7)]) { { "Bonds", 10 } }.Debt);
        Refused("by", "3", "write 0.03, not 3, for 3 %", () => DealerPrime.Sheet.MarkDown("Corporate bonds", by: 3));
        Refused("asset", "Corprate bonds", "\"Corporate bonds\"", () => DealerPrime.Sheet.MarkDown("Corprate bonds", by: 0.04));
        Refused("amount", "201", "200", () => DealerPrime.Sheet.Sell("U.S. Treasuries", 201));
        Refused("amount", "351", "350", () => DealerPrime.Sheet.SellMostLiquidFirst(351));
        Refused("\"Gold\"", "D", "no longer changes", () =>
        {
            var sheet = new BalanceSheet("D", 1) { { "Bonds", 3 } };
            _ = sheet.Debt;
            sheet.Add("Gold", 1);
        });
    }

    internal static void Refused(string argument, string value, string expectation, Action act)
    {
        var error = Assert.ThrowsAny<SystemException>(act);
        Assert.Contains(argument, error.Message, StringComparison.Ordinal);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
        Assert.Contains(expectation, error.Message, StringComparison.Ordinal);
    }
}
