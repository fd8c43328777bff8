using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class DebtNetworkTests
{
    private static readonly NetworkInstitution[] Pair = [new("A", 1), new("B", 2, 3)];

    [Fact]
    public void Totals_follow_from_the_tables()
    {
        // A owes B 5, B owes A 4 and 3 outside: A 1 + 4 − 5 = 0, B 2 + 5 − 4 − 3 = 0.
        var network = new DebtNetwork(Pair, [new("A", "B", 5), new("B", "A", 4)]);
        Assert.Equal([5.0, 7.0], network.Obligations.ToArray());
        Assert.Equal([4.0, 5.0], network.InterbankAssets.ToArray());
        Assert.Equal([5.0, 4.0], network.InterbankLiabilities.ToArray());
        Assert.Equal([0.0, 0.0], network.Equity.ToArray());
    }

    [Fact]
    public void Every_fault_of_the_claims_is_named_at_once()
    {
        var e = Assert.Throws<ArgumentException>(() => new DebtNetwork(
            Pair, [new("A", "B", -1), new("B", "A", double.NaN), new("A", "A", 2), new("A", "B", 1), new("C", "A", 1), new("B", "D", 1)]));
        Assert.Contains("\"A\" owes \"B\" must be a finite number of at least 0, in currency; it was -1", e.Message, StringComparison.Ordinal);
        Assert.Contains("\"B\" owes \"A\" must be a finite number of at least 0, in currency; it was NaN", e.Message, StringComparison.Ordinal);
        Assert.Contains("\"A\" owes itself 2", e.Message, StringComparison.Ordinal);
        Assert.Contains("\"A\" owes \"B\" is listed twice", e.Message, StringComparison.Ordinal);
        Assert.Contains("\"C\" owes (and is owed nothing) but is not in the list", e.Message, StringComparison.Ordinal);
        Assert.Contains("\"D\" is owed (and owes nothing) but is not in the list", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_of_the_institutions_is_named_at_once()
    {
        var e = Assert.Throws<ArgumentException>(() => new DebtNetwork(
            [new("A", double.NaN), new("A", 1), new("B", -2, double.PositiveInfinity), new(" ", 1)], []));
        Assert.Contains("external assets of \"A\"", e.Message, StringComparison.Ordinal);
        Assert.Contains("\"A\" is listed twice", e.Message, StringComparison.Ordinal);
        Assert.Contains("external assets of \"B\"", e.Message, StringComparison.Ordinal);
        Assert.Contains("external liabilities of \"B\"", e.Message, StringComparison.Ordinal);
        Assert.Contains("number 4 has no name", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DebtNetwork([], []));
    }

    [Fact]
    public void A_long_list_of_faults_is_cut_with_their_number()
    {
        var e = Assert.Throws<ArgumentException>(() => new DebtNetwork(Enumerable.Range(0, 40).Select(i => new NetworkInstitution($"x{i}", -1)), []));
        Assert.Contains("(40 faults in all)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_financial_system_gives_its_network_and_a_shocked_state_its_marks()
    {
        var system = new FinancialSystem(
            [new("A") { Cash = 1, OtherAssets = 2, Debt = 4 }, new("B") { Cash = 3 }],
            [new Asset("Bond")],
            [new("A", "Bond", 10)],
            [new("A", "B", 5)]);
        var network = DebtNetwork.Of(system);
        Assert.Equal([new NetworkInstitution("A", 13, 4), new NetworkInstitution("B", 3)], network.Institutions.ToArray());
        Assert.Equal([4.0, 8.0], network.Equity.ToArray());

        // A fifth off the bond: 1 + 2 + 8.
        Close.To(11, DebtNetwork.Of(system.Shock("Bond", 0.2)).Institutions[0].ExternalAssets);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-2.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Every_model_that_needs_buffers_refuses_bad_ones_by_name(double bad)
    {
        var network = new DebtNetwork([new("A", 9), new("B", 9), new("C", 9)], [new("A", "B", 1), new("B", "C", 1)]);
        double[] buffers = [1, bad, 1];
        foreach (var door in new Action[] { () => _ = new DebtRank(network, buffers), () => new Furfine(0.4).Run(network, ["A"], buffers) })
        {
            var e = Assert.Throws<ArgumentException>(door);
            Assert.Contains($"the buffer of \"B\" must be a finite number above 0, in currency; it was {Require.Text(bad)}", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("\"A\"", e.Message, StringComparison.Ordinal);
        }

        Assert.Contains("buffers must hold 3 amounts", Assert.Throws<ArgumentException>(() => new DebtRank(network, [1, 1])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void Bad_amounts_are_refused_by_name_at_every_other_door(double bad)
    {
        var network = new DebtNetwork([new("A", 9), new("B", 9)], [new("A", "B", 1)]);
        Institution[] institutions = [new("A"), new("B")];
        foreach (var (door, names) in new (Action, string)[]
        {
            (() => network.WithExternalAssets([1, bad]), "external assets of \"B\""),
            (() => DebtNetwork.Of(new[,] { { 0, bad }, { 0, 0 } }, [1, 1], names: ["A", "B"]), "what \"A\" owes \"B\""),
            (() => _ = new FinancialSystem(institutions, [], [], [new("A", "B", bad)]), "claim of \"B\" on \"A\""),
            (() => _ = new FinancialSystem(institutions, [], [], [new("A", "Z", 1)]), "\"Z\""),
            (() => MaximumEntropy.Fit([new("A", bad, 1), new("B", 1, 1)]), "assets of \"A\""),
            (() => MinimumDensity.Build([new("A", 1, 1), new("B", 1, bad)]), "liabilities of \"B\""),
            (() => new CifuentesFerrucciShin { PriceSensitivity = 0.1, MinimumRatio = 0.07 }.Equilibria(network, [bad, 1]), "the units of \"A\""),
        })
        {
            Assert.Contains(names, Assert.ThrowsAny<ArgumentException>(door).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Matrices_must_fit() => Assert.Throws<ArgumentException>(() => DebtNetwork.Of(new double[2, 3], [1, 1]));

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are()
    {
        var e = Assert.Throws<ArgumentException>(() => new DebtNetwork(Pair, []).IndexOf("Z"));
        Assert.Contains("\"A\", \"B\"", e.Message, StringComparison.Ordinal);
    }
}
