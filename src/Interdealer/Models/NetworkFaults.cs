using System.Collections.Immutable;

namespace Interdealer.Models;

/// <summary>Everything wrong with the tables of a network, to be told in one message.</summary>
internal sealed class NetworkFaults
{
    private const int Shown = 12;
    private readonly List<string> _faults = [];

    public void Add(bool isFault, string text)
    {
        if (isFault)
        {
            _faults.Add(text);
        }
    }

    public void Check(ImmutableArray<NetworkInstitution> institutions, Dictionary<string, int> index)
    {
        Add(institutions.IsEmpty, "the list was empty; at least one institution is needed");
        for (var i = 0; i < institutions.Length; i++)
        {
            var x = institutions[i];
            if (string.IsNullOrWhiteSpace(x?.Name))
            {
                Add(true, $"number {i + 1} has no name");
                continue;
            }

            Add(!index.TryAdd(x.Name, i), $"\"{x.Name}\" is listed twice; names must be unique");
            Add(!IsAmount(x.ExternalAssets), $"external assets of \"{x.Name}\" must be a finite number of at least 0, in currency; they were {Require.Text(x.ExternalAssets)}");
            Add(!IsAmount(x.ExternalLiabilities), $"external liabilities of \"{x.Name}\" must be a finite number of at least 0, in currency; they were {Require.Text(x.ExternalLiabilities)}");
        }
    }

    public void Check(ImmutableArray<InterbankClaim> claims, Dictionary<string, int> index)
    {
        var seen = new HashSet<(string, string)>();
        var debtors = claims.Select(c => c.Debtor).ToHashSet(StringComparer.Ordinal);
        var creditors = claims.Select(c => c.Creditor).ToHashSet(StringComparer.Ordinal);
        foreach (var name in debtors.Where(d => d is null || !index.ContainsKey(d)))
        {
            Add(true, $"\"{name}\" owes{(creditors.Contains(name) ? " and is owed" : " (and is owed nothing)")} but is not in the list of institutions");
        }

        foreach (var name in creditors.Where(c => (c is null || !index.ContainsKey(c)) && !debtors.Contains(c!)))
        {
            Add(true, $"\"{name}\" is owed (and owes nothing) but is not in the list of institutions");
        }

        foreach (var c in claims)
        {
            Add(!IsAmount(c.Amount), $"what \"{c.Debtor}\" owes \"{c.Creditor}\" must be a finite number of at least 0, in currency; it was {Require.Text(c.Amount)}");
            Add(c.Debtor == c.Creditor, $"\"{c.Debtor}\" owes itself {Require.Text(c.Amount)}");
            Add(!seen.Add((c.Debtor, c.Creditor)), $"what \"{c.Debtor}\" owes \"{c.Creditor}\" is listed twice; each pair once");
        }
    }

    /// <summary>Throws if anything was wrong.</summary>
    public void Refuse(string argument)
    {
        if (_faults.Count > 0)
        {
            var more = _faults.Count > Shown ? $"; … ({_faults.Count} faults in all)" : "";
            throw new ArgumentException($"{argument}: {string.Join("; ", _faults.Take(Shown))}{more}.", argument);
        }
    }

    private static bool IsAmount(double value) => value >= 0 && double.IsFinite(value);
}
