using Interdealer.Models;

namespace Interdealer.Tests.Models;

/// <summary>Sparse networks of five thousand institutions: every algorithm at rest by its own equation, and no n × n block on the way.</summary>
public sealed class LargeNetworkTests
{
    private const int Count = 5000;

    // A dense matrix of them takes 200 MB. What an algorithm allocates in all its passes together must stay far below one.
    private const long Most = 8L * Count * Count / 3;

    private static readonly DebtNetwork Network = RandomNetworks.Large(1, Count, 6);

    [Fact]
    public void Eisenberg_and_Noe_clear_it_by_default_sets_and_by_iteration()
    {
        var sets = Sparsely(() => EisenbergNoe.FictitiousDefault(Network));
        Assert.InRange(sets.Defaults.Count, NetworkSolve.Dense + 1, Count - 1);
        IsClearing(sets, 1, 1);
        var picard = Sparsely(() => EisenbergNoe.Picard(Network));
        IsClearing(picard, 1, 1);
        Assert.All(sets.Payments.Zip(picard.Payments), x => Assert.True(Math.Abs(x.First - x.Second) < 1e-9));
        IsClearing(Sparsely(() => EisenbergNoe.Least(Network)), 1, 1);
    }

    [Fact]
    public void Rogers_and_Veraart_clear_it_from_both_ends()
    {
        var model = new RogersVeraart(0.8, 0.7);
        var (greatest, least) = (Sparsely(() => model.Greatest(Network)), Sparsely(() => model.Least(Network)));
        IsClearing(greatest, 0.8, 0.7);
        IsClearing(least, 0.8, 0.7);
        Assert.All(least.Payments.Zip(greatest.Payments), x => Assert.True(x.First <= x.Second + 1e-9));
    }

    [Fact]
    public void DebtRank_ends_at_its_own_limit()
    {
        double[] buffers = [.. Network.InterbankAssets.Select(a => 1.5 * a + 1)];
        var rank = new DebtRank(Network, buffers);
        var radius = Sparsely(rank.SpectralRadius);
        Assert.InRange(radius, 0.3, 0.999);
        var shock = Enumerable.Range(0, 50).Select(i => ($"b{i * 97}", 0.01)).ToList();
        var (end, limit) = (Sparsely(() => rank.Recursive(shock)), Sparsely(() => rank.LinearLimit(shock)));
        Assert.True(end.Settled && end.Rank > 0, end.Describe());

        // h = h(1) + Λh, and the linear equations give the same.
        double[] h = [.. end.Institutions.Select(x => x.Final)];
        var losses = Network.Receipts(h);
        for (var i = 0; i < Count; i++)
        {
            Assert.True(Math.Abs(end.Institutions[i].Initial + (losses[i] / buffers[i]) - h[i]) < 1e-12, $"{i} is not at rest");
            Assert.True(Math.Abs(limit[i] - h[i]) < 1e-9, $"{i}: {h[i]:R} against {limit[i]:R}");
        }

        Assert.True(Sparsely(() => rank.OncePerBank(shock)).Settled);
    }

    [Fact]
    public void Network_valuations_are_consistent()
    {
        foreach (var valuation in new IClaimValuation[] { new LimitedLiability(), new CostlyDefault(0.8, 0.7), new DefaultAtMaturity(0.2, 1) })
        {
            var result = Sparsely(() => new Neva(valuation).Greatest(Network));
            Assert.True(result.Settled, $"{valuation}: {result.Describe()}");
            var receipts = Network.Receipts([.. result.Institutions.Select(x => x.ClaimValue)]);
            var equity = result.Equity;
            for (var i = 0; i < Count; i++)
            {
                var x = Network.Institutions[i];
                var debtor = new Debtor(i, x.ExternalAssets, x.ExternalLiabilities, Network.InterbankLiabilities[i]);
                var worth = debtor.InterbankLiabilities > 0 ? valuation.Value(debtor, equity[i]) : 1;
                Assert.True(Math.Abs(worth - result.Institutions[i].ClaimValue) < 1e-9, $"{valuation}: a unit owed by {x.Name} is worth {worth:R}");
                Assert.True(Math.Abs(x.ExternalAssets - x.ExternalLiabilities + receipts[i] - Network.InterbankLiabilities[i] - equity[i]) < 1e-9, $"{valuation}: {x.Name}");
            }
        }
    }

    [Fact]
    public void Failures_margin_calls_and_reconstruction_take_it_too()
    {
        Assert.Equal(Count, Sparsely(() => new Furfine(0.4).Run(Network, ["b0"], [.. Network.InterbankAssets.Select(a => a + 1)])).Length);
        Assert.Equal(Count, Sparsely(() => FullPayment.Run(Network)).Length);
        var totals = Network.Institutions.Select((x, i) => new InterbankTotals(x.Name, Network.InterbankAssets[i], Network.InterbankLiabilities[i])).ToList();
        Assert.True(Sparsely(() => MaximumEntropy.Fit(totals)).Settled);
    }

    private static T Sparsely<T>(Func<T> algorithm)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = algorithm();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < Most, $"{allocated:#,0} bytes allocated");
        return result;
    }

    /// <summary>p is p̄ where e + Π′p covers it and αe + βΠ′p elsewhere, by the table of claims itself.</summary>
    private static void IsClearing(ClearingResult result, double alpha, double beta)
    {
        Assert.True(result.Settled, result.Describe());
        var receipts = new Dictionary<string, double>(Count);
        foreach (var c in Network.Claims)
        {
            receipts[c.Creditor] = receipts.GetValueOrDefault(c.Creditor) + (c.Amount * result.Institutions[Network.IndexOf(c.Debtor)].Recovery);
        }

        foreach (var (i, x) in result.Institutions.Index())
        {
            var (external, received) = (Network.Institutions[i].ExternalAssets, receipts.GetValueOrDefault(x.Institution));
            var pays = external + received >= x.Obligation * (1 - 1e-12) ? x.Obligation : (alpha * external) + (beta * received);
            Assert.True(Math.Abs(pays - x.Payment) < 1e-9, $"{x}: {pays:R} by the equation");
        }
    }
}
