using System.Collections.Immutable;
using Interdealer.Contagion;
using Interdealer.Engine;

namespace Interdealer.Models;

/// <summary>Clearing with limited liability, debts ranking equal: p = min(p̄, Π′p + e), Π_ij = L_ij/p̄_i.</summary>
/// <remarks>
/// <para>Assumes e ≥ 0, no cost of default, one clearing date, pro rata shares for all creditors, those outside the network among them.</para>
/// <para>A greatest and a least clearing vector always exist and leave everyone the same surplus e + Π′p − p. They differ where a closed circle of debts
/// holds no external asset and receives none: any share paid around it clears. <see cref="Clear"/> returns both and says whether they agree.</para>
/// <para>Payments need not be a non-expansive function of e in any norm: in a chain one more unit can be paid on several times.</para>
/// <para>Source: Eisenberg and Noe (2001), Systemic Risk in Financial Systems, Management Science 47(2).</para>
/// </remarks>
public static class EisenbergNoe
{
    /// <summary>Clearing for the engine: sets <see cref="State.Recovery"/> to p/p̄ of the greatest clearing vector at the marks of the moment.</summary>
    /// <remarks>Composes with fire sales: joined with orders and a market, sales lower marks, marks lower payments, and payments force sales.</remarks>
    public static IOperator AtMarks { get; } = new ClaimsAtMarks(network => FictitiousDefault(network).Institutions.Select(x => x.Recovery));

    /// <summary>The greatest clearing vector by the fictitious default algorithm: exact, at most n + 1 sets of defaults.</summary>
    /// <param name="network">The debts.</param>
    public static ClearingResult FictitiousDefault(DebtNetwork network) => Map(network).Greatest();

    /// <summary>The greatest clearing vector by iterating p ← min(p̄, Π′p + e) from p̄.</summary>
    /// <param name="network">The debts.</param>
    /// <param name="tolerance">Largest last change of a share p/p̄, above 0; slow convergence leaves a larger error than this.</param>
    /// <param name="limit">Iterations allowed, at least 1; a result that stopped there has its residual and is not <see cref="ClearingResult.Settled"/>.</param>
    public static ClearingResult Picard(DebtNetwork network, double tolerance = 1e-15, int limit = 100_000) =>
        Map(network).Iterate(Require.Positive(tolerance, "(a share)"), Require.AtLeast(1, limit, "iterations"));

    /// <summary>The least clearing vector.</summary>
    /// <param name="network">The debts.</param>
    /// <remarks>
    /// It is the greatest one with nothing paid by those whom no external asset reaches along debts: what they pay each other in the greatest one
    /// only supports itself. Whoever is reached pays the same in every clearing vector.
    /// </remarks>
    public static ClearingResult Least(DebtNetwork network)
    {
        var map = Map(network);
        var greatest = map.Greatest();
        var reached = ReachedByExternalAssets(network);
        return map.Result([.. greatest.Institutions.Select((x, i) => reached[i] || x.Obligation == 0 ? x.Recovery : 0)], greatest.Iterations);
    }

    /// <summary>Greatest and least clearing vector.</summary>
    /// <param name="network">The debts.</param>
    public static ClearingVectors Clear(DebtNetwork network) => new(FictitiousDefault(network), Least(network));

    /// <summary>Institutions whose risk orbit (itself and all that its payments can reach) holds no external asset; none of them: the system is regular.</summary>
    /// <param name="network">The debts.</param>
    /// <returns>Names of those who owe something and break regularity. Regularity suffices for one clearing vector; it is not needed for it.</returns>
    public static ImmutableArray<string> Irregular(DebtNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var surplus = Spread(network.ByCreditor, HasExternalAssets(network));
        return [.. network.Institutions.Where((_, i) => !surplus[i] && network.Obligations[i] > 0).Select(x => x.Name)];
    }

    private static bool[] ReachedByExternalAssets(DebtNetwork network) => Spread(network.ByDebtor, HasExternalAssets(network));

    private static bool[] HasExternalAssets(DebtNetwork network) => [.. network.Institutions.Select(x => x.ExternalAssets > 0)];

    /// <summary>Marks all that can be reached from those marked.</summary>
    private static bool[] Spread(GatherMatrix edges, bool[] marked)
    {
        var queue = new Queue<int>(Enumerable.Range(0, marked.Length).Where(i => marked[i]));
        while (queue.TryDequeue(out var i))
        {
            foreach (var j in edges.Indices.AsSpan(edges.Starts[i]..edges.Starts[i + 1]))
            {
                if (!marked[j])
                {
                    marked[j] = true;
                    queue.Enqueue(j);
                }
            }
        }

        return marked;
    }

    private static ClearingMap Map(DebtNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new ClearingMap(network, 1, 1);
    }
}
