using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>
/// Risk-weighted capital: capital over risk-weighted assets must be at least ρ; usage κ = ρ·Σ_k w_k a_k, capacity C = equity.
/// </summary>
/// <remarks>
/// Risk-weighted assets = Σ_k w_k a_k + w_cash c + w_other o + w_claims claims + w_off · exposure beyond the balance sheet. Selling one unit of
/// k frees ρ·w_k, so unlike the leverage ratio it matters what is sold, and what weighs nothing is not sold at all. Every asset needs a
/// weight: one of its own (<see cref="Weighing"/>) or the default (<see cref="WeighingTheRest"/>); without either measuring is an error. Below the
/// requirement (minimum + buffer) it is breached; the sale that answers it restores the target. Source: Basel Committee, Basel III:
/// A global regulatory framework (2010, revised 2011), RBC20 (8 % total, 6 % Tier 1, 4.5 % common equity) and RBC30 (2.5 % buffer).
/// </remarks>
public sealed record RiskWeightedCapital : IConstraint
{
    private RiskWeightedCapital(RatioLevels levels) => Levels = levels;

    /// <summary>Minimum ratio, a fraction of risk-weighted assets.</summary>
    public double Minimum => Levels.Minimum;

    /// <summary>Buffer on top of the minimum, a fraction of risk-weighted assets.</summary>
    public double Buffer => Levels.Buffer;

    /// <summary>Minimum plus buffer: below this the ratio is breached.</summary>
    public double Requirement => Levels.Requirement;

    /// <summary>Ratio that a sale restores, a fraction of at least <see cref="Requirement"/>.</summary>
    public double Target => Levels.Target;

    /// <summary>Risk weight of assets by name, 0.2 for 20 %.</summary>
    public ImmutableSortedDictionary<string, double> Weights { get; private init; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>Risk weight of assets that are not listed; null where each must be listed.</summary>
    public double? RestWeight { get; private init; }

    /// <summary>Risk weight of cash and reserves, at least 0; 0 unless set.</summary>
    public double CashWeight { get; init => field = NonNegative(value, nameof(CashWeight)); }

    /// <summary>Risk weight of other assets, at least 0; 1 unless set.</summary>
    public double OtherAssetsWeight { get; init => field = NonNegative(value, nameof(OtherAssetsWeight)); } = 1;

    /// <summary>Risk weight of claims on institutions of the system, at least 0; 1 unless set.</summary>
    public double ClaimsWeight { get; init => field = NonNegative(value, nameof(ClaimsWeight)); } = 1;

    /// <summary>Conversion factor times risk weight of exposure beyond the balance sheet, at least 0; 1 unless set.</summary>
    public double OffBalanceSheetWeight { get; init => field = NonNegative(value, nameof(OffBalanceSheetWeight)); } = 1;

    private RatioLevels Levels { get; init; }

    AssetColumns IConstraint.Reads => AssetColumns.None;

    /// <inheritdoc />
    public IReadOnlyList<string> Parts => ["Risk-weighted capital"];

    /// <summary>A capital ratio with the given minimum.</summary>
    /// <param name="minimum">Capital over risk-weighted assets, a fraction in (0, 1): 0.08 for 8 %.</param>
    public static RiskWeightedCapital FromMinimum(double minimum) => new(new RatioLevels(Require.OpenFraction(minimum), "risk-weighted assets"));

    /// <summary>The same with a buffer on top of the minimum.</summary>
    /// <param name="buffer">Fraction of risk-weighted assets, at least 0; minimum and buffer together below 1.</param>
    public RiskWeightedCapital WithBuffer(double buffer) => this with { Levels = Levels.WithBuffer(buffer) };

    /// <summary>The same with a target: once breached, the sale restores this ratio instead of the requirement.</summary>
    /// <param name="target">Fraction of risk-weighted assets in (0, 1), at least the requirement.</param>
    public RiskWeightedCapital WithTarget(double target) => this with { Levels = Levels.WithTarget(target) };

    /// <summary>The same with a risk weight for one asset.</summary>
    /// <param name="asset">Label; must be an asset of whatever is measured.</param>
    /// <param name="weight">Risk weight, at least 0: 0.2 for 20 %, 12.5 for 1,250 %.</param>
    public RiskWeightedCapital Weighing(string asset, double weight) =>
        this with { Weights = Weights.SetItem(Require.Label(asset), NonNegative(weight, nameof(weight))) };

    /// <summary>The same with a risk weight for every asset that is not listed.</summary>
    /// <param name="weight">Risk weight, at least 0.</param>
    public RiskWeightedCapital WeighingTheRest(double weight) => this with { RestWeight = NonNegative(weight, nameof(weight)) };

    /// <inheritdoc />
    /// <exception cref="ArgumentException">A listed asset does not exist, or one that exists is not listed and there is no default.</exception>
    public void Measure(State state, Valuation value, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        measurement.Fill(this, state, value);
    }

    RatioLevels? IConstraint.Ratio => Levels;

    Limit IConstraint.Bind(State state)
    {
        var weights = new LinearWeights(Requirement, AssetWeights.Of(state, Weights, RestWeight))
        {
            Cash = CashWeight,
            Other = OtherAssetsWeight,
            Claims = ClaimsWeight,
            OffBalanceSheet = OffBalanceSheetWeight,
        };
        return Limit.Of(new LinearLimit<EquityCapacity>(weights, new WeightedHoldings(state, weights.Assets), default, Target / Requirement, repays: true));
    }

    private static double NonNegative(double weight, string name) =>
        Require.NonNegative(weight, "risk-weighted assets per unit of value (write 0.2, not 20, for 20 %)", name);
}
