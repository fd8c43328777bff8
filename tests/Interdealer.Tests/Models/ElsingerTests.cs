using Interdealer.Models;

namespace Interdealer.Tests.Models;

/// <summary>Seniority and cross-holdings by hand, and against Eisenberg and Noe where there are none.</summary>
public class ElsingerTests
{
    private static readonly double[,] Senior = { { 0, 0, 3 }, { 0, 0, 5 }, { 0, 0, 0 } };
    private static readonly double[,] Junior = { { 0, 4, 0 }, { 0, 0, 0 }, { 0, 0, 0 } };

    // B owns half of A, A a fifth of B.
    private static readonly double[,] Shares = { { 0, 0.5, 0 }, { 0.2, 0, 0 }, { 0, 0, 0 } };

    [Fact]
    public void Juniors_get_what_seniors_leave()
    {
        // A has 4: 3 to its seniors, 1 to its juniors. B has 2 + 1 and owes 5: it pays 3. C receives 6.
        var clearing = new Elsinger([4, 2, 0], [Senior, Junior], Shares).Greatest();
        Same([3, 3, 0], clearing.Payments[0]);
        Same([1, 0, 0], clearing.Payments[1]);
        Same([0, 0, 6], clearing.Equity);
    }

    [Fact]
    public void Equity_counts_with_its_owners()
    {
        // All is paid: V_A = 10 + .2V_B − 7, V_B = 2 + 4 + .5V_A − 5; V_A = 3.2/.9, V_B = 1 + 1.6/.9.
        foreach (var clearing in new[] { new Elsinger([10, 2, 0], [Senior, Junior], Shares).Greatest(), new Elsinger([10, 2, 0], [Senior, Junior], Shares).Least() })
        {
            Close.To(3.2 / 0.9, clearing.Equity[0]);
            Close.To(1 + (1.6 / 0.9), clearing.Equity[1]);
            Close.To(8, clearing.Equity[2]);
        }
    }

    [Fact]
    public void With_one_class_and_no_holdings_it_is_Eisenberg_and_Noe()
    {
        double[,] debts = { { 0, 0.1, 0.7 }, { 2, 0, 10.5 }, { 0, 8.4, 0 } };
        Assert.All(new Elsinger([1, 1, 1], [debts]).Greatest().Payments[0].Zip([0.8, 9.5, 8.4]), p => Close.To(p.Second, p.First));
        Assert.All(new Elsinger([0, 0, 0.1], [debts]).Greatest().Payments[0].Zip([0.8, 5.625, 5.525]), p => Close.To(p.Second, p.First));

        // Two who owe each other and have nothing: everything and nothing are both solutions.
        double[,] mutual = { { 0, 1 }, { 1, 0 } };
        Same([1, 1], new Elsinger([0, 0], [mutual]).Greatest().Payments[0]);
        Same([0, 0], new Elsinger([0, 0], [mutual]).Least().Payments[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_comes_in_goes_out_or_stays_with_owners(int seed)
    {
        var random = new Random(seed);
        const int n = 8;
        double[,] Debts() => Draw((i, j) => i == j || random.Next(3) > 0 ? 0 : random.NextDouble());
        var shares = Draw((i, j) => i == j ? 0 : 0.1 * random.NextDouble());
        double[][,] debts = [Debts(), Debts(), Debts()];
        var network = new Elsinger(Enumerable.Range(0, n).Select(_ => 0.5 * random.NextDouble()), debts, shares);
        var (greatest, least) = (network.Greatest(), network.Least());
        for (var i = 0; i < n; i++)
        {
            var assets = network.ExternalAssets[i] + Enumerable.Range(0, n).Sum(j => (shares[j, i] * greatest.Equity[j])
                + Enumerable.Range(0, 3).Sum(s => network.Owed[s][j] > 0 ? debts[s][j, i] / network.Owed[s][j] * greatest.Payments[s][j] : 0));
            Close.To(assets, greatest.Equity[i] + greatest.Payments.Sum(p => p[i]));
            for (var s = 0; s < 3; s++)
            {
                Assert.True(least.Payments[s][i] <= greatest.Payments[s][i] + 1e-12);

                // A class is paid in full before the next is paid at all.
                Assert.True(s == 0 || greatest.Payments[s][i] == 0 || greatest.Payments[s - 1][i] == network.Owed[s - 1][i]);
            }
        }

        double[,] Draw(Func<int, int, double> entry)
        {
            var matrix = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    matrix[i, j] = entry(i, j);
                }
            }

            return matrix;
        }
    }

    private static void Same(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Close.To(expected[i], actual[i]);
        }
    }

    [Fact]
    public void Networks_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Elsinger([1, 1], [new double[,] { { 1, 0 }, { 0, 0 } }]));
        Assert.Throws<ArgumentException>(() => new Elsinger([1, 1], [new double[3, 3]]));
        Assert.Throws<ArgumentException>(() => new Elsinger([1, 1], []));
        Assert.Throws<ArgumentException>(() => new Elsinger([1, 1, 1], [new double[3, 3]], new double[,] { { 0, 0.6, 0.6 }, { 0, 0, 0 }, { 0, 0, 0 } }));
        Assert.ThrowsAny<ArgumentException>(() => new Elsinger([-1], [new double[1, 1]]));
        Assert.ThrowsAny<ArgumentException>(() => new Elsinger([double.NaN], [new double[1, 1]]));
    }
}
