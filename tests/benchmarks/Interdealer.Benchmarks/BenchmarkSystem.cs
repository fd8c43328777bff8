using Interdealer;

namespace Interdealer.Benchmarks;

/// <summary>A system and its shocks, from a seed: the same on every machine.</summary>
internal static class BenchmarkSystem
{
    /// <summary>Institutions at leverage ratios from 5 to 8 %, each holding about half of the assets; markets near the line between absorbing and amplifying.</summary>
    public static FinancialSystem Create(int institutions, int assets, int seed)
    {
        var random = new Random(seed);
        var (firms, holdings) = (new List<Institution>(), new List<Holding>());
        var held = new double[assets];
        for (var i = 0; i < institutions; i++)
        {
            var total = 0.0;
            for (var k = 0; k < assets; k++)
            {
                if (random.NextDouble() < 0.5)
                {
                    var amount = 1 + (9 * random.NextDouble());
                    holdings.Add(new Holding($"institution {i}", $"asset {k}", amount));
                    held[k] += amount;
                    total += amount;
                }
            }

            var cash = 0.05 * total;
            var debt = (total + cash) * (0.92 + (0.03 * random.NextDouble()));
            firms.Add(new Institution($"institution {i}") { Cash = cash, Debt = debt, ShortTermDebt = 0.6 * debt });
        }

        return new FinancialSystem(
            firms,
            held.Select((x, k) => new Asset($"asset {k}")
            {
                LiquidityRank = k * 4 / assets,
                Depth = 40 * x * (0.5 + random.NextDouble()),
                Volatility = 0.004 + (0.008 * random.NextDouble()),
                Haircut = 0.02 + (0.03 * random.NextDouble()),
            }),
            holdings);
    }

    /// <summary>
    /// The same with what single operators ask for, dealers averse to risk, banks and funds in turn, volumes and floors; and that again with everyone
    /// owing the next.
    /// </summary>
    public static (FinancialSystem Apart, FinancialSystem Connected) WithRoles(FinancialSystem system)
    {
        InstitutionKind[] kinds = [InstitutionKind.Dealer, InstitutionKind.Bank, InstitutionKind.Fund];
        var firms = system.Institutions
            .Select((x, i) => x with { Kind = kinds[i % 3], RiskAversion = kinds[i % 3] == InstitutionKind.Dealer ? 1 : double.PositiveInfinity }).ToList();
        var assets = system.Assets.Select(a => a with { DailyVolume = a.Depth / 100, PriceFloor = 0.3 }).ToList();
        var owed = firms.Select((x, i) => new InterbankClaim(x.Name, firms[(i + 1) % firms.Count].Name, 0.1 * x.Debt));
        return (new FinancialSystem(firms, assets, system.Amounts), new FinancialSystem(firms, assets, system.Amounts, owed));
    }

    /// <summary>Shocks of up to 6 % to each asset, one scenario each.</summary>
    public static IEnumerable<Shock> Shocks(FinancialSystem system, int scenarios, int seed) => Enumerable.Range(0, scenarios).Select(scenario =>
    {
        var random = new Random(seed + scenario);
        return system.Assets.Aggregate(new Shock(), (shock, asset) => shock.Falling(asset.Name, 0.06 * random.NextDouble() * random.NextDouble()));
    });
}
