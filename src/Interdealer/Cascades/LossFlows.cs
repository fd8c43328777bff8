namespace Interdealer.Cascades;

/// <summary>
/// Splits every round's losses by who caused them: Q_ik θ_i (p⁻ − p) on what i still holds of k, in proportion to what each institution sold of k in
/// the round; L_ji (R_j⁻ − R_j) on claims.
/// </summary>
internal static class LossFlows
{
    public const string Shock = "Shock";
    public const string Market = "Market";
    public const string Quotes = "Quotes";
    public const string Claims = "Claims";
    public const string Own = "Own trades";

    // What is left over is rounding below this, relative to the institution's starting assets.
    private const double Rounding = 1e-12;

    public static IReadOnlyList<LossFlow> Of(CascadeResult result, int scenario)
    {
        var flows = new List<LossFlow>();
        var earlier = result.Start.System.Start();
        foreach (var (round, state) in result.History.TakeWhile(h => h.Round <= result.RoundCounts[scenario]))
        {
            flows.AddRange(Between(new Moment(earlier, round == 0 ? 0 : scenario), new Moment(state, scenario), round));
            earlier = state;
        }

        return flows;
    }

    private static IEnumerable<LossFlow> Between(Moment before, Moment after, int round)
    {
        var system = after.State.System;
        var causes = Enumerable.Range(0, system.Assets.Length).Select(k => Causes(before, after, round, k)).ToArray();
        for (var i = 0; i < system.Institutions.Length; i++)
        {
            var (loser, explained) = (system.Institutions[i].Name, 0.0);
            foreach (var (cause, through, amount) in Prices(before, after, causes, i).Concat(Written(before, after, i)))
            {
                explained += amount;
                yield return new LossFlow(round, cause, through, loser, amount);
            }

            var rest = before.Worth[i] - after.Worth[i] - explained;
            if (Math.Abs(rest) > Rounding * system.Starting.Assets[i, 0])
            {
                yield return new LossFlow(round, round == 0 ? Shock : loser, Own, loser, rest);
            }
        }
    }

    /// <summary>Shares, summing to 1, of everyone who moved an asset's price in the round.</summary>
    private static (string Cause, double Share)[] Causes(Moment before, Moment after, int round, int asset)
    {
        if (round == 0)
        {
            return [(Shock, 1)];
        }

        var system = after.State.System;
        var sold = system.Institutions.Select((x, i) => (x.Name, Amount: Sold(before, after, i, asset))).Where(x => x.Amount > 0).ToArray();
        var bySellers = sold.Sum(x => x.Amount);
        var all = Math.Max(bySellers, after.State.Sold[asset, after.Scenario]);
        return all > 0
            ? [.. sold.Select(x => (x.Name, x.Amount / all)), (Market, (all - bySellers) / all)]
            : [(Market, 1)];
    }

    private static double Sold(Moment before, Moment after, int i, int asset) =>
        (Held(before, i, asset) - Held(after, i, asset)) * before.Mark(asset);

    private static IEnumerable<(string Cause, string Through, double Amount)> Prices(
        Moment before, Moment after, (string Cause, double Share)[][] causes, int i)
    {
        var assets = after.State.System.Assets;
        for (var k = 0; k < assets.Length; k++)
        {
            var held = Held(after, i, k);
            var fall = (before.Price(k) - after.Price(k)) * (1 - before.Discount(k));
            var discount = after.Price(k) * (after.Discount(k) - before.Discount(k));
            foreach (var (cause, share) in causes[k].Where(c => held * fall * c.Share != 0))
            {
                yield return (cause, assets[k].Name, held * fall * share);
            }

            if (held * discount != 0)
            {
                yield return (Quotes, assets[k].Name, held * discount);
            }
        }
    }

    private static IEnumerable<(string Cause, string Through, double Amount)> Written(Moment before, Moment after, int i)
    {
        var system = after.State.System;
        var name = system.Institutions[i].Name;
        foreach (var claim in system.Debts.Where(d => d.Creditor == name || d.Debtor == name))
        {
            var j = system.InstitutionIndex(claim.Debtor);
            var written = claim.Amount * (before.State.Recovery[j, before.Scenario] - after.State.Recovery[j, after.Scenario]);
            if (written != 0)
            {
                // What its creditors write down no longer counts against the debtor.
                yield return (claim.Debtor, Claims, claim.Creditor == name ? written : -written);
            }
        }
    }

    private static double Held(Moment at, int i, int asset)
    {
        var system = at.State.System;
        var row = (i * system.Tiers) + system.TierOf[asset];
        var e = system.Q.AssetsOf(row).IndexOf(asset);
        return e >= 0 ? system.Q.AmountsOf(row)[e] * at.State.Retained[row, at.Scenario] : 0;
    }

    /// <summary>One scenario of one kept state.</summary>
    private sealed class Moment
    {
        public Moment(State state, int scenario)
        {
            (State, Scenario) = (state, scenario);
            var value = state.Value();
            Worth = [.. Enumerable.Range(0, value.Equity.Rows).Select(i => EquityLoss.Worth(state, value, i, scenario))];
        }

        public State State { get; }

        public int Scenario { get; }

        public double[] Worth { get; }

        public double Price(int asset) => State.Price[asset, Scenario];

        public double Discount(int asset) => State.Discount[asset, Scenario];

        public double Mark(int asset) => Price(asset) * (1 - Discount(asset));
    }
}
