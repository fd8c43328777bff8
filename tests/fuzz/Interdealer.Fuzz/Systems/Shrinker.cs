using System.Collections.Immutable;

namespace Interdealer.Fuzz.Systems;

/// <summary>Takes away from a case whatever can go while it breaks the same law.</summary>
internal static class Shrinker
{
    /// <summary>The smallest case found.</summary>
    /// <param name="c">A case that breaks laws.</param>
    /// <param name="check">What laws a case breaks.</param>
    public static FuzzCase Shrink(FuzzCase c, Func<FuzzCase, IReadOnlyList<Violation>> check)
    {
        var broken = check(c).Select(Key).First();
        for (var shrunk = true; shrunk;)
        {
            shrunk = false;
            foreach (var smaller in Smaller(c))
            {
                if (check(smaller).Select(Key).Contains(broken))
                {
                    (c, shrunk) = (smaller, true);
                    break;
                }
            }
        }

        return c;
    }

    // Another exception is another violation.
    private static string Key(Violation v) => v.Law == "no exception" ? v.Text[..Math.Min(60, v.Text.Length)] : v.Law;

    private static IEnumerable<FuzzCase> Smaller(FuzzCase c) =>
        Scenarios(c).Concat(Parts(c)).Concat(Shocks(c)).Concat(Institutions(c)).Concat(Assets(c));

    private static IEnumerable<FuzzCase> Scenarios(FuzzCase c)
    {
        foreach (var count in new[] { c.Few, c.Shocks.Length / 2, c.Shocks.Length - 1 }.Where(n => n > 0 && n < c.Shocks.Length))
        {
            yield return c with { Shocks = c.Shocks[..count] };
            yield return c with { Shocks = c.Shocks[^count..] };
        }

        for (var s = 0; s < c.Shocks.Length && c.Shocks.Length > 1; s++)
        {
            yield return c with { Shocks = c.Shocks.RemoveAt(s) };
        }

        if (c.Few > 1)
        {
            yield return c with { Few = c.Few - 1 };
        }

        foreach (var rounds in new[] { 1, c.MaximumRounds / 2, c.MaximumRounds - 1 }.Where(r => r > 0 && r < c.MaximumRounds))
        {
            yield return c with { MaximumRounds = rounds };
        }
    }

    private static IEnumerable<FuzzCase> Parts(FuzzCase c)
    {
        for (var s = 0; s < c.Steps.Length && c.Steps.Length > 1; s++)
        {
            yield return c with { Steps = c.Steps.RemoveAt(s) };
        }

        foreach (var name in c.Institutions.Select(i => i.Name).Where(_ => c.Institutions.Length > 1))
        {
            yield return c with
            {
                Institutions = [.. c.Institutions.Where(i => i.Name != name)],
                Holdings = [.. c.Holdings.Where(h => h.Institution != name)],
                Claims = [.. c.Claims.Where(x => x.Debtor != name && x.Creditor != name)],
                Shocks = WithoutParts(c, p => p.Code.Contains(Code.Of(name), StringComparison.Ordinal) || p.Code.Contains("Memory", StringComparison.Ordinal)),
            };
        }

        for (var h = 0; h < c.Holdings.Length; h++)
        {
            yield return c with { Holdings = c.Holdings.RemoveAt(h) };
        }

        for (var x = 0; x < c.Claims.Length; x++)
        {
            yield return c with { Claims = c.Claims.RemoveAt(x) };
        }

        // The last asset that nobody holds, so that those before it keep their places.
        if (c.Assets.Length > 1 && c.Assets[^1].Name is var last && c.Holdings.All(h => h.Asset != last))
        {
            yield return c with
            {
                Assets = c.Assets[..^1],
                Shocks = WithoutParts(c, p => p.Code.Contains(Code.Of(last), StringComparison.Ordinal) || p.Code.Contains($"[{c.Assets.Length - 1}]", StringComparison.Ordinal) || p.Code.Contains("Memory", StringComparison.Ordinal)),
            };
        }
    }

    private static IEnumerable<FuzzCase> Shocks(FuzzCase c)
    {
        foreach (var code in c.Shocks.SelectMany(s => s).Select(p => p.Code.Split('(', '*')[0]).Distinct())
        {
            yield return c with { Shocks = WithoutParts(c, p => p.Code.StartsWith(code, StringComparison.Ordinal)) };
        }

        for (var s = 0; s < c.Shocks.Length; s++)
        {
            for (var p = 0; p < c.Shocks[s].Length; p++)
            {
                yield return c with { Shocks = c.Shocks.SetItem(s, c.Shocks[s].RemoveAt(p)) };
            }
        }
    }

    private static IEnumerable<FuzzCase> Institutions(FuzzCase c)
    {
        for (var k = 0; k < c.Institutions.Length; k++)
        {
            var i = c.Institutions[k];
            foreach (var simpler in new[]
            {
                i with { Cash = 0 }, i with { OtherAssets = 0 }, i with { Debt = 0, ShortTermDebt = 0 }, i with { ShortTermDebt = 0 }, i with { OffBalanceSheetExposure = 0 },
                i with { RiskAversion = double.PositiveInfinity }, i with { RiskAversion = 1 }, i with { Kind = InstitutionKind.Dealer },
                i with { Cash = Round(i.Cash) }, i with { OtherAssets = Round(i.OtherAssets) }, i with { Debt = Round(i.Debt), ShortTermDebt = Math.Min(i.ShortTermDebt, Round(i.Debt)) },
            }.Where(x => x != i && !(i.RiskAversion == 1 && double.IsInfinity(x.RiskAversion))))
            {
                yield return c with { Institutions = c.Institutions.SetItem(k, simpler) };
            }
        }

        for (var h = 0; h < c.Holdings.Length; h++)
        {
            if (Round(c.Holdings[h].Amount) is var round && round != c.Holdings[h].Amount)
            {
                yield return c with { Holdings = c.Holdings.SetItem(h, c.Holdings[h] with { Amount = round }) };
            }
        }
    }

    private static IEnumerable<FuzzCase> Assets(FuzzCase c)
    {
        for (var k = 0; k < c.Assets.Length; k++)
        {
            var a = c.Assets[k];
            foreach (var simpler in new[]
            {
                a with { LiquidityRank = 0 }, a with { Sellable = true }, a with { Depth = double.PositiveInfinity }, a with { DailyVolume = double.PositiveInfinity }, a with { Volatility = 0 },
                a with { Haircut = 0 }, a with { HalfSpread = 0 }, a with { PriceFloor = 0 }, a with { Depth = Round(a.Depth) },
            }.Where(x => x != a))
            {
                yield return c with { Assets = c.Assets.SetItem(k, simpler) };
            }
        }
    }

    private static double Round(double x) => Math.Round(x) is var round && round > 0 && double.IsFinite(x) && x < 1e6 ? round : x;

    private static ImmutableArray<ImmutableArray<Written<Action<State, int>>>> WithoutParts(FuzzCase c, Func<Written<Action<State, int>>, bool> gone) =>
        [.. c.Shocks.Select(s => s.Where(p => !gone(p)).ToImmutableArray())];
}
