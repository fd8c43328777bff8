using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class ReconstructionTests
{
    private static readonly InterbankTotals[] Seven =
    [
        new("a", 7, 4), new("b", 5, 5), new("c", 3, 5), new("d", 1, 0), new("e", 3, 0), new("f", 0, 2), new("g", 1, 4),
    ];

    [Fact]
    public void Two_of_three_equal_banks_share_equally()
    {
        // By symmetry each of the six claims is half of 2.
        var fit = MaximumEntropy.Fit([new("x", 2, 2), new("y", 2, 2), new("z", 2, 2)]);
        Assert.All(fit.Claims, c => Close.To(1, c.Amount));
        Assert.Equal(6, fit.Claims.Count());
        Close.To(0, fit.Amount("x", "x"));
    }

    [Fact]
    public void Fitted_claims_add_up_and_no_exchange_around_four_makes_them_more_even()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var totals = Totals(seed, 5 + (seed % 12));
            var fit = MaximumEntropy.Fit(totals);
            Assert.True(fit.Settled, $"seed {seed}: residual {fit.Residual:R}");
            AddUp(totals, fit.Claims, seed);

            // Entropy is stationary where X_ij·X_kl = X_il·X_kj for any two creditors and two other debtors.
            double X(int i, int j) => fit.Amount(totals[j].Name, totals[i].Name);
            Assert.True(Math.Abs((X(0, 2) * X(1, 3)) - (X(0, 3) * X(1, 2))) <= 1e-9 * Math.Max(1e-6, X(0, 2) * X(1, 3)), $"seed {seed}");
        }
    }

    [Fact]
    public void Few_claims_carry_the_same_totals()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var totals = Totals(seed, 2 + (seed % 25));
            var network = MinimumDensity.Build(totals);
            Assert.True(network.Residual < 1e-9, $"seed {seed}: residual {network.Residual:R}");
            AddUp(totals, network.Claims, seed);
            Assert.InRange(network.Claims.Length, network.LowerBound, totals.Length * 2);
        }
    }

    [Fact]
    public void Amounts_that_match_are_matched()
    {
        // Three lenders, three borrowers in pairs of equal size: three claims, no network has fewer.
        var network = MinimumDensity.Build([new("a", 5, 0), new("b", 3, 0), new("c", 2, 0), new("x", 0, 2), new("y", 0, 5), new("z", 0, 3)]);
        Assert.Equal([new("x", "c", 2), new("y", "a", 5), new("z", "b", 3)], network.Claims.ToArray());
        Assert.Equal(3, network.LowerBound);
    }

    [Fact]
    public void Who_is_on_one_side_of_everything_deals_with_everyone()
    {
        // h: 3 + 4 = 7, all there is. Nobody else can deal with another.
        InterbankTotals[] star = [new("a", 1, 2), new("b", 3, 1), new("h", 3, 4)];
        var network = MinimumDensity.Build(star);
        Assert.All(network.Claims, c => Assert.True(c.Debtor == "h" || c.Creditor == "h", $"{c}"));
        AddUp(star, network.Claims, 0);
    }

    [Fact]
    public void The_seven_banks_need_few_claims_and_the_fit_needs_all()
    {
        var few = MinimumDensity.Build(Seven);
        AddUp(Seven, few.Claims, 7);
        Assert.InRange(few.Claims.Length, few.LowerBound, 11);

        // Six with assets, five with liabilities, four with both: 6·5 − 4.
        Assert.Equal(26, MaximumEntropy.Fit(Seven).Claims.Count());
    }

    [Fact]
    public void Totals_no_network_can_have_are_refused_by_name()
    {
        var sums = Assert.Throws<ArgumentException>(() => MaximumEntropy.Fit([new("a", 1, 2), new("b", 2, 2)]));
        Assert.Contains("they were 3 and 4", sums.Message, StringComparison.Ordinal);
        var self = Assert.Throws<ArgumentException>(() => MinimumDensity.Build([new("a", 5, 4), new("b", 1, 2)]));
        Assert.Contains("\"a\" is owed 5, more than all others owe, 2", self.Message, StringComparison.Ordinal);
        var bad = Assert.Throws<ArgumentException>(() => MaximumEntropy.Fit([new("a", -1, 2), new("b", double.NaN, 2), new("a", 1, 1)]));
        Assert.Contains("assets of \"a\"", bad.Message, StringComparison.Ordinal);
        Assert.Contains("assets of \"b\"", bad.Message, StringComparison.Ordinal);
        Assert.Contains("\"a\" is listed twice", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reconstructed_network_clears()
    {
        var network = new DebtNetwork(Seven.Select(x => new NetworkInstitution(x.Name, 1)), MaximumEntropy.Fit(Seven).Claims);
        Assert.True(EisenbergNoe.Clear(network).IsUnique);
    }

    /// <summary>Totals that some network has: those of a random one.</summary>
    private static InterbankTotals[] Totals(int seed, int n)
    {
        var network = RandomNetworks.Make(seed, n, n < 4 ? 1 : 0.7);
        return [.. network.Institutions.Select((x, i) => new InterbankTotals(x.Name, network.InterbankAssets[i], network.InterbankLiabilities[i]))];
    }

    private static void AddUp(InterbankTotals[] totals, IEnumerable<InterbankClaim> claims, int seed)
    {
        var all = claims.ToList();
        Assert.DoesNotContain(all, c => c.Debtor == c.Creditor || c.Amount <= 0);
        foreach (var x in totals)
        {
            Assert.True(Math.Abs(all.Where(c => c.Creditor == x.Name).Sum(c => c.Amount) - x.Assets) < 1e-8, $"seed {seed}: assets of {x}");
            Assert.True(Math.Abs(all.Where(c => c.Debtor == x.Name).Sum(c => c.Amount) - x.Liabilities) < 1e-8, $"seed {seed}: liabilities of {x}");
        }
    }
}
