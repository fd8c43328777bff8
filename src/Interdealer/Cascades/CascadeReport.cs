using System.Globalization;
using Interdealer.Display;

namespace Interdealer.Cascades;

/// <summary>One round of one scenario. Amounts are in currency.</summary>
/// <param name="Round">0 is the start, after the shock.</param>
/// <param name="Sold">Value sold in the round, at the marks before the sale.</param>
/// <param name="Forced">Institutions that sold.</param>
/// <param name="Defaults">Institutions in default at the end of the round.</param>
/// <param name="LowestPrice">Lowest price of any asset at the end of the round; 1 at the start.</param>
/// <param name="Equity">Equity of all institutions at the end of the round.</param>
/// <param name="Loss">Equity lost since before the shock; what was paid out to investors is not lost.</param>
public sealed record CascadeRound(int Round, double Sold, int Forced, int Defaults, double LowestPrice, double Equity, double Loss);

/// <summary>What one institution lost. Amounts are in currency, losses positive.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Direct">Lost to the shock itself.</param>
/// <param name="Indirect">Lost in the cascade.</param>
/// <param name="Equity">Equity at the end.</param>
/// <param name="Standing">How it stands.</param>
public sealed record InstitutionLoss(string Institution, double Direct, double Indirect, double Equity, Standing Standing)
{
    /// <summary>Direct and indirect loss together.</summary>
    public double Total => Direct + Indirect;
}

/// <summary>What one asset lost. Falls are fractions of the price before the shock; amounts are in currency.</summary>
/// <param name="Asset">Which.</param>
/// <param name="DirectFall">Fall of the price in the shock.</param>
/// <param name="IndirectFall">Further fall in the cascade.</param>
/// <param name="Sold">Value sold in all rounds kept, at the marks of each.</param>
public sealed record AssetLoss(string Asset, double DirectFall, double IndirectFall, double Sold);

/// <summary>One forced sale: what an institution parted with in a round.</summary>
/// <param name="Round">When.</param>
/// <param name="Institution">Who.</param>
/// <param name="Amount">Value sold at the marks before the round, in currency.</param>
/// <param name="Limit">Index of the limit that forced it; −1 where a payment that was due did.</param>
public sealed record ForcedSale(int Round, string Institution, double Amount, int Limit);

/// <summary>Reads a cascade's history into records.</summary>
internal static class CascadeReport
{
    public static IReadOnlyList<CascadeRound> Rounds(CascadeResult result, int scenario)
    {
        var before = result.Start.System.Starting.Equity.Scenario(0).Sum();
        var rounds = new List<CascadeRound>();
        State? earlier = null;
        foreach (var (round, state) in result.History.TakeWhile(h => h.Round <= result.RoundCounts[scenario]))
        {
            var equity = state.Value().Equity.Scenario(scenario).Sum();
            rounds.Add(new CascadeRound(
                round,
                round == 0 ? 0 : state.Sold.Scenario(scenario).Sum(),
                earlier is null ? 0 : Enumerable.Range(0, state.System.Institutions.Length).Count(i => SoldBy(earlier, state, i, scenario) > 0),
                state.Standing.Scenario(scenario).Count(x => x != 0),
                state.Price.Scenario(scenario).DefaultIfEmpty(1).Min(),
                equity,
                before - Worth(state, scenario).Sum()));
            earlier = state;
        }

        return rounds;
    }

    public static IReadOnlyList<InstitutionLoss> Losses(CascadeResult result, int scenario)
    {
        var system = result.Start.System;
        var before = system.Starting.Equity.Scenario(0);
        var (shocked, end) = (Worth(result.Start, scenario), Worth(result.End, scenario));
        var equity = result.End.Value().Equity.Scenario(scenario);
        return [.. system.Institutions.Select((x, i) =>
            new InstitutionLoss(x.Name, before[i] - shocked[i], shocked[i] - end[i], equity[i], result.End.StandingOf(i, scenario)))];
    }

    public static IReadOnlyList<AssetLoss> AssetLosses(CascadeResult result, int scenario) =>
        [.. result.Start.System.Assets.Select((x, k) => new AssetLoss(
            x.Name,
            1 - result.Start.Price[k, scenario],
            result.Start.Price[k, scenario] - result.End.Price[k, scenario],
            result.History.Where(h => h.Round > 0 && h.Round <= result.RoundCounts[scenario]).Sum(h => h.State.Sold[k, scenario])))];

    public static IReadOnlyList<ForcedSale> ForcedSales(CascadeResult result, int scenario)
    {
        var sales = new List<ForcedSale>();
        for (var h = 1; h < result.History.Length && result.History[h].Round <= result.RoundCounts[scenario]; h++)
        {
            var (earlier, (round, state)) = (result.History[h - 1].State, result.History[h]);
            for (var i = 0; i < state.System.Institutions.Length; i++)
            {
                var sold = SoldBy(earlier, state, i, scenario);
                if (sold > 0)
                {
                    sales.Add(new ForcedSale(round, state.System.Institutions[i].Name, sold, (int)state.Bound[i, scenario]));
                }
            }
        }

        return sales;
    }

    public static Table Table(CascadeResult result)
    {
        var rounds = result.Rounds();
        var table = Display.Table.Create("Rounds of the cascade")
            .With("Round", rounds.Select(r => r.Round), Format.Integer)
            .With("Sold", rounds.Select(r => r.Sold), "#,0.00")
            .With("Sellers", rounds.Select(r => r.Forced), Format.Integer)
            .With("In default", rounds.Select(r => r.Defaults), Format.Integer)
            .With("Lowest price", rounds.Select(r => r.LowestPrice), "0.0000")
            .With("Equity", rounds.Select(r => r.Equity), "#,0.00")
            .With("Loss", rounds.Select(r => r.Loss), "#,0.00")
            .WithFootnote(result.Ending());
        if (!result.StartingBreaches.IsEmpty)
        {
            table = table.WithFootnote(BeforeAnyShock(result.StartingBreaches));
        }

        return result.Outcomes.Length == 1
            ? table
            : table.WithFootnote(string.Create(CultureInfo.InvariantCulture, $"First of {result.Outcomes.Length} scenarios: {Counts(result)}."));
    }

    private static string BeforeAnyShock(IReadOnlyList<StartingBreach> breaches)
    {
        const int shown = 5;
        var who = breaches.Select(b => b.Institution).Distinct().Count();
        var list = string.Join("; ", breaches.Take(shown).Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Institution} ({b.Limit}: {b.Usage:#,0.00} of {b.Capacity:#,0.00})")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"In breach before any shock: {who} {(who == 1 ? "institution" : "institutions")}, {list}{(breaches.Count > shown ? "; …" : "")}. What they sell for that is no effect of the shock.");
    }

    private static string Counts(CascadeResult result) => string.Join(", ", Enum.GetValues<Outcome>()
        .Select(o => (Outcome: o, Count: result.Outcomes.Count(x => x == o)))
        .Where(o => o.Count > 0)
        .Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Count} {o.Outcome switch { Outcome.Settled => "settled", Outcome.WipedOut => "wiped out", Outcome.Diverged => "diverged", _ => "not settled" }}")));

    /// <summary>What is left to the owners of each institution.</summary>
    private static double[] Worth(State state, int scenario)
    {
        var value = state.Value();
        return [.. Enumerable.Range(0, state.System.Institutions.Length).Select(i => EquityLoss.Worth(state, value, i, scenario))];
    }

    /// <summary>Value, at the marks of the earlier state, of what an institution has parted with since.</summary>
    private static double SoldBy(State earlier, State state, int i, int scenario)
    {
        var (system, sum) = (state.System, 0.0);
        for (var row = i * system.Tiers; row < (i + 1) * system.Tiers; row++)
        {
            var parted = earlier.Retained[row, scenario] - state.Retained[row, scenario];
            var assets = system.Q.AssetsOf(row);
            var amounts = system.Q.AmountsOf(row);
            for (var e = 0; parted > 0 && e < assets.Length; e++)
            {
                sum += parted * amounts[e] * earlier.Price[assets[e], scenario] * (1 - earlier.Discount[assets[e], scenario]);
            }
        }

        return sum;
    }
}
