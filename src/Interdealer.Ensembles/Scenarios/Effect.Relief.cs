using Interdealer.Contagion;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>Effects of those who help: capital, purchases, loans, haircuts and swing prices of a scenario's own.</summary>
public sealed partial class Effect
{
    /// <summary>Capital that owners pay in, as cash: an amount in currency, at least 0. It is no gain of theirs.</summary>
    /// <param name="institution">Label; every institution when left out, each the amount.</param>
    public static Effect CapitalPaidIn(string? institution = null) => OnInstitution(
        $"capital paid in to {institution ?? "every institution"}", "an amount in currency, at least 0", IsAmount, institution, (s, i, v) =>
        {
            var cash = s.Cash.Row(i);
            var paidOut = s.PaidOut.Row(i);
            var flows = s.Flows.Row(2);
            for (var x = 0; x < v.Length; x++)
            {
                cash[x] += v[x];
                paidOut[x] -= v[x];
                flows[x] -= v[x];
            }
        });

    /// <summary>What a <see cref="BuyerOfLastResort"/> in the round may spend, on top of its own budget: an amount in currency, at least 0.</summary>
    /// <param name="asset">Label; every asset when left out, each the amount.</param>
    public static Effect Purchases(string? asset = null) => OnAsset(
        $"purchases of {asset ?? "every asset"}", "an amount in currency, at least 0", IsAmount, asset,
        (s, k, v) => ShockRows.Add(s.Memory(BuyerOfLastResort.ScenarioBudget, s.Price.Rows).Row(k), v));

    /// <summary>What a <see cref="LenderOfLastResort"/> in the round may lend, on top of its own budget: an amount in currency, at least 0.</summary>
    /// <param name="institution">Label; every institution when left out, each the amount.</param>
    public static Effect Lending(string? institution = null) => OnInstitution(
        $"lending to {institution ?? "every institution"}", "an amount in currency, at least 0", IsAmount, institution,
        (s, i, v) => ShockRows.Add(s.Memory(LenderOfLastResort.ScenarioBudget, s.Cash.Rows).Row(i), v));

    /// <summary>The haircut at which a <see cref="RepoFacility"/> in the round lends: a fraction from 0 to 1; 1 is none.</summary>
    /// <param name="asset">Label; every asset when left out.</param>
    public static Effect HaircutCap(string? asset = null) => OnAsset($"haircut cap of {asset ?? "every asset"}", "a fraction from 0 to 1", v => v is >= 0 and <= 1, asset, (s, k, v) =>
    {
        var row = s.Memory(RepoFacility.ScenarioCap, s.Price.Rows).Row(k);
        for (var x = 0; x < v.Length; x++)
        {
            row[x] = Math.Max(row[x], 1 - v[x]);
        }
    });

    /// <summary>The least haircut of a <see cref="MarginFloor"/> in the round: a fraction from 0 to 1.</summary>
    /// <param name="asset">Label; every asset when left out.</param>
    public static Effect HaircutFloor(string? asset = null) => OnAsset($"haircut floor of {asset ?? "every asset"}", "a fraction from 0 to 1", v => v is >= 0 and <= 1, asset, (s, k, v) =>
        Largest(s.Memory(MarginFloor.ScenarioFloor, s.Price.Rows).Row(k), v));

    /// <summary>The swing price of <see cref="Redemptions"/> in the round, where it is above theirs: a fraction from 0 and below 1.</summary>
    /// <param name="fund">Label; every fund when left out.</param>
    public static Effect SwingPrice(string? fund = null) => OnInstitution($"swing price of {fund ?? "every fund"}", "a fraction of at least 0 and below 1", v => v is >= 0 and < 1, fund, (s, i, v) =>
        Largest(s.Memory(Multiples.SwingPrice, s.Cash.Rows).Row(i), v));

    private static void Largest(Span<double> row, ReadOnlySpan<double> values)
    {
        for (var x = 0; x < values.Length; x++)
        {
            row[x] = Math.Max(row[x], values[x]);
        }
    }
}
