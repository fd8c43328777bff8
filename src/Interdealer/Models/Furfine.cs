using System.Collections.Immutable;

namespace Interdealer.Models;

/// <summary>One institution in a sequence of failures. Amounts are in currency.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Loss">What it loses on claims against those that failed.</param>
/// <param name="Buffer">What it has to bear losses.</param>
/// <param name="FailedInRound">0 for a failure at the start, 1 for one it caused, and so on; null where it survives.</param>
public sealed record Failure(string Institution, double Loss, double Buffer, int? FailedInRound);

/// <summary>Failures in sequence: whoever's losses on claims against those failed, a fraction 1 − R of face value, exceed its buffer, fails next.</summary>
/// <remarks>
/// <para>Assumes a recovery R that is given and the same for all, claims that keep their face value until the debtor fails, buffers above 0 (else
/// refused by name). A loss equal to the buffer is survived. The end does not depend on the order in which failures are looked at, and it is the
/// least set of failures; those started with stay failed.</para>
/// <para>Source: Furfine (2003), Interbank Exposures: Quantifying the Risk of Contagion, Journal of Money, Credit and Banking 35(1).</para>
/// </remarks>
public sealed record Furfine
{
    /// <summary>Rounding of a loss that equals a buffer, relative to the buffer.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The model with its recovery.</summary>
    /// <param name="recovery">R, what a unit owed by a failed institution is worth, from 0 to 1.</param>
    public Furfine(double recovery) => Recovery = Require.Share(recovery);

    /// <summary>R.</summary>
    public double Recovery { get; }

    /// <summary>The sequence of failures.</summary>
    /// <param name="network">The claims.</param>
    /// <param name="failing">Names of those that fail at the start.</param>
    /// <param name="buffers">n amounts above 0, in currency; the equity of the network when left out.</param>
    /// <returns>By institution, in the network's order.</returns>
    public ImmutableArray<Failure> Run(DebtNetwork network, IEnumerable<string> failing, IReadOnlyList<double>? buffers = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(failing);
        var buffer = network.Buffers(buffers);
        var round = new int?[network.Count];
        foreach (var name in failing)
        {
            round[network.IndexOf(name)] = 0;
        }

        var losses = Losses(network, round);
        for (var next = 1; ; next++)
        {
            var failed = Enumerable.Range(0, network.Count).Where(i => round[i] is null && losses[i] > buffer[i] * (1 + Rounding)).ToList();
            if (failed.Count == 0)
            {
                return [.. network.Institutions.Select((x, i) => new Failure(x.Name, losses[i], buffer[i], round[i]))];
            }

            failed.ForEach(i => round[i] = next);
            losses = Losses(network, round);
        }
    }

    private double[] Losses(DebtNetwork network, int?[] round) => network.Receipts([.. round.Select(r => r is null ? 0 : 1 - Recovery)]);
}
