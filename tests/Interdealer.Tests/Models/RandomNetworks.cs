using Interdealer.Models;

namespace Interdealer.Tests.Models;

/// <summary>Random debt networks from a seed.</summary>
internal static class RandomNetworks
{
    /// <summary>A network of n institutions: each pair owes with the given probability; some hold little outside, some nothing.</summary>
    public static DebtNetwork Make(int seed, int n, double density = 0.3, bool externalDebt = true)
    {
        var r = new Random(seed);
        var claims = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                claims[i, j] = i != j && r.NextDouble() < density ? 10 * r.NextDouble() : 0;
            }
        }

        var external = Enumerable.Range(0, n).Select(_ => r.Next(4) == 0 ? 0 : 8 * r.NextDouble()).ToArray();
        var liabilities = Enumerable.Range(0, n).Select(_ => externalDebt && r.Next(2) == 0 ? 5 * r.NextDouble() : 0).ToArray();
        return DebtNetwork.Of(claims, external, liabilities);
    }

    /// <summary>The same with so much outside that everyone's equity is at least a little above 0.</summary>
    public static DebtNetwork Solvent(int seed, int n, double density = 0.3)
    {
        var network = Make(seed, n, density);
        var r = new Random(seed + 1_000_000);
        return network.WithExternalAssets(
            [.. Enumerable.Range(0, n).Select(i => network.Institutions[i].ExternalAssets + Math.Max(0, -network.Equity[i]) + 0.5 + (6 * r.NextDouble()))]);
    }

    /// <summary>A sparse network of many institutions with a few debts each.</summary>
    public static DebtNetwork Large(int seed, int n, int debts)
    {
        var r = new Random(seed);
        var names = Enumerable.Range(0, n).Select(i => $"b{i}").ToArray();
        var claims = new Dictionary<(int, int), double>();
        for (var i = 0; i < n; i++)
        {
            for (var d = 0; d < debts; d++)
            {
                var j = r.Next(n);
                if (j != i)
                {
                    claims[(i, j)] = 1 + r.NextDouble();
                }
            }
        }

        return new DebtNetwork(
            names.Select(x => new NetworkInstitution(x, 3 * r.NextDouble(), 1)),
            claims.Select(c => new InterbankClaim(names[c.Key.Item1], names[c.Key.Item2], c.Value)));
    }
}
