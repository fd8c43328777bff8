using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer;

/// <summary>One entry of the table of claims inside the system: L_ij, what i owes j.</summary>
/// <param name="Debtor">Label of the institution that owes.</param>
/// <param name="Creditor">Label of the institution that is owed.</param>
/// <param name="Amount">Face value, in currency, at least 0.</param>
public sealed record InterbankClaim(string Debtor, string Creditor, double Amount);

/// <summary>The claims of institutions on each other, and their value to each creditor.</summary>
internal sealed class InterbankClaims
{
    private readonly GatherMatrix _byCreditor;

    /// <param name="institutions">Number of institutions.</param>
    /// <param name="entries">(debtor, creditor, amount), each pair at most once.</param>
    public InterbankClaims(int institutions, IReadOnlyCollection<(int Debtor, int Creditor, double Amount)> entries)
    {
        _byCreditor = new GatherMatrix(institutions, entries.Select(e => (e.Creditor, e.Debtor, e.Amount)).OrderBy(e => e.Creditor).ThenBy(e => e.Debtor).ToList());
        var owed = new double[institutions];
        foreach (var e in entries.OrderBy(e => e.Debtor).ThenBy(e => e.Creditor))
        {
            owed[e.Debtor] += e.Amount;
        }

        Owed = [.. owed];
    }

    /// <summary>What each institution owes to others of the system, in currency.</summary>
    public ImmutableArray<double> Owed { get; }

    /// <summary>The matrix by creditor.</summary>
    public GatherMatrix ByCreditor => _byCreditor;

    /// <summary>True when nobody owes anybody.</summary>
    public bool IsEmpty => _byCreditor.Weights.Length == 0;

    /// <summary>values[creditor] = Σ_debtor L[debtor, creditor] · recovery[debtor].</summary>
    public void Values(Column recovery, Column values) => _byCreditor.Multiply(recovery, values);
}
