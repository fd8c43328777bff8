using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>
/// The leverage ratio: Tier 1 capital over leverage exposure must be at least λ; usage κ = λ·exposure, capacity C = Tier 1.
/// </summary>
/// <remarks>
/// Exposure = Σ_k w_k a_k + w_cash c + other assets + claims + exposure beyond the balance sheet, each weight 1 unless an exclusion says
/// otherwise. Below the requirement (minimum + buffer) it is breached; the sale that answers it brings the ratio to the target,
/// q = exposure − e/λ_target, if the proceeds repay debt. Source: Basel III leverage ratio framework; 12 CFR 217.10(c) for the US
/// supplementary leverage ratio.
/// </remarks>
public sealed record LeverageRatio : IConstraint
{
    private LeverageRatio(RatioLevels levels) => Levels = levels;

    /// <summary>Minimum ratio, a fraction of exposure.</summary>
    public double Minimum => Levels.Minimum;

    /// <summary>Buffer on top of the minimum, a fraction of exposure.</summary>
    public double Buffer => Levels.Buffer;

    /// <summary>Minimum plus buffer: below this the ratio is breached.</summary>
    public double Requirement => Levels.Requirement;

    /// <summary>Ratio that a sale restores, a fraction of at least <see cref="Requirement"/>.</summary>
    public double Target => Levels.Target;

    /// <summary>Exposure weight of assets by name, 1 where not listed; 0 excludes one.</summary>
    public ImmutableSortedDictionary<string, double> Weights { get; private init; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>Exposure weight of cash and reserves; 0 where they are excluded.</summary>
    public double CashWeight { get; private init; } = 1;

    private RatioLevels Levels { get; init; }

    AssetColumns IConstraint.Reads => AssetColumns.None;

    /// <inheritdoc />
    public IReadOnlyList<string> Parts => ["Leverage ratio"];

    /// <summary>A leverage ratio with the given minimum.</summary>
    /// <param name="minimum">Capital over exposure, a fraction in (0, 1): 0.05 for 5 %.</param>
    public static LeverageRatio FromMinimum(double minimum) => new(new RatioLevels(Require.OpenFraction(minimum), "exposure"));

    /// <summary>The same with a buffer on top of the minimum.</summary>
    /// <param name="buffer">Fraction of exposure, at least 0; minimum and buffer together below 1.</param>
    public LeverageRatio WithBuffer(double buffer) => this with { Levels = Levels.WithBuffer(buffer) };

    /// <summary>The same with a target: once breached, the sale restores this ratio instead of the requirement.</summary>
    /// <param name="target">Fraction of exposure in (0, 1), at least the requirement.</param>
    public LeverageRatio WithTarget(double target) => this with { Levels = Levels.WithTarget(target) };

    /// <summary>The same with some assets left out of the exposure, as US Treasuries were from April 2020 to March 2021.</summary>
    /// <param name="assets">Labels; each must be an asset of whatever is measured.</param>
    public LeverageRatio Excluding(params IEnumerable<string> assets)
    {
        ArgumentNullException.ThrowIfNull(assets);
        return this with { Weights = Weights.SetItems(assets.Select(a => KeyValuePair.Create(Require.Label(a, nameof(assets)), 0.0))) };
    }

    /// <summary>The same with cash and central bank reserves left out of the exposure.</summary>
    public LeverageRatio ExcludingCash() => this with { CashWeight = 0 };

    /// <summary>The same with an exposure weight for one asset.</summary>
    /// <param name="asset">Label; must be an asset of whatever is measured.</param>
    /// <param name="weight">Exposure per unit of value, at least 0.</param>
    public LeverageRatio Weighing(string asset, double weight) =>
        this with { Weights = Weights.SetItem(Require.Label(asset), Require.NonNegative(weight, "exposure per unit of value")) };

    /// <inheritdoc />
    public void Measure(State state, Valuation value, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        measurement.Fill(this, state, value);
    }

    RatioLevels? IConstraint.Ratio => Levels;

    Limit IConstraint.Bind(State state)
    {
        var weights = new LinearWeights(Requirement, AssetWeights.Of(state, Weights, otherwise: 1)) { Cash = CashWeight, Other = 1, Claims = 1, OffBalanceSheet = 1 };
        return Limit.Of(new LinearLimit<EquityCapacity>(weights, new WeightedHoldings(state, weights.Assets), default, Target / Requirement, repays: true));
    }

    /// <summary>How one balance sheet stands against the ratio.</summary>
    /// <param name="sheet">The balance sheet, after whatever losses it has had.</param>
    public LeverageAssessment Assess(BalanceSheet sheet)
    {
        var assessment = Constraint.Assess(this, sheet);
        return new LeverageAssessment(assessment, assessment.Usage / Requirement, assessment.Capacity, Requirement, Target);
    }
}
