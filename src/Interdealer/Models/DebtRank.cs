using System.Collections.Immutable;
using System.Globalization;
using Interdealer.Display;
using Interdealer.Engine;

namespace Interdealer.Models;

/// <summary>One institution's distress.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Initial">h at the start, the fraction of its buffer lost to the shock.</param>
/// <param name="Final">h at the end; 1 is default.</param>
public sealed record Distress(string Institution, double Initial, double Final)
{
    /// <summary>Distress that the network added.</summary>
    public double Added => Final - Initial;
}

/// <summary>How far distress spread.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class DebtRankResult : ITabular
{
    private readonly double[] _weights;

    internal DebtRankResult(ImmutableArray<Distress> institutions, double[] weights, int rounds, double residual, double tolerance)
        => (Institutions, _weights, Rounds, Residual, Settled) = (institutions, weights, rounds, residual, residual <= tolerance);

    /// <summary>By institution, in the network's order.</summary>
    public ImmutableArray<Distress> Institutions { get; }

    /// <summary>Rounds it took.</summary>
    public int Rounds { get; }

    /// <summary>Largest change of an h in the last round: the certificate.</summary>
    public double Residual { get; }

    /// <summary>True when the last round changed no h beyond the tolerance.</summary>
    public bool Settled { get; }

    /// <summary>The DebtRank R: distress that the network added, Σ v_i·(h_i(end) − h_i(start)), v the weights as shares of their sum.</summary>
    public double Rank => Institutions.Zip(_weights, (x, v) => v * x.Added).Sum();

    /// <summary>Distress with that of the shock, Σ v_i·h_i(end).</summary>
    public double Total => Institutions.Zip(_weights, (x, v) => v * x.Final).Sum();

    /// <summary>How it ended, in a sentence.</summary>
    public string Describe() => Settled
        ? Text($"The network adds {Rank:0.0000} to distress of {Total - Rank:0.0000} (weighted; {Rounds} rounds).")
        : Text($"Not settled: distress still moved by {Residual:0.#E+0} in round {Rounds}. Allow more rounds.");

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public Table ToTable() => Table.Of(Institutions, "DebtRank").WithFootnote(Describe());
}

/// <summary>
/// Distress h (the fraction of a buffer lost) spreads from debtors to creditors in proportion to Λ_ij = L_ji/b_i, what j owes i over i's buffer.
/// </summary>
/// <remarks>
/// <para><see cref="OncePerBank"/> (2012): with W_ij = min(1, Λ_ij), an institution passes its distress on in the round after it first has some and
/// never again: what reaches it later, around a circle, stops there.</para>
/// <para><c>Recursive</c> (2015): h(t+1) = min(1, h(t) + Λ[h(t) − h(t−1)]), every increment passed on. Where nobody reaches 1 and the spectral
/// radius of Λ is below 1 it ends at <see cref="LinearLimit"/>, (I − Λ)⁻¹h(1). With a radius of 1 or more distress grows until some default;
/// it still ends, because h only rises and stops at 1. Just below 1 it needs thousands of rounds, and a loose tolerance stops far too early.</para>
/// <para>Assumes that a claim loses value in proportion to its debtor's distress, without recovery, and buffers above 0 (else refused by name).</para>
/// <para>Sources: Battiston, Puliga, Kaushik, Tasca and Caldarelli (2012), DebtRank: Too Central to Fail?, Scientific Reports 2; Bardoscia,
/// Battiston, Caccioli and Caldarelli (2015), DebtRank: A Microscopic Foundation for Shock Propagation, PLoS ONE 10(6).</para>
/// </remarks>
public sealed class DebtRank
{
    private readonly DebtNetwork _network;
    private readonly double[] _buffers;
    private readonly double[] _weights;

    /// <summary>The exposures of a network relative to buffers.</summary>
    /// <param name="network">The claims.</param>
    /// <param name="buffers">b, n amounts above 0, in currency; the equity of the network when left out.</param>
    /// <param name="weights">v, n numbers of at least 0 and not all 0, taken as shares of their sum; interbank assets when left out, as in the first paper.</param>
    /// <exception cref="ArgumentException">A buffer is not above 0 or a weight is below 0; the message names them.</exception>
    public DebtRank(DebtNetwork network, IReadOnlyList<double>? buffers = null, IReadOnlyList<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _buffers = network.Buffers(buffers);
        _weights = Shares(network, weights);
    }

    /// <summary>Spectral radius of Λ, Λ_ij = claim of i on j over b_i: below 1 distress that reaches no default dies out.</summary>
    public double SpectralRadius() => NetworkRadius.Of(Exposures, i => 1 / _buffers[i]);

    /// <summary>The 2012 rule: each institution passes its distress on once.</summary>
    /// <param name="initial">h at the start by name, fractions from 0 to 1; those left out have none.</param>
    public DebtRankResult OncePerBank(params IEnumerable<(string Institution, double Distress)> initial)
    {
        var start = Start(initial);
        double[] h = [.. start];
        var (passedOn, active) = (new bool[h.Length], Enumerable.Range(0, h.Length).Where(i => h[i] > 0).ToList());
        var rounds = 0;
        for (; active.Count > 0; rounds++)
        {
            double[] before = [.. h];
            foreach (var j in active)
            {
                passedOn[j] = true;
                for (var e = _network.ByDebtor.Starts[j]; e < _network.ByDebtor.Starts[j + 1]; e++)
                {
                    var i = _network.ByDebtor.Indices[e];
                    h[i] = Math.Min(1, h[i] + (Math.Min(1, _network.ByDebtor.Weights[e] / _buffers[i]) * before[j]));
                }
            }

            active = [.. Enumerable.Range(0, h.Length).Where(i => h[i] > 0 && !passedOn[i])];
        }

        return Result(start, h, rounds, 0, 0);
    }

    /// <summary>The 2015 recursion, from h(0) = 0 and h(1) = the shock.</summary>
    /// <param name="initial">h(1) by name, fractions from 0 to 1; those left out have none.</param>
    /// <returns>With a tolerance of 1e-14 on the last change of an h and at most 100 000 rounds.</returns>
    public DebtRankResult Recursive(params IEnumerable<(string Institution, double Distress)> initial) => Recursive(initial, 1e-14);

    /// <summary>The 2015 recursion, from h(0) = 0 and h(1) = the shock.</summary>
    /// <param name="initial">h(1) by name, fractions from 0 to 1; those left out have none.</param>
    /// <param name="tolerance">Largest last change of an h, above 0; the distance to the limit can be 1/(1 − ρ) times as large.</param>
    /// <param name="limit">Rounds allowed, at least 1.</param>
    public DebtRankResult Recursive(IEnumerable<(string Institution, double Distress)> initial, double tolerance, int limit = 100_000)
    {
        Require.Positive(tolerance, "(a fraction of the buffer)");
        Require.AtLeast(1, limit, "rounds");
        var start = Start(initial);
        double[] h = [.. start];
        double[] increment = [.. start];
        for (var round = 1; ; round++)
        {
            var largest = 0.0;
            var losses = _network.Receipts(increment);
            for (var i = 0; i < h.Length; i++)
            {
                var next = Math.Min(1, h[i] + (losses[i] / _buffers[i]));
                increment[i] = next - h[i];
                h[i] = next;
                largest = Math.Max(largest, increment[i]);
            }

            if (largest <= tolerance || round == limit)
            {
                return Result(start, h, round, largest, tolerance);
            }
        }
    }

    /// <summary>(I − Λ)⁻¹h(1), by linear equations: where the recursion ends if the spectral radius is below 1 and no entry exceeds 1.</summary>
    /// <param name="initial">h(1) by name, fractions from 0 to 1; those left out have none.</param>
    /// <returns>n numbers in the network's order; empty where the radius is 1 or more and the sum has no limit.</returns>
    public IReadOnlyList<double> LinearLimit(params IEnumerable<(string Institution, double Distress)> initial)
    {
        var start = Start(initial);
        if (SpectralRadius() >= 1)
        {
            return [];
        }

        var (h, open) = (new double[start.Length], new bool[start.Length]);
        Array.Fill(open, true);
        NetworkSolve.Solve(Exposures, open, i => start[i], i => 1 / _buffers[i], h);
        return h;
    }

    private GatherMatrix Exposures => _network.ByCreditor;

    private static double[] Shares(DebtNetwork network, IReadOnlyList<double>? weights)
    {
        double[] all = [.. weights ?? network.InterbankAssets];
        var faults = new NetworkFaults();
        faults.Add(all.Length != network.Count, $"there must be {network.Count}, one an institution; there were {all.Length}");
        for (var i = 0; i < Math.Min(all.Length, network.Count); i++)
        {
            faults.Add(!(all[i] >= 0 && double.IsFinite(all[i])), $"the weight of \"{network.Institutions[i].Name}\" must be a finite number of at least 0; it was {Require.Text(all[i])}");
        }

        faults.Refuse(nameof(weights));
        var sum = all.Sum();
        return [.. all.Select(v => sum > 0 ? v / sum : 1.0 / all.Length)];
    }

    private double[] Start(IEnumerable<(string Institution, double Distress)> initial)
    {
        ArgumentNullException.ThrowIfNull(initial);
        var start = new double[_network.Count];
        foreach (var (name, distress) in initial)
        {
            var i = _network.IndexOf(name);
            start[i] = start[i] == 0
                ? Require.Share(distress, $"distress of \"{name}\"")
                : throw new ArgumentException($"initial: \"{name}\" is listed twice; each institution once.", nameof(initial));
        }

        return start;
    }

    private DebtRankResult Result(double[] start, double[] end, int rounds, double residual, double tolerance) => new(
        [.. _network.Institutions.Select((x, i) => new Distress(x.Name, start[i], end[i]))], _weights, rounds, residual, tolerance);
}
