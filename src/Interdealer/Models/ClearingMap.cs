namespace Interdealer.Models;

/// <summary>
/// The map of payments Φ(p)_i = p̄_i if e_i + (Π′p)_i ≥ p̄_i, else α·e_i + β·(Π′p)_i, and its extreme fixed points; α = β = 1 is limited
/// liability without costs. Works on shares q = p/p̄.
/// </summary>
internal sealed class ClearingMap(DebtNetwork network, double assetRecovery, double claimRecovery)
{
    /// <summary>Who lacks no more than this fraction of what it owes pays in full: the difference is rounding.</summary>
    private const double Rounding = 1e-12;

    private const int Passes = 100_000;

    /// <summary>Fixed-point iteration from everyone paying in full; stops when no share moves by more than the tolerance.</summary>
    public ClearingResult Iterate(double tolerance, int limit)
    {
        var q = Filled(1);
        for (var pass = 1; ; pass++)
        {
            var next = Apply(q);
            var change = Change(q, next);
            q = next;
            if (change <= tolerance || pass == limit)
            {
                return Result(q, pass);
            }
        }
    }

    /// <summary>The greatest fixed point: the set of defaults grows from none, payments of each set by linear equations; at most n + 1 sets.</summary>
    public ClearingResult Greatest()
    {
        var (q, open, sets) = (Filled(1), new bool[network.Count], 1);
        while (Extend(open, q))
        {
            sets++;
            NetworkSolve.Solve(network.ByCreditor, open, i => assetRecovery * External(i) / Owed(i), i => claimRecovery / Owed(i), q);
        }

        return Result(q, sets);
    }

    /// <summary>
    /// The least fixed point: payments climb from nothing, and whoever can pay in full does so from then on. Each step stays at or below every
    /// fixed point, so nobody is counted as solvent who is not in all of them.
    /// </summary>
    public ClearingResult Least()
    {
        var q = new double[network.Count];
        for (var pass = 1; ; pass++)
        {
            var change = 0.0;
            for (var i = 0; i < q.Length; i++)
            {
                var next = q[i] == 1 ? 1 : Share(i, network.Receipt(i, q));
                change = Math.Max(change, next - q[i]);
                q[i] = Math.Max(q[i], next);
            }

            if (change <= Rounding / 1000 || pass == Passes)
            {
                return Result(q, pass);
            }
        }
    }

    /// <summary>The result that belongs to shares.</summary>
    public ClearingResult Result(double[] q, int iterations)
    {
        var receipts = network.Receipts(q);
        var largest = Math.Max(network.Obligations.Max(), double.Epsilon);
        var residual = Enumerable.Range(0, q.Length).Max(i => Math.Abs(Share(i, receipts[i]) - q[i]) * Owed(i)) / largest;
        return new ClearingResult(
            [.. network.Institutions.Select((x, i) => new ClearedInstitution(
                x.Name, Owed(i), q[i] * Owed(i), q[i], x.ExternalAssets + receipts[i] - Owed(i), !PaysInFull(i, receipts[i])))],
            iterations,
            residual);
    }

    private static double Change(double[] a, double[] b)
    {
        var largest = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        }

        return largest;
    }

    private bool Extend(bool[] open, double[] q)
    {
        var receipts = network.Receipts(q);
        var grew = false;
        for (var i = 0; i < open.Length; i++)
        {
            if (!open[i] && !PaysInFull(i, receipts[i]))
            {
                open[i] = grew = true;
            }
        }

        return grew;
    }

    private double[] Apply(double[] q) => [.. network.Receipts(q).Select((r, i) => Share(i, r))];

    private double Share(int i, double receipts) =>
        PaysInFull(i, receipts) ? 1 : ((assetRecovery * External(i)) + (claimRecovery * receipts)) / Owed(i);

    private bool PaysInFull(int i, double receipts) => External(i) + receipts >= Owed(i) * (1 - Rounding);

    private double External(int i) => network.Institutions[i].ExternalAssets;

    private double Owed(int i) => network.Obligations[i];

    private double[] Filled(double value)
    {
        var q = new double[network.Count];
        Array.Fill(q, value);
        return q;
    }
}
