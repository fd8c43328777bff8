using System.Globalization;
using Interdealer.Models;
using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Tests.Models;

public sealed class DebtRankTests
{
    // 1 lends to 2, 2 to 3, 3 to 1, each half its buffer.
    private static readonly DebtRank Ring = new(DebtNetwork.Of(new double[,] { { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 } }, [10, 10, 10]), [2, 2, 2]);

    [Fact]
    public void Distress_however_small_passes_on()
    {
        // A hundredth of the shock below gives a hundredth of each distress: nothing is too small to be passed on, at the start or later.
        Same([0.0005, 0.001125, 0.00025], Ring.OncePerBank(("2", 0.001)));
    }

    [Fact]
    public void Around_a_ring_distress_passes_once_or_for_ever()
    {
        // Once: 2 has .1, 1 loses half, 3 half of that, 2 half of that again: .1 + .0125. For ever: .1/(1 − 1/8) at 2.
        Same([0.05, 0.1125, 0.025], Ring.OncePerBank(("2", 0.1)));
        Same([0.4 / 7, 0.8 / 7, 0.2 / 7], Ring.Recursive(("2", 0.1)));
        Close.To(0.5, Ring.SpectralRadius());
        foreach (var (expected, actual) in new[] { 0.0571428571, 0.1142857143, 0.0285714286 }.Zip(Ring.LinearLimit(("2", 0.1))))
        {
            Close.ToDigits(expected, actual, 10);
        }

        // Equal weights of a third: (.05 + .0125 + .025)/3.
        Close.To(0.0875 / 3, Ring.OncePerBank(("2", 0.1)).Rank);
        Close.To(0.1875 / 3, Ring.OncePerBank(("2", 0.1)).Total);
    }

    [Fact]
    public void What_arrives_from_two_sides_is_passed_on_together_however_small()
    {
        // C lends A and B half its buffer each, D lends C a tenth, E lends D all: C .05 + .05, D .01, E .01.
        var claims = new double[5, 5];
        (claims[0, 2], claims[1, 2], claims[2, 3], claims[3, 4]) = (1, 1, 1, 1);
        var rank = new DebtRank(DebtNetwork.Of(claims, [9, 9, 9, 9, 9]), [1, 1, 2, 10, 1]);
        Same([0.1, 0.1, 0.1, 0.01, 0.01], rank.OncePerBank(("1", 0.1), ("2", 0.1)));
        Same([0.1, 0.1, 0.1, 0.01, 0.01], rank.Recursive(("1", 0.1), ("2", 0.1)));
    }

    [Fact]
    public void One_claim_takes_at_most_the_whole_buffer_in_the_first_paper()
    {
        // 1 lends 2 three times its buffer: W = min(1, 3), Λ = 3; h₂ = .2 costs it .2 or .6.
        var network = DebtNetwork.Of(new double[,] { { 0, 0 }, { 6, 0 } }, [10, 10]);
        var rank = new DebtRank(network, [2, 2]);
        Same([0.2, 0.2], rank.OncePerBank(("2", 0.2)));
        Same([0.6, 0.2], rank.Recursive(("2", 0.2)));
    }

    [Theory]
    [InlineData("b1", 0.091308064645576822)]
    [InlineData("b2", 0.0020159745817136189)]
    [InlineData("b10", 0.010033732024599949)]
    [InlineData("b23", 0.10577342954826058)]
    [InlineData("b55", 0.29382949199680969)]
    [InlineData("b73", 0.015077757943641322)]
    [InlineData("b100", 0.0017544294749284671)]
    public void A_network_of_125_banks_converges_to_the_values_of_another_program(string bank, double rank)
    {
        var result = Banks125.Recursive((bank, 1));
        Assert.True(result.Settled, result.Describe());
        Close.To(rank, result.Rank);
    }

    [Fact]
    public void Stopping_early_misses_most_of_it()
    {
        // A package that stops at 7e-4 reports .00111 for bank 73; the limit is .01508.
        Close.ToDigits(0.00111, Banks125.Recursive([("b73", 1)], 7e-4).Rank, 5);
        var cut = Banks125.Recursive([("b73", 1)], 1e-14, 20);
        Assert.False(cut.Settled);
        Assert.Contains("Not settled", cut.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Small_shocks_end_at_the_linear_limit_where_it_exists()
    {
        var stable = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var r = new Random(seed);
            var network = RandomNetworks.Make(seed, 2 + (seed % 15));
            var rank = new DebtRank(network, [.. Enumerable.Range(0, network.Count).Select(i => 1 + (network.InterbankAssets[i] * (0.6 + r.NextDouble())))]);
            var shock = network.Institutions.Select(x => (x.Name, 0.02 * r.NextDouble())).ToArray();
            var limit = rank.LinearLimit(shock);
            Assert.Equal(rank.SpectralRadius() >= 1, limit.Count == 0);
            if (rank.SpectralRadius() < 0.98 && limit.All(h => h < 1))
            {
                stable++;
                Same([.. limit], rank.Recursive(shock), $"seed {seed}");
            }
        }

        Assert.True(stable > 100, $"{stable} stable networks");
    }

    [Fact]
    public void The_spectral_radius_is_that_of_the_dense_matrix_whatever_the_parts()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            // Sparse: circles, chains and single banks side by side.
            var network = RandomNetworks.Make(seed, 2 + (seed % 40), density: 0.06);
            double[] buffers = [.. Enumerable.Range(0, network.Count).Select(i => 0.5 + (seed + i) % 7)];
            var matrix = new double[network.Count, network.Count];
            foreach (var c in network.Claims)
            {
                var i = network.IndexOf(c.Creditor);
                matrix[i, network.IndexOf(c.Debtor)] = c.Amount / buffers[i];
            }

            Close.To(RadiusOf(Matrix<double>.Build.DenseOfArray(matrix)), new DebtRank(network, buffers).SpectralRadius(), 1e-8);
        }

        // A circle of 1,000 with exposures w in turn 1/2 and 1/4 of the buffer has ρ = (Π w)^(1/1000) = √(1/8).
        var names = Enumerable.Range(0, 1000).Select(i => $"b{i}").ToArray();
        var circle = new DebtNetwork(names.Select(x => new NetworkInstitution(x, 1)), names.Select((x, i) => new InterbankClaim(x, names[(i + 1) % 1000], i % 2 == 0 ? 2 : 1)));
        Close.To(Math.Sqrt(1.0 / 8), new DebtRank(circle, [.. names.Select(_ => 4.0)]).SpectralRadius());
    }

    [Fact]
    public void Distress_never_falls_never_exceeds_one_and_once_is_at_most_for_ever()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var network = RandomNetworks.Solvent(seed, 2 + (seed % 15));
            var rank = new DebtRank(network);
            var shock = new Random(seed).NextDouble();
            var once = rank.OncePerBank(("1", shock));
            var ever = rank.Recursive(("1", shock));
            foreach (var (a, b) in once.Institutions.Zip(ever.Institutions))
            {
                Assert.True(a.Initial <= a.Final && a.Final <= b.Final + 1e-12 && b.Final <= 1, $"seed {seed}: {a} {b}");
            }
        }
    }

    [Fact]
    public void Buffers_that_are_gone_are_refused_by_name()
    {
        var network = DebtNetwork.Of(new double[,] { { 0, 4, 0 }, { 0, 0, 3 }, { 2, 0, 0 } }, [1, 1, 1]);
        var e = Assert.Throws<ArgumentException>(() => new DebtRank(network, [0, 1, -2]));
        Assert.Contains("buffer of \"1\" must be a finite number above 0, in currency; it was 0", e.Message, StringComparison.Ordinal);
        Assert.Contains("buffer of \"3\"", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("buffer of \"2\"", e.Message, StringComparison.Ordinal);

        // Without buffers the book equity is one: 1 has 1 + 2 − 4 = −1.
        Assert.Contains("it was -1", Assert.Throws<ArgumentException>(() => new DebtRank(network)).Message, StringComparison.Ordinal);
        Assert.Contains("weight of \"2\"", Assert.Throws<ArgumentException>(() => new DebtRank(network, [1, 1, 1], [1, double.NaN, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("a fraction from 0 to 1", Assert.ThrowsAny<ArgumentException>(() => Ring.Recursive(("2", 10))).Message, StringComparison.Ordinal);
        Assert.Contains("is not an institution", Assert.Throws<ArgumentException>(() => Ring.Recursive(("Z", 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_follow_failures_while_losses_exceed_buffers()
    {
        // 1 owes 2 4, 2 owes 3 3, 3 owes 1 2; buffers 1, 3, 3, no recovery: 2 loses 4 > 3 and fails, 3 loses 3 and survives with nothing.
        var network = DebtNetwork.Of(new double[,] { { 0, 4, 0 }, { 0, 0, 3 }, { 2, 0, 0 } }, [20, 20, 10], [17, 18, 8]);
        Assert.Equal([0, 1, null], new Furfine(0).Run(network, ["1"]).Select(x => x.FailedInRound));
        Assert.Equal([0, 1, 2], new Furfine(0).Run(network, ["1"], [1, 3, 2.9]).Select(x => x.FailedInRound));
        Assert.Equal([0, null, null], new Furfine(0.25).Run(network, ["1"]).Select(x => x.FailedInRound));
        Close.To(3, new Furfine(0.25).Run(network, ["1"])[1].Loss);
    }

    [Fact]
    public void More_recovery_never_causes_a_failure()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var network = RandomNetworks.Solvent(seed, 2 + (seed % 15));
            var before = network.Count + 1;
            foreach (var recovery in new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })
            {
                var failed = new Furfine(recovery).Run(network, ["1"]).Count(x => x.FailedInRound is not null);
                Assert.True(failed <= before, $"seed {seed}, recovery {recovery}");
                before = failed;
            }

            Assert.Equal(1, before);
        }
    }

    /// <summary>‖A^k‖^(1/k) for k = 2⁴⁰ by squaring: exactly 0 for chains, where eigenvalues of the dense matrix are good to a root of rounding only.</summary>
    private static double RadiusOf(Matrix<double> matrix)
    {
        var log = 0.0;
        for (var squarings = 0; squarings <= 40; squarings++)
        {
            matrix = squarings > 0 ? matrix * matrix : matrix;
            var norm = matrix.InfinityNorm();
            if (norm == 0)
            {
                return 0;
            }

            log = (2 * log) + Math.Log(norm);
            matrix /= norm;
        }

        return Math.Exp(log / Math.Pow(2, 40));
    }

    private static DebtRank Banks125 { get; } = Read();

    private static DebtRank Read()
    {
        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
        var banks = Rows("debtrank_125_banks.csv").ToList();
        var claims = Rows("debtrank_125_claims.csv").Select(x => new InterbankClaim(x[0], x[1], Number(x[2])));
        var network = new DebtNetwork(banks.Select(x => new NetworkInstitution(x[0], 0)), claims);
        return new DebtRank(network, [.. banks.Select(x => Number(x[1]))], [.. banks.Select(x => Number(x[2]))]);
    }

    private static IEnumerable<string[]> Rows(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Models", "Data", file)))
        {
            folder = folder.Parent;
        }

        return File.ReadLines(Path.Combine(folder!.FullName, "Models", "Data", file)).Skip(1).Select(line => line.Split(','));
    }

    private static void Same(double[] expected, DebtRankResult result, string what = "")
    {
        foreach (var (h, x) in expected.Zip(result.Institutions))
        {
            Assert.True(Math.Abs(h - x.Final) <= 1e-9 * Math.Max(h, 1e-3), $"{what} {x}: expected {h:R}");
        }
    }
}
