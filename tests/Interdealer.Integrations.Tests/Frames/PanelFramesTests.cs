using Deedle;
using Interdealer.Frames;
using Interdealer.Tests;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class PanelFramesTests
{
    private static readonly Tuple<int, string>[] Keys = [Tuple.Create(2019, "A"), Tuple.Create(2019, "B"), Tuple.Create(2020, "B"), Tuple.Create(2020, "C")];

    private static readonly Frame<Tuple<int, string>, string> Institutions = Of(Keys, ("Debt", new[] { 1.0, 2, 3, 4 }));

    private static readonly Frame<string, string> Assets = Of(["Bonds", "Loans"], ("Depth", new[] { 5.0, 6 }));

    [Fact]
    public void A_panel_gives_one_system_a_date_with_who_is_there_then()
    {
        // Rows and columns in another order than the institutions'.
        var panel = Of([Keys[3], Keys[0], Keys[2], Keys[1]], ("Loans", new[] { 40.0, 10, double.NaN, 20 }), ("Bonds", new[] { 4.0, 1, 3, 2 }));
        var systems = panel.ToSystems(Institutions, Assets, Missing.LeftOut);
        Assert.Equal([2019, 2020], systems.Keys);
        Assert.Equal(["A", "B"], systems[2019].Institutions.Select(i => i.Name));
        Assert.Equal(["B", "C"], systems[2020].Institutions.Select(i => i.Name));
        Assert.Equal(3, systems[2020].Institutions[0].Debt);
        Assert.Equal([new Holding("A", "Bonds", 1), new("A", "Loans", 10), new("B", "Bonds", 2), new("B", "Loans", 20)], systems[2019].Amounts.AsEnumerable());
        Assert.Equal([new Holding("B", "Bonds", 3), new("C", "Bonds", 4), new("C", "Loans", 40)], systems[2020].Amounts.AsEnumerable());
        Assert.Equal(6, systems[2020].Assets[1].Depth);
    }

    [Fact]
    public void What_does_not_fit_is_named_by_date_institution_and_asset()
    {
        string Error(Tuple<int, string>[] keys, double[] bonds, double[] loans) => Refused(() => Of(keys, ("Bonds", bonds), ("Loans", loans)).ToSystems(Institutions, Assets));
        Assert.Contains("holdings: row 2020 / \"B\", column \"Loans\" has no value", Error(Keys, [1, 2, 3, 4], [1, 2, double.NaN, 4]), StringComparison.Ordinal);
        Assert.Contains("holdings: row \"C\", column \"Bonds\" has no value", Error(Keys[..3], [1, 2, 3], [1, 2, 3]), StringComparison.Ordinal);
        Tuple<int, string>[] stranger = [.. Keys, Tuple.Create(2020, "D")];
        Assert.Contains("row 2020 / \"D\", column \"Bonds\"", Error(stranger, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]), StringComparison.Ordinal);
        Tuple<int, string>[] future = [.. Keys, Tuple.Create(2021, "A")];
        Assert.Contains("row 2021 / \"A\", column \"Bonds\": institutions has no row of 2021", Error(future, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_gives_the_same_systems_as_a_panel()
    {
        var systems = Enumerable.Range(1, 5).ToDictionary(year => 2000 + year, year => RandomSystems.Create(year));
        var list = systems.SelectMany(s => s.Value.Amounts.Select(h => new { Year = s.Key, h.Institution, h.Asset, h.Amount })).ToFrame();
        var back = list.ToSystems<int, int>("Year", "Institution", "Asset", "Amount", (
            (year, name) => systems[year].Institutions[systems[year].InstitutionIndex(name)],
            (year, name) => systems[year].Assets[systems[year].AssetIndex(name)]));
        Assert.All(systems.Where(s => s.Value.Amounts.Length > 0), s =>
        {
            Assert.Equal(s.Value.Amounts.AsEnumerable(), back[s.Key].Amounts);
            Assert.Equal(s.Value.Institutions.Where(i => s.Value.Amounts.Any(h => h.Institution == i.Name)), back[s.Key].Institutions);
        });
        Assert.Contains("row 0, column \"Year\" holds 2001; expected a String", Refused(() => list.ToSystems<int, string>("Year", "Institution", "Asset", "Amount")), StringComparison.Ordinal);
    }
}
