using System.Collections.Immutable;

namespace Interdealer.Models;

/// <summary>One institution where only payments in full are made. Amounts are in currency.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Obligation">What it must pay.</param>
/// <param name="Cash">What it has at the end: resources + payments received − what it paid.</param>
/// <param name="Shortfall">Obligation − cash where it cannot pay, else 0.</param>
/// <param name="PaidInRound">1 if it could pay from its own resources, 2 if it first needed what those paid, and so on; null where it never can.</param>
public sealed record MarginPayment(string Institution, double Obligation, double Cash, double Shortfall, int? PaidInRound);

/// <summary>
/// The full-payment algorithm for margin calls: whoever has cash for all its obligations pays all of them, others nothing; cash received lets more pay.
/// </summary>
/// <remarks>
/// <para>External assets of the network are liquid resources on hand, claims are margin calls due now, external liabilities payments due outside.</para>
/// <para>Assumes no part payment, no netting of what two owe each other and no sale of assets. The end is the least set of payers and does not depend
/// on who pays first. Institutions that wait for each other in a circle do not pay, though together they could: the shortfalls are then
/// larger than the cash that is missing.</para>
/// <para>Source: Bardoscia, Ferrara, Vause and Yoganayagam (2019), Full Payment Algorithm.</para>
/// </remarks>
public static class FullPayment
{
    /// <summary>Rounding of cash that equals an obligation, relative to it.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Who pays, in which round, and what is missing.</summary>
    /// <param name="network">The margin calls.</param>
    /// <returns>By institution, in the network's order.</returns>
    public static ImmutableArray<MarginPayment> Run(DebtNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var paid = new int?[network.Count];
        double[] cash = [.. network.Institutions.Select(x => x.ExternalAssets)];
        for (var round = 1; ; round++)
        {
            var paying = Enumerable.Range(0, network.Count).Where(i => paid[i] is null && cash[i] >= network.Obligations[i] * (1 - Rounding)).ToList();
            if (paying.Count == 0)
            {
                return [.. network.Institutions.Select((x, i) => Payment(x.Name, network.Obligations[i], cash[i], paid[i]))];
            }

            foreach (var i in paying)
            {
                paid[i] = round;
                cash[i] -= network.Obligations[i];
                for (var e = network.ByDebtor.Starts[i]; e < network.ByDebtor.Starts[i + 1]; e++)
                {
                    cash[network.ByDebtor.Indices[e]] += network.ByDebtor.Weights[e];
                }
            }
        }
    }

    private static MarginPayment Payment(string name, double obligation, double cash, int? paid) =>
        new(name, obligation, cash, paid is null ? obligation - cash : 0, paid);
}
