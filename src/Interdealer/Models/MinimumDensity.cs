using System.Collections.Immutable;

namespace Interdealer.Models;

/// <summary>A network with given totals and few claims: relations between banks are costly, so few of them carry all amounts.</summary>
/// <remarks>
/// <para>The fewest claims that carry given totals are hard to find exactly. This builds few, deterministically: the institution with most left to place
/// deals next, its larger side first, with one that has exactly as much on the other side, else with the one that has most; as much as
/// both can, and as leaves everyone else someone to deal with (nobody may owe itself).</para>
/// <para>It is a construction of our own for the objective of the source, whose own search is a random one; nothing says that the number of claims is the smallest.
/// <see cref="LowerBound"/> says how far from it the result can be.</para>
/// <para>Source of the objective: Anand, Craig and von Peter (2015), Filling in the Blanks: Network Structure and Interbank Contagion, Quantitative Finance 15(4).</para>
/// </remarks>
public sealed class MinimumDensity
{
    /// <summary>What is smaller than this, relative to the sum of all, is rounding.</summary>
    private const double Rounding = 1e-12;

    private MinimumDensity(ImmutableArray<InterbankClaim> claims, int lowerBound, double residual) =>
        (Claims, LowerBound, Residual) = (claims, lowerBound, residual);

    /// <summary>The claims, debtors in the order given and their creditors in the same order.</summary>
    public ImmutableArray<InterbankClaim> Claims { get; }

    /// <summary>No network has fewer claims than it has debtors, or creditors.</summary>
    public int LowerBound { get; }

    /// <summary>Largest difference of a sum of claims from its total, relative to the sum of all: the certificate.</summary>
    public double Residual { get; }

    /// <summary>Builds the network.</summary>
    /// <param name="totals">Two institutions or more; assets and liabilities have the same sum and nobody is owed more than all others owe.</param>
    /// <exception cref="ArgumentException">No network has these totals; the message names the offending entries.</exception>
    public static MinimumDensity Build(IEnumerable<InterbankTotals> totals)
    {
        var all = InterbankTotals.Checked(totals);
        var (assets, debts) = (all.Select(x => x.Assets).ToArray(), all.Select(x => x.Liabilities).ToArray());
        var sum = Math.Max(all.Sum(x => x.Assets), double.Epsilon);
        var dust = Rounding * sum;
        var placed = new SortedDictionary<(int Debtor, int Creditor), double>();
        while (Next(assets, debts, dust) is var (debtor, creditor, amount) && amount > dust)
        {
            placed[(debtor, creditor)] = placed.GetValueOrDefault((debtor, creditor)) + amount;
            debts[debtor] -= amount;
            assets[creditor] -= amount;
        }

        return new MinimumDensity(
            [.. placed.Select(x => new InterbankClaim(all[x.Key.Debtor].Name, all[x.Key.Creditor].Name, x.Value))],
            Math.Max(all.Count(x => x.Assets > 0), all.Count(x => x.Liabilities > 0)),
            assets.Concat(debts).Max(Math.Abs) / sum);
    }

    private static (int Debtor, int Creditor, double Amount) Next(double[] assets, double[] debts, double dust)
    {
        var first = Largest(assets, debts);
        var lends = assets[first] >= debts[first];
        var (mine, theirs) = lends ? (assets, debts) : (debts, assets);
        var second = Partner(theirs, first, mine[first], dust);
        if (second < 0)
        {
            return (0, 0, 0);
        }

        // Everyone else must be left with others enough on both sides: assets + debts of each at most the sum still to be placed.
        var left = assets.Sum();
        var others = Enumerable.Range(0, assets.Length).Where(i => i != first && i != second).Select(i => assets[i] + debts[i]).DefaultIfEmpty(0).Max();
        var amount = Math.Min(mine[first], theirs[second]);
        // A limit that is rounding only is none: then the two are all that is left.
        amount = left - others > dust ? Math.Min(amount, left - others) : amount;
        return lends ? (second, first, amount) : (first, second, amount);
    }

    private static int Largest(double[] assets, double[] debts)
    {
        var best = 0;
        for (var i = 1; i < assets.Length; i++)
        {
            best = assets[i] + debts[i] > assets[best] + debts[best] ? i : best;
        }

        return best;
    }

    private static int Partner(double[] theirs, int first, double wanted, double dust)
    {
        var best = -1;
        for (var i = 0; i < theirs.Length; i++)
        {
            if (i != first && theirs[i] > dust)
            {
                if (Math.Abs(theirs[i] - wanted) <= dust)
                {
                    return i;
                }

                best = best < 0 || theirs[i] > theirs[best] ? i : best;
            }
        }

        return best;
    }
}
