namespace Interdealer.Tests;

/// <summary>Random systems for laws: every feature of a system appears with some probability; the seed is the whole recipe.</summary>
internal static class RandomSystems
{
    public static FinancialSystem Create(int seed, double currency = 1)
    {
        var random = new Random(seed);
        var (n, m) = (random.Next(1, 9), random.Next(1, 8));
        var assets = Enumerable.Range(0, m).Select(k => new Asset($"asset {k}")
        {
            LiquidityRank = random.Next(0, 3),
            Sellable = k == 0 || random.NextDouble() < 0.85,
            Depth = random.NextDouble() < 0.1 ? double.PositiveInfinity : currency * 200 * Math.Exp(3 * random.NextDouble()),
            DailyVolume = currency * 500 * (0.1 + random.NextDouble()),
            Volatility = 0.002 + (0.03 * random.NextDouble()),
            Haircut = 0.3 * random.NextDouble(),
            HalfSpread = 0.01 * random.NextDouble(),
            PriceFloor = random.NextDouble() < 0.3 ? 0.5 * random.NextDouble() : 0,
        }).ToList();
        var holdings = new List<Holding>();
        var institutions = new List<Institution>();
        for (var i = 0; i < n; i++)
        {
            var total = 0.0;
            foreach (var asset in assets.Where(_ => random.NextDouble() < 0.6))
            {
                var amount = currency * 100 * random.NextDouble();
                holdings.Add(new Holding($"institution {i}", asset.Name, amount));
                total += amount;
            }

            double cash = currency * 20 * random.NextDouble(), other = currency * 30 * random.NextDouble();
            var debt = (total + cash + other) * (0.5 + (0.45 * random.NextDouble()));
            var kind = (InstitutionKind)random.Next(0, 3);
            institutions.Add(new Institution($"institution {i}")
            {
                Kind = kind,
                Cash = cash,
                OtherAssets = other,
                Debt = debt,
                ShortTermDebt = debt * random.NextDouble(),
                OffBalanceSheetExposure = random.NextDouble() < 0.3 ? currency * 20 * random.NextDouble() : 0,
                RiskAversion = kind == InstitutionKind.Dealer ? (0.5 + random.NextDouble()) / currency : double.PositiveInfinity,
            });
        }

        var claims = new List<InterbankClaim>();
        for (var i = 0; i < n && random.NextDouble() < 0.5; i++)
        {
            var j = random.Next(n);
            if (j != i)
            {
                claims.Add(new InterbankClaim($"institution {i}", $"institution {j}", currency * 5 * random.NextDouble()));
            }
        }

        return new FinancialSystem(institutions, assets, holdings, claims);
    }

    /// <summary>A state of the system after random shocks, one scenario for each seed.</summary>
    public static State Shocked(FinancialSystem system, params int[] seeds) => system.Shock(seeds.Select(seed =>
    {
        var random = new Random(seed);
        var shock = new Shock();
        foreach (var asset in system.Assets)
        {
            shock = random.Next(3) switch
            {
                0 => shock.Falling(asset.Name, 0.2 * random.NextDouble()),
                1 => shock.Volatility(asset.Name, 1 + (2 * random.NextDouble())),
                _ => random.NextDouble() < 0.3 ? shock.Selling(asset.Name, asset.DailyVolume * 0.2 * random.NextDouble()) : shock,
            };
        }

        foreach (var institution in system.Institutions)
        {
            shock = random.Next(5) switch
            {
                0 => shock.Losing(institution.Name, institution.Debt * 0.1 * random.NextDouble()),
                1 => shock.Withdrawing(institution.Name, 0.5 * random.NextDouble()),
                2 when institution.Kind == InstitutionKind.Fund => shock.Redeeming(institution.Name, 0.3 * random.NextDouble()),
                _ => shock,
            };
        }

        return shock;
    }));

    /// <summary>
    /// A state as rounds leave it, one scenario for each seed: some are in default, have no cash, have sold something or all of it or have ordered sales; some assets are
    /// worthless or no longer quoted, and dealers hold some of the others.
    /// </summary>
    /// <param name="system">The system, of which every amount is stated in <paramref name="currency"/>.</param>
    /// <param name="currency">Unit of currency.</param>
    /// <param name="seeds">A seed for each scenario.</param>
    public static State Worn(FinancialSystem system, double currency, params int[] seeds)
    {
        var state = Shocked(system, seeds);
        for (var s = 0; s < seeds.Length; s++)
        {
            var random = new Random(seeds[s] + 1_000_003);
            for (var k = 0; k < system.Assets.Length; k++)
            {
                switch (random.Next(8))
                {
                    case 0:
                        (state.Price[k, s], state.StartOfRoundPrice[k, s]) = (0, 0);
                        break;
                    case 1:
                        state.Quoting[k, s] = 0;
                        break;
                    case 2:
                        state.StartOfRoundPrice[k, s] = state.Price[k, s];
                        break;
                }
            }

            for (var i = 0; i < system.Institutions.Length; i++)
            {
                var tier = (i * system.Tiers) + random.Next(system.SellableTiers);
                var share = random.NextDouble();
                switch (random.Next(8))
                {
                    case 0:
                        state.Standing[i, s] = (double)(random.Next(2) == 0 ? Standing.Insolvent : Standing.Illiquid);
                        break;
                    case 1:
                        state.Cash[i, s] = 0;
                        break;
                    case 2:
                        state.Retained[tier, s] = 0;
                        break;
                    case 3:
                        (state.Order[tier, s], state.RepayShare[i, s]) = (share * state.Retained[tier, s], random.NextDouble());
                        break;
                    case 4:
                        state.Retained[tier, s] = share;
                        break;
                }
            }

            if (random.Next(3) == 0)
            {
                Warehouse(state, s, currency, random);
            }
        }

        return state;
    }

    /// <summary>Dealers have bought some of every asset with short-term debt, each in proportion to the risk he bears.</summary>
    private static void Warehouse(State state, int scenario, double currency, Random random)
    {
        var bearing = state.System.Institutions.Sum(i => 1 / i.RiskAversion);
        if (bearing == 0)
        {
            return;
        }

        var worth = 0.0;
        for (var k = 0; k < state.Price.Rows; k++)
        {
            state.Inventory[k, scenario] = currency * random.NextDouble();
            worth += state.Inventory[k, scenario] * state.Price[k, scenario] * (1 - state.Discount[k, scenario]);
        }

        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            var share = 1 / state.System.Institutions[i].RiskAversion / bearing;
            if (share > 0)
            {
                state.PoolShare[i, scenario] = share;
                state.Debt[i, scenario] += share * worth;
                state.ShortTermDebt[i, scenario] += share * worth;
            }
        }
    }
}
