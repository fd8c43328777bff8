namespace Interdealer.Fuzz.Systems;

/// <summary>Random systems: every feature of a system appears with some probability.</summary>
internal static class DrawnSystem
{
    public static List<Asset> Assets(Draw draw) => [.. Enumerable.Range(0, 1 + draw.Below(8)).Select(k => new Asset($"a{k}")
    {
        LiquidityRank = draw.Below(4),
        Sellable = draw.Chance(0.85),
        Depth = draw.Chance(0.12) ? double.PositiveInfinity : draw.Positive(100, 5000),
        DailyVolume = draw.Chance(0.1) ? double.PositiveInfinity : draw.Positive(50, 2000),
        Volatility = draw.Chance(0.1) ? 0 : draw.Number(0.04),
        Haircut = draw.Chance(0.8) ? 0.3 * draw.Unit() : draw.Share(),
        HalfSpread = draw.Fraction(0.01),
        PriceFloor = draw.Chance(0.3) ? draw.Fraction(0.9) : 0,
    })];

    public static List<Holding> Holdings(Draw draw, int institutions, IReadOnlyList<Asset> assets)
    {
        var holdings = new List<Holding>();
        for (var i = 0; i < institutions; i++)
        {
            var held = draw.Chance(0.1) ? 0 : draw.Pick(0.3, 0.6, 1);
            holdings.AddRange(assets.Where(_ => draw.Chance(held)).Select(a => new Holding($"i{i}", a.Name, draw.Amount(100))));
        }

        return holdings;
    }

    public static List<Institution> Institutions(Draw draw, int count, IReadOnlyList<Holding> holdings)
    {
        var institutions = new List<Institution>();
        for (var i = 0; i < count; i++)
        {
            double cash = draw.Amount(20), other = draw.Amount(30);
            var assets = cash + other + holdings.Where(h => h.Institution == $"i{i}").Sum(h => h.Amount);
            institutions.Add(Institution(draw, i, cash, other, Debt(draw, assets)));
        }

        return institutions;
    }

    public static List<InterbankClaim> Claims(Draw draw, int institutions)
    {
        var claims = new Dictionary<(int, int), InterbankClaim>();
        for (var c = draw.Chance(0.5) ? 0 : draw.Below(2 * institutions); c > 0; c--)
        {
            var (i, j) = (draw.Below(institutions), draw.Below(institutions));
            if (i != j)
            {
                claims[(i, j)] = new InterbankClaim($"i{i}", $"i{j}", draw.Amount(8));
            }
        }

        return [.. claims.Values];
    }

    /// <summary>Debt of those who are safe, thinly capitalised, or insolvent already.</summary>
    private static double Debt(Draw draw, double assets) => draw.Below(12) switch
    {
        0 => 0,
        // Equity of exactly nothing is insolvent or not by rounding: bits tell, a comparison with a tolerance cannot.
        1 => draw.IsExtreme ? assets : 0.99 * assets,
        2 => assets * (1 + draw.Unit()),
        3 => draw.Amount(100),
        _ => assets * (0.6 + (0.38 * draw.Unit())),
    };

    private static Institution Institution(Draw draw, int i, double cash, double other, double debt)
    {
        var kind = (InstitutionKind)draw.Below(4);
        return new Institution($"i{i}")
        {
            Kind = kind,
            Cash = cash,
            OtherAssets = other,
            Debt = debt,
            ShortTermDebt = debt * draw.Share(),
            OffBalanceSheetExposure = draw.Chance(0.3) ? draw.Amount(20) : 0,
            RiskAversion = draw.Chance(kind == InstitutionKind.Dealer ? 0.9 : 0.05) ? 1 / draw.Positive(0.5, 3) : double.PositiveInfinity,
        };
    }
}
