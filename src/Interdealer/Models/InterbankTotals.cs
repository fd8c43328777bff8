using System.Collections.Immutable;

namespace Interdealer.Models;

/// <summary>What one institution is owed by, and owes to, all others of a network together. Amounts are in currency.</summary>
/// <param name="Name">Label, unique among the totals.</param>
/// <param name="Assets">Sum of its claims on the others, at least 0.</param>
/// <param name="Liabilities">Sum of its debts to the others, at least 0.</param>
public sealed record InterbankTotals(string Name, double Assets, double Liabilities)
{
    /// <summary>How far the two sums may differ, relative to them: rounding of a published table.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The totals, if some network without debts to oneself has them.</summary>
    /// <exception cref="ArgumentException">None has; the message names the offending entries.</exception>
    internal static ImmutableArray<InterbankTotals> Checked(IEnumerable<InterbankTotals> totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        ImmutableArray<InterbankTotals> all = [.. totals];
        var faults = new NetworkFaults();
        var names = new HashSet<string>(StringComparer.Ordinal);
        faults.Add(all.Length < 2, $"at least two institutions are needed; there were {all.Length}");
        foreach (var x in all)
        {
            faults.Add(string.IsNullOrWhiteSpace(x.Name), "an institution has no name");
            faults.Add(!names.Add(x.Name), $"\"{x.Name}\" is listed twice; names must be unique");
            faults.Add(!(x.Assets >= 0 && double.IsFinite(x.Assets)), $"assets of \"{x.Name}\" must be a finite number of at least 0, in currency; they were {Require.Text(x.Assets)}");
            faults.Add(!(x.Liabilities >= 0 && double.IsFinite(x.Liabilities)), $"liabilities of \"{x.Name}\" must be a finite number of at least 0, in currency; they were {Require.Text(x.Liabilities)}");
        }

        faults.Refuse(nameof(totals));
        var (assets, liabilities) = (all.Sum(x => x.Assets), all.Sum(x => x.Liabilities));
        faults.Add(
            Math.Abs(assets - liabilities) > Rounding * Math.Max(assets, liabilities),
            $"assets and liabilities must have the same sum, every claim being a debt; they were {Require.Text(assets)} and {Require.Text(liabilities)} (scale one side or add the rest of the world)");
        foreach (var x in all)
        {
            var (others, owed) = (liabilities - x.Liabilities, x.Assets);
            faults.Add(
                owed > others + (Rounding * liabilities),
                $"\"{x.Name}\" is owed {Require.Text(owed)}, more than all others owe, {Require.Text(others)}: it would have to owe itself");
        }

        faults.Refuse(nameof(totals));
        return all;
    }
}
