using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>What a coordinate of a scenario does to the state before the cascade starts: one value a scenario, whole blocks at a time.</summary>
/// <remarks>Effects are those of <see cref="Shock"/>, to the same bits, and a few more. They act in the order of the source's coordinates. Parameters are scaled from
/// what the system and the round have, so that several effects on one multiply.</remarks>
public sealed partial class Effect
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
        $"depth multiple of {asset ?? "every asset"}", "a factor above 0", IsPositive, asset, (s, k, v) => ShockRows.Scale(s.Depth.Row(k), v));

    /// <summary>A multiple of the haircut before anything happens, at least 0; haircuts stay at most 1, and those that rise in the cascade rise from there.</summary>
    /// <param name="asset">Label; every asset when left out.</param>
    public static Effect HaircutMultiple(string? asset = null) => OnAsset($"haircut multiple of {asset ?? "every asset"}", "a factor of at least 0", IsAmount, asset, (s, k, v) =>
    {
        ShockRows.Scale(Multiples.Of(s, Multiples.Haircut, s.Haircut.Rows).Row(k), v);
        var haircut = s.Haircut.Row(k);
        for (var x = 0; x < v.Length; x++)
        {
            haircut[x] = Math.Min(1, haircut[x] * v[x]);
        }
    });

    /// <summary>A multiple of the leverage that an institution targets (<see cref="LeverageTargeting"/>), above 0; targets stay at least 1.</summary>
    /// <param name="institution">Label; every institution when left out.</param>
    public static Effect LeverageTargetMultiple(string? institution = null) => OnInstitution(
        $"leverage target multiple of {institution ?? "every institution"}", "a factor above 0", IsPositive, institution,
        (s, i, v) => ShockRows.Scale(Multiples.Of(s, Multiples.Leverage, s.Cash.Rows).Row(i), v));

    /// <summary>A multiple of what a limit requires, above 0: 1.2 asks for a fifth more capital, or allows risk to take up a sixth less.</summary>
    /// <param name="limit">The limit, as it is in the round.</param>
    public static Effect RequirementMultiple(VaryingLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return OnLimit("requirement multiple", "a factor above 0", IsPositive, limit, v => v);
    }

    /// <summary>What a ratio of capital requires, minimum and buffer together: a fraction above 0 and below 1 in place of the ratio's own; a target moves in proportion.</summary>
    /// <param name="limit">A leverage ratio or one of risk-weighted capital, as it is in the round.</param>
    /// <exception cref="ArgumentException">It is no such ratio.</exception>
    public static Effect Requirement(VaryingLimit limit)
    {
        var (_, requirement) = Levels(limit);
        return OnLimit("requirement", "a fraction above 0 and below 1 (write 0.05, not 5, for 5 %)", v => v is > 0 and < 1, limit, v => v / requirement);
    }

    /// <summary>The buffer of a ratio of capital on top of its minimum: a fraction of at least 0 and below 1 in place of the ratio's own; a target moves in proportion to minimum and buffer.</summary>
    /// <param name="limit">A leverage ratio or one of risk-weighted capital, as it is in the round.</param>
    /// <exception cref="ArgumentException">It is no such ratio.</exception>
    public static Effect Buffer(VaryingLimit limit)
    {
        var (minimum, requirement) = Levels(limit);
        return OnLimit("buffer", $"a fraction of at least 0 and below {Require.Text(1 - minimum)} (write 0.01, not 1, for 1 %)", v => v >= 0 && minimum + v < 1, limit, v => (minimum + v) / requirement);
    }

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
    /// <param name="apply">Changes the first scenarios of the state, one for each value; scenarios beyond the values are to be left alone.</param>
    public static Effect From(string description, Action<State, ReadOnlySpan<double>> apply)
    {
        ArgumentNullException.ThrowIfNull(apply);
        return new Effect(Require.Label(description), "a finite number", double.IsFinite, _ => apply);
    }

    /// <summary>Looks its names up in a system.</summary>
    /// <exception cref="ArgumentException">The system has no such asset or institution.</exception>
    internal BoundEffect Bind(FinancialSystem system, string coordinate) => new(coordinate, Description, _expected, _holds, _bind(system));

    private static bool IsAmount(double value) => value >= 0 && double.IsFinite(value);

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);

    private static (double Minimum, double Requirement) Levels(VaryingLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return limit is { Minimum: { } minimum, Requirement: { } requirement }
            ? (minimum, requirement)
            : throw new ArgumentException($"limit \"{limit.Name}\" is no leverage ratio and no ratio of risk-weighted capital; scale it with RequirementMultiple.", nameof(limit));
    }

    private static Effect OnLimit(string what, string expected, Func<double, bool> holds, VaryingLimit limit, Func<double, double> multiple) =>
        new($"{what} of {limit.Name}", expected, holds, _ => (state, values) =>
        {
            var row = Multiples.Of(state, Multiples.Requirement(limit.Name), 1).Row(0);
            for (var s = 0; s < values.Length; s++)
            {
                row[s] *= multiple(values[s]);
            }
        });

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
