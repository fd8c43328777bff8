using Interdealer.Contagion;
using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class ClearingTests
{
    private static readonly DebtNetwork Circle = DebtNetwork.Of(new double[,] { { 0, 1 }, { 1, 0 } }, [0, 0]);

    public static TheoryData<double[], double[]> PublishedClearings => new()
    {
        { [1, 1, 1], [0.8, 9.5, 8.4] },
        { [0, 0, 0.1], [0.8, 5.625, 5.525] },
    };

    [Theory]
    [MemberData(nameof(PublishedClearings))]
    public void Three_banks_clear_as_published(double[] external, double[] payments)
    {
        var network = DebtNetwork.Of(new[,] { { 0, 0.1, 0.7 }, { 2, 0, 10.5 }, { 0, 8.4, 0 } }, external);
        IsAll(payments, EisenbergNoe.FictitiousDefault(network));
        IsAll(payments, EisenbergNoe.Picard(network));
        IsAll(payments, EisenbergNoe.Least(network));
    }

    [Fact]
    public void Debts_in_a_circle_without_assets_clear_at_any_share_and_any_asset_makes_it_one()
    {
        var both = EisenbergNoe.Clear(Circle);
        IsAll([1, 1], both.Greatest);
        IsAll([0, 0], both.Least);
        Assert.False(both.IsUnique);
        Assert.Equal(["1", "2"], EisenbergNoe.Irregular(Circle).ToArray());

        var with = Circle.WithExternalAssets([0.01, 0]);
        Assert.True(EisenbergNoe.Clear(with).IsUnique);
        IsAll([1, 1], EisenbergNoe.Least(with));
        Assert.Empty(EisenbergNoe.Irregular(with));
    }

    [Fact]
    public void A_circle_that_is_paid_from_outside_clears_at_one_share_though_the_system_is_not_regular()
    {
        // A has 1 and owes B 1; B and C owe each other 5 and have nothing. What enters the circle cannot leave it, so both end up paying 5.
        var network = new DebtNetwork([new("A", 1), new("B", 0), new("C", 0)], [new("A", "B", 1), new("B", "C", 5), new("C", "B", 5)]);
        var both = EisenbergNoe.Clear(network);
        IsAll([1, 5, 5], both.Greatest);
        IsAll([1, 5, 5], both.Least);
        Assert.True(both.IsUnique);
        Assert.Equal(["B", "C"], EisenbergNoe.Irregular(network).ToArray());
    }

    [Fact]
    public void One_more_unit_can_be_paid_on_several_times()
    {
        // A chain of debts of 10: e₁ = 5 → (5, 5, 5), e₁ = 6 → (6, 6, 6): payments move by 3 in all.
        var claims = new double[,] { { 0, 10, 0, 0 }, { 0, 0, 10, 0 }, { 0, 0, 0, 10 }, { 0, 0, 0, 0 } };
        var five = EisenbergNoe.FictitiousDefault(DebtNetwork.Of(claims, [5, 0, 0, 0]));
        var six = EisenbergNoe.FictitiousDefault(DebtNetwork.Of(claims, [6, 0, 0, 0]));
        Close.To(3, five.Payments.Zip(six.Payments, (a, b) => Math.Abs(a - b)).Sum());
        Assert.Equal(["1", "2", "3"], five.Defaults);
        Close.To(15, five.Shortfall);
    }

    [Fact]
    public void External_creditors_share_pro_rata()
    {
        // 6 of assets for 4 inside and 8 outside: half of each.
        var result = EisenbergNoe.FictitiousDefault(DebtNetwork.Of(new double[,] { { 0, 4 }, { 0, 0 } }, [6, 1], [8, 0]));
        Close.To(0.5, result.Institutions[0].Recovery);
        Close.To(3, result.Institutions[1].Equity);
    }

    [Fact]
    public void Recoveries_below_one_can_leave_two_clearing_vectors()
    {
        // Both pay 2.2 (1 + 2.2 ≥ 2.2), or p = ½·1 + ½·p = 1 (1 + 1 < 2.2).
        var network = DebtNetwork.Of(new[,] { { 0, 2.2 }, { 2.2, 0 } }, [1, 1]);
        var both = new RogersVeraart(0.5, 0.5).Clear(network);
        IsAll([2.2, 2.2], both.Greatest);
        IsAll([1, 1], both.Least);
        Assert.False(both.IsUnique);
        Assert.Empty(EisenbergNoe.Irregular(network));
    }

    [Fact]
    public void Iteration_default_sets_and_linear_programme_agree()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var network = RandomNetworks.Make(seed, 2 + (seed % 12));
            var sets = EisenbergNoe.FictitiousDefault(network);
            var picard = EisenbergNoe.Picard(network);
            Assert.True(sets.Settled && picard.Settled, $"seed {seed}");
            Same(sets, picard, $"seed {seed}", 1e-9);
            IsOptimal(network, sets, seed);
            foreach (var (programme, i) in LinearProgramme(network).Select((p, i) => (p, i)))
            {
                Assert.True(Math.Abs(programme - sets.Payments[i]) <= 1e-9 * Math.Max(1, network.Obligations[i]), $"seed {seed}: {i} pays {programme:R} by the programme, {sets.Payments[i]:R} by default sets");
            }
        }
    }

    [Fact]
    public void Least_is_below_greatest_with_the_same_surplus_and_both_are_fixed_points()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var network = RandomNetworks.Make(seed, 2 + (seed % 5), 0.4, externalDebt: seed % 2 == 0);
            var both = EisenbergNoe.Clear(network);
            Assert.True(both.Greatest.Settled && both.Least.Settled, $"seed {seed}");
            for (var i = 0; i < network.Count; i++)
            {
                Assert.True(both.Least.Payments[i] <= both.Greatest.Payments[i] + 1e-9, $"seed {seed}");
                Assert.True(Math.Abs(Surplus(both.Least.Institutions[i]) - Surplus(both.Greatest.Institutions[i])) < 1e-9, $"seed {seed}");
            }

            Same(both.Least, new ClearingMap(network, 1, 1).Least(), $"seed {seed}", 1e-8);
            Assert.True(EisenbergNoe.Irregular(network).Length > 0 || both.IsUnique, $"seed {seed}: regular and not unique");
        }
    }

    [Fact]
    public void Rogers_and_Veraart_is_bounded_by_its_extremes_and_without_costs_is_Eisenberg_and_Noe()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var r = new Random(seed);
            var network = RandomNetworks.Make(seed, 2 + (seed % 10));
            var both = new RogersVeraart(r.NextDouble(), r.NextDouble()).Clear(network);
            var free = new RogersVeraart(1, 1).Greatest(network);
            Same(free, EisenbergNoe.Picard(network), $"seed {seed}", 1e-9);
            Assert.True(both.Greatest.Settled && both.Least.Settled, $"seed {seed}");
            for (var i = 0; i < network.Count; i++)
            {
                Assert.True(both.Least.Payments[i] <= both.Greatest.Payments[i] + 1e-12, $"seed {seed}");
                Assert.True(both.Greatest.Payments[i] <= free.Payments[i] + 1e-12, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void The_default_operator_applied_to_the_end_arrives_at_the_same_clearing_vector()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var network = RandomNetworks.Make(seed, 2 + (seed % 8));
            var system = new FinancialSystem(
                network.Institutions.Select(x => new Institution(x.Name) { OtherAssets = x.ExternalAssets, Debt = x.ExternalLiabilities }), [], [], network.Claims);
            var (state, end) = (system.Start(), new Default());
            for (var round = 0; round < 3000; round++)
            {
                end.Apply(state);
            }

            var clearing = EisenbergNoe.FictitiousDefault(DebtNetwork.Of(system));
            for (var i = 0; i < network.Count; i++)
            {
                Assert.True(Math.Abs(clearing.Institutions[i].Recovery - state.Recovery[i, 0]) < 1e-9, $"seed {seed}, {i}: {clearing.Institutions[i].Recovery:R} against {state.Recovery[i, 0]:R}");
            }
        }
    }

    [Fact]
    public void A_short_iteration_says_that_it_did_not_settle()
    {
        var network = DebtNetwork.Of(new[,] { { 0, 0.1, 0.7 }, { 2, 0, 10.5 }, { 0, 8.4, 0 } }, [0, 0, 0.1]);
        var result = EisenbergNoe.Picard(network, limit: 2);
        Assert.False(result.Settled);
        Assert.Contains("Not settled", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("Not settled", result.ToHtml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.5, 1)]
    [InlineData(1, -0.1)]
    [InlineData(double.NaN, 1)]
    public void Recoveries_must_be_fractions(double alpha, double beta) =>
        Assert.Contains("a fraction from 0 to 1", Assert.ThrowsAny<ArgumentException>(() => new RogersVeraart(alpha, beta)).Message, StringComparison.Ordinal);

    /// <summary>
    /// The greatest clearing vector maximises Σp subject to 0 ≤ p ≤ p̄, p ≤ Π′p + e. Certificate: y on the second, z on the first constraint with
    /// (I − Π)y + z = 1, y, z ≥ 0 and equal objectives Σp = Σe·y + Σp̄·z.
    /// </summary>
    private static void IsOptimal(DebtNetwork network, ClearingResult result, int seed)
    {
        var n = network.Count;
        var p = result.Payments;
        var pi = new double[n, n];
        foreach (var c in network.Claims)
        {
            pi[network.IndexOf(c.Debtor), network.IndexOf(c.Creditor)] = c.Amount / network.Obligations[network.IndexOf(c.Debtor)];
        }

        var open = result.Institutions.Select(x => x.Defaulted).ToArray();
        var y = new double[n];
        var moved = true;
        for (var sweep = 0; sweep < 20_000 && moved; sweep++)
        {
            // A sweep that changes no bit has nothing but the same behind it.
            moved = false;
            for (var i = 0; i < n; i++)
            {
                var before = y[i];
                y[i] = open[i] ? 1 + Enumerable.Range(0, n).Sum(j => pi[i, j] * y[j]) : 0;
                moved |= y[i] != before;
            }
        }

        var z = Enumerable.Range(0, n).Select(i => open[i] ? 0 : 1 + Enumerable.Range(0, n).Sum(j => pi[i, j] * y[j])).ToArray();
        for (var i = 0; i < n; i++)
        {
            var resources = network.Institutions[i].ExternalAssets + Enumerable.Range(0, n).Sum(j => pi[j, i] * p[j]);
            Assert.True(p[i] >= 0 && p[i] <= network.Obligations[i] + 1e-9 && p[i] <= resources + 1e-9, $"seed {seed}: not feasible");
            Assert.True(Math.Min(network.Obligations[i] - p[i], resources - p[i]) < 1e-9, $"seed {seed}: not complementary");
        }

        var dual = Enumerable.Range(0, n).Sum(i => (network.Institutions[i].ExternalAssets * y[i]) + (network.Obligations[i] * z[i]));
        Assert.True(Math.Abs(p.Sum() - dual) <= 1e-9 * Math.Max(1, dual), $"seed {seed}: {p.Sum():R} against the bound {dual:R}");
    }

    /// <summary>The same programme by the simplex method on a dense tableau, knowing nothing of defaults: max Σp, (I − Π′)p ≤ e, p ≤ p̄.</summary>
    private static double[] LinearProgramme(DebtNetwork network)
    {
        var n = network.Count;
        var rows = new double[2 * n, n];
        for (var i = 0; i < n; i++)
        {
            (rows[i, i], rows[n + i, i]) = (1, 1);
        }

        foreach (var c in network.Claims)
        {
            var (i, j) = (network.IndexOf(c.Debtor), network.IndexOf(c.Creditor));
            rows[j, i] -= c.Amount / network.Obligations[i];
        }

        return Simplex.Maximise([.. Enumerable.Repeat(1.0, n)], rows, [.. network.Institutions.Select(x => x.ExternalAssets), .. network.Obligations]);
    }

    private static double Surplus(ClearedInstitution x) => x.Equity + x.Obligation - x.Payment;

    private static void IsAll(double[] payments, ClearingResult result)
    {
        Assert.True(result.Settled, result.Describe());
        foreach (var (expected, actual) in payments.Zip(result.Payments))
        {
            Close.To(expected, actual);
        }
    }

    private static void Same(ClearingResult a, ClearingResult b, string what, double accuracy)
    {
        foreach (var (x, y) in a.Institutions.Zip(b.Institutions))
        {
            Assert.True(Math.Abs(x.Payment - y.Payment) <= accuracy * Math.Max(1, x.Obligation), $"{what}: {x.Institution} pays {x.Payment:R} or {y.Payment:R}");
        }
    }
}
