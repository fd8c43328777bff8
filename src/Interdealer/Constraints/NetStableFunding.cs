using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>
/// Net stable funding: what assets require, κ = Σ_k r_k a_k + r_other o + r_claims claims + r_off · exposure beyond the balance sheet, is at most
/// the stable funding available, C = e + f_long·(d − short-term debt) + f_short·short-term debt + f_owed·owed inside the system.
/// </summary>
/// <remarks>
/// The rule itself compels no sale. Here a breach is answered, where a caller puts it into a sale at all, by turning assets that require
/// funding into cash, which requires none: one unit of k frees r_k, and available funding stays as it was because nothing is repaid.
/// Every asset needs a factor, its own (<see cref="Weighing"/>) or the default (<see cref="WeighingTheRest"/>). The factors that are set from
/// the start are the rule's for the plainest case. Source: Basel Committee, Basel III: the net stable funding ratio (2014): level 1 0.05, level 2A
/// 0.15, level 2B 0.5, other securities and loans over a year 0.85, the rest 1; capital and debt over a year 1, financial debt under six months 0.
/// </remarks>
public sealed record NetStableFunding : IConstraint
{
    private NetStableFunding()
    {
    }

    /// <summary>No factors yet: available funding has to cover required funding once.</summary>
    public static NetStableFunding Ratio { get; } = new();

    /// <summary>Available over required funding that a sale restores, at least 1.</summary>
    public double Target { get; private init; } = 1;

    /// <summary>Required stable funding per unit of value, by asset.</summary>
    public ImmutableSortedDictionary<string, double> Weights { get; private init; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>Required stable funding of assets that are not listed; null where each must be listed.</summary>
    public double? RestWeight { get; private init; }

    /// <summary>Required stable funding of other assets, a fraction from 0 to 1; 1 unless set.</summary>
    public double OtherAssetsFactor { get; init => field = Require.Share(value, nameof(OtherAssetsFactor)); } = 1;

    /// <summary>Required stable funding of claims on institutions of the system, a fraction from 0 to 1; 0.15 unless set.</summary>
    public double ClaimsFactor { get; init => field = Require.Share(value, nameof(ClaimsFactor)); } = 0.15;

    /// <summary>Required stable funding of exposure beyond the balance sheet, a fraction from 0 to 1; 0.05 unless set.</summary>
    public double OffBalanceSheetFactor { get; init => field = Require.Share(value, nameof(OffBalanceSheetFactor)); } = 0.05;

    /// <summary>Share of debt beyond the short term that is stable, from 0 to 1; 1 unless set.</summary>
    public double LongTermDebtFactor { get; init => field = Require.Share(value, nameof(LongTermDebtFactor)); } = 1;

    /// <summary>Share of short-term debt that is stable, from 0 to 1; 0 unless set (0.5 for corporates, 0.9 and 0.95 for deposits of households).</summary>
    public double ShortTermDebtFactor { get; init => field = Require.Share(value, nameof(ShortTermDebtFactor)); }

    /// <summary>Share of what is owed to institutions of the system that is stable, from 0 to 1; 0 unless set.</summary>
    public double OwedFactor { get; init => field = Require.Share(value, nameof(OwedFactor)); }

    AssetColumns IConstraint.Reads => AssetColumns.None;

    /// <inheritdoc />
    public IReadOnlyList<string> Parts => ["Net stable funding"];

    /// <summary>The same with a factor for one asset.</summary>
    /// <param name="asset">Label; must be an asset of whatever is measured.</param>
    /// <param name="factor">Required stable funding per unit of value, a fraction from 0 to 1.</param>
    public NetStableFunding Weighing(string asset, double factor) => this with { Weights = Weights.SetItem(Require.Label(asset), Require.Share(factor)) };

    /// <summary>The same with a factor for every asset that is not listed.</summary>
    /// <param name="factor">Required stable funding per unit of value, a fraction from 0 to 1.</param>
    public NetStableFunding WeighingTheRest(double factor) => this with { RestWeight = Require.Share(factor) };

    /// <summary>The same with a target: once breached, the sale restores this ratio of available to required funding.</summary>
    /// <param name="target">A ratio of at least 1.</param>
    public NetStableFunding WithTarget(double target) =>
        this with { Target = RatioLevels.AtLeastRequired(Require.Positive(target, "available over required funding"), 1, "available over required funding") };

    /// <inheritdoc />
    /// <exception cref="ArgumentException">A listed asset does not exist, or one that exists is not listed and there is no default.</exception>
    public void Measure(State state, Valuation value, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        measurement.Fill(this, state, value);
    }

    Limit IConstraint.Bind(State state)
    {
        var weights = new LinearWeights(1, AssetWeights.Of(state, Weights, RestWeight))
        {
            Other = OtherAssetsFactor,
            Claims = ClaimsFactor,
            OffBalanceSheet = OffBalanceSheetFactor,
        };
        return Limit.Of(new LinearLimit<StableFunding>(weights, new WeightedHoldings(state, weights.Assets), new StableFunding(this, state.System), Target, repays: false));
    }

    /// <summary>C = e + f_long·(d − short-term debt) + f_short·short-term debt + f_owed·owed inside the system.</summary>
    private readonly struct StableFunding(NetStableFunding factors, FinancialSystem system) : ICapacityRule
    {
        public T Of<T>(in Sheet<T> sheet)
            where T : unmanaged, ILanes<T> =>
            sheet.Equity + (factors.LongTermDebtFactor * (sheet.Debt - sheet.ShortTermDebt)) + (factors.ShortTermDebtFactor * sheet.ShortTermDebt)
            + (factors.OwedFactor * system.Claims.Owed[sheet.Institution]);
    }
}
