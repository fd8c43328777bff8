using Interdealer.Frames;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class BalanceSheetFramesTests
{
    [Fact]
    public void Sheets_come_back_from_their_list_with_every_item_kind_liability_and_exposure()
    {
        var random = new Random(3);
        var sheets = Enumerable.Range(0, 40).Select(i =>
        {
            double[] values = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => (double)random.Next(1, 100))];
            var capital = random.Next(0, (int)values[0]);
            var debt = values.Sum() - capital;
            var sheet = new BalanceSheet(
                $"Dealer {i}", capital, i % 2 == 0 ? null : [new LiabilityItem("Repo", Math.Floor(debt / 3)), new LiabilityItem("Item 0", debt - Math.Floor(debt / 3))],
                i % 3 == 0 ? 12 : 0);
            for (var k = 0; k < values.Length; k++)
            {
                sheet.Add($"Item {k}", values[k], (AssetKind)random.Next(3));
            }

            return sheet;
        }).ToList();
        var back = sheets.ToFrame().ToBalanceSheets();
        Assert.Equal(sheets.Count, back.Count);
        Assert.All(sheets.Zip(back), pair =>
        {
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.Equal(pair.First.Assets.AsEnumerable(), pair.Second.Assets);
            Assert.Equal(pair.First.Liabilities.AsEnumerable(), pair.Second.Liabilities);
            Assert.Equal((pair.First.Tier1Capital, pair.First.OffBalanceSheetExposure), (pair.Second.Tier1Capital, pair.Second.OffBalanceSheetExposure));
        });
    }

    [Fact]
    public void A_matrix_gives_sheets_whose_columns_are_assets_in_the_order_of_sale()
    {
        var frame = Of(["Dealer Prime"], ("Cash", new[] { 50.0 }), ("Treasuries", new[] { 200.0 }), ("Bonds", new[] { double.NaN }), ("Loans", new[] { 100.0 }), ("Tier 1", new[] { 25.0 }));
        var sheet = Assert.Single(frame.ToBalanceSheets("Tier 1", cash: ["Cash"], other: ["Loans"], missing: Missing.LeftOut));
        Assert.Equal([new("Cash", 50, AssetKind.Cash), new("Treasuries", 200, AssetKind.Marketable), new("Loans", 100, AssetKind.Other)], sheet.Assets.AsEnumerable());
        Assert.Equal((25, 325), (sheet.Tier1Capital, sheet.Debt));
        Assert.Contains("row \"Dealer Prime\", column \"Bonds\" has no value", Refused(() => frame.ToBalanceSheets("Tier 1")), StringComparison.Ordinal);
        Assert.Contains("\"Tier one\" is not a column of the frame", Refused(() => frame.ToBalanceSheets("Tier one")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_with_a_fault_is_refused_by_row_and_column()
    {
        string Error(object side, object value, object kind) => Refused(() =>
            Of([0, 1], ("Institution", new[] { "D", "D" }), ("Side", side), ("Item", new[] { "Bonds", "Tier 1 capital" }), ("Value", value), ("Kind", kind)).ToBalanceSheets());
        string[] sides = ["Asset", "Tier 1 capital"];
        Assert.Contains("row 0, column \"Kind\" holds the text \"Csah\"; expected one of Marketable, Cash, Other", Error(sides, new[] { 5.0, 1 }, new[] { "Csah", null! }), StringComparison.Ordinal);
        Assert.Contains("row 1, column \"Side\" holds the text \"Equity\"", Error(new[] { "Asset", "Equity" }, new[] { 5.0, 1 }, new[] { "Cash", null! }), StringComparison.Ordinal);
        Assert.Contains("row 1, column \"Value\" has no value", Error(sides, new[] { 5.0, double.NaN }, new[] { "Cash", null! }), StringComparison.Ordinal);
        Assert.Contains("\"D\" has 0 rows of Tier 1 capital", Error(new[] { "Asset", "Asset" }, new[] { 5.0, 1 }, new[] { "Cash", null! }), StringComparison.Ordinal);
    }
}
