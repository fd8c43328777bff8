using Interdealer.Contagion;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>What a coordinate of a scenario does to the state before the cascade starts: one value a scenario, whole blocks at a time.</summary>
/// <remarks>Effects are those of <see cref="Shock"/>, to the same bits, and a few more. They act in the order of the source's coordinates.</remarks>
public sealed class Effect
{
    private readonly Func<FinancialSystem, Action<State, ReadOnlySpan<double>>> _bind;
    private readonly Func<double, bool> _holds;
    private readonly string _expected;

    private Effect(string description, string expected, Func<double, bool> holds, Func<FinancialSystem, Action<State, ReadOnlySpan<double>>> bind) =>
        (Description, _expected, _holds, _bind) = (description, expected, holds, bind);

    /// <summary>What it does, in words.</summary>
    public string Description { get; }

    /// <summary>A fall of an asset's price and of the value towards which it recovers: a fraction of at most 1, below 0 for a rise.</summary>
    /// <param name="asset">Label.</param>
    public static Effect PriceFall(string asset) => OnAsset(
        $"price fall of {Require.Label(asset)}", "a fraction of at most 1 (write 0.03, not 3, for 3 %)", v => v <= 1 && double.IsFinite(v), asset, (s, k, v) => ShockRows.Fall(s, k, 0, v));

    /// <summary>A multiple of volatility, at least 0; 2 doubles.</summary>
    /// <param name="asset">Label; every asset when left out.</param>
    public static Effect VolatilityMultiple(string? asset = null) => OnAsset(
        $"volatility multiple of {asset ?? "every asset"}", "a factor of at least 0", IsAmount, asset, (s, k, v) => ShockRows.Scale(s.Volatility.Row(k), v));

    /// <summary>A multiple of market depth, above 0; 0.5 halves it, so that sales move prices about twice as far.</summary>
    /// <param name="asset">Label; every asset when left out.</param>
    public static Effect DepthMultiple(string? asset = null) => OnAsset(
        $"depth multiple of {asset ?? "every asset"}", "a factor above 0", v => v > 0 && double.IsFinite(v), asset, (s, k, v) => ShockRows.Scale(s.Depth.Row(k), v));

    /// <summary>Customers outside the system want to sell: an amount in currency, at least 0.</summary>
    /// <param name="asset">Label.</param>
    public static Effect CustomerSale(string asset) => OnAsset(
        $"customers' sales of {Require.Label(asset)}", "an amount in currency, at least 0", IsAmount, asset, (s, k, v) => ShockRows.Add(s.CustomerSales.Row(k), v));

    /// <summary>A loss of an institution, in currency, at least 0: from other assets, then cash, beyond them covered by new debt.</summary>
    /// <param name="institution">Label.</param>
    public static Effect Loss(string institution) => OnInstitution(
        $"loss of {Require.Label(institution)}", "an amount in currency, at least 0", IsAmount, institution, (s, i, v) => ShockRows.Lose(s, i, 0, v));

    /// <summary>Lenders want a share of the short-term debt back now: a fraction from 0 to 1.</summary>
    /// <param name="institution">Label; every institution when left out.</param>
    public static Effect FundingWithdrawn(string? institution = null) => OnInstitution(
        $"funding withdrawn from {institution ?? "every institution"}", "a fraction from 0 to 1", v => v is >= 0 and <= 1, institution, (s, i, v) => ShockRows.Withdraw(s, i, 0, v));

    /// <summary>Investors redeem a share of a fund's net asset value: a fraction from 0 to 1.</summary>
    /// <param name="fund">Label.</param>
    public static Effect Redemption(string fund) => OnInstitution(
        $"redemptions from {Require.Label(fund)}", "a fraction from 0 to 1", v => v is >= 0 and <= 1, fund, (s, i, v) => ShockRows.Redeem(s, i, 0, v));

    /// <summary>An effect of one's own.</summary>
    /// <param name="description">What it does, in words.</param>
    /// <param name="apply">Changes the first lanes of the state, one for each value; lanes beyond the values are to be left alone.</param>
    public static Effect From(string description, Action<State, ReadOnlySpan<double>> apply)
    {
        ArgumentNullException.ThrowIfNull(apply);
        return new Effect(Require.Label(description), "a finite number", double.IsFinite, _ => apply);
    }

    /// <summary>Looks its names up in a system.</summary>
    /// <exception cref="ArgumentException">The system has no such asset or institution.</exception>
    internal BoundEffect Bind(FinancialSystem system, string coordinate) => new(coordinate, Description, _expected, _holds, _bind(system));

    private static bool IsAmount(double value) => value >= 0 && double.IsFinite(value);

    private static Effect OnAsset(string description, string expected, Func<double, bool> holds, string? asset, RowEffect apply) =>
        new(description, expected, holds, system => OnRows(Rows(asset is null ? null : system.AssetIndex(asset), system.Assets.Length), apply));

    private static Effect OnInstitution(string description, string expected, Func<double, bool> holds, string? institution, RowEffect apply) =>
        new(description, expected, holds, system => OnRows(Rows(institution is null ? null : system.InstitutionIndex(institution), system.Institutions.Length), apply));

    private static int[] Rows(int? one, int all) => one is { } row ? [row] : [.. Enumerable.Range(0, all)];

    private static Action<State, ReadOnlySpan<double>> OnRows(int[] rows, RowEffect apply) => (state, values) =>
    {
        foreach (var row in rows)
        {
            apply(state, row, values);
        }
    };
}
