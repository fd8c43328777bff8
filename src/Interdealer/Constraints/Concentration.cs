using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>
/// A concentration limit: what is held of one asset, or of several counted as one exposure, is at most a share ℓ of equity; κ = Σ_{k∈K} a_k,
/// C = ℓ·max(e, 0).
/// </summary>
/// <remarks>
/// Only the assets named count, so only they are sold; the proceeds stay as cash, because diversifying repays nothing. Selling is pro rata
/// inside a tier: give an asset a liquidity rank of its own where nothing else shall be sold with it. A share of warehoused inventory and what
/// cannot be sold count and stay. Limits on several assets, each by itself, are joined with <see cref="Constraint.And"/>. Source: Basel
/// Committee, Supervisory framework for measuring and controlling large exposures (2014): at most 25 % of Tier 1 to one counterparty.
/// </remarks>
public sealed record Concentration : IConstraint
{
    private Concentration(double limit, ImmutableSortedSet<string> assets)
    {
        Limit = limit;
        Target = limit;
        Assets = assets;
    }

    /// <summary>Largest exposure per unit of equity.</summary>
    public double Limit { get; }

    /// <summary>Exposure per unit of equity that a sale restores, at most <see cref="Limit"/>.</summary>
    public double Target { get; private init; }

    /// <summary>Labels of the assets that count together.</summary>
    public ImmutableSortedSet<string> Assets { get; }

    AssetColumns IConstraint.Reads => AssetColumns.None;

    /// <inheritdoc />
    public IReadOnlyList<string> Parts => [$"Concentration in {string.Join(", ", Assets)}"];

    /// <summary>A limit on some assets together, as a share of equity.</summary>
    /// <param name="limit">Exposure per unit of equity, above 0: 0.25 for 25 %; may exceed 1.</param>
    /// <param name="assets">At least one label, each once; each must be an asset of whatever is measured.</param>
    public static Concentration OfEquity(double limit, params IEnumerable<string> assets)
    {
        Require.Positive(limit, "exposure per unit of equity (write 0.25, not 25, for 25 %)");
        ArgumentNullException.ThrowIfNull(assets);
        var labels = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var asset in assets)
        {
            if (!labels.Add(Require.Label(asset, nameof(assets))))
            {
                throw new ArgumentException($"assets: \"{asset}\" is listed twice; each asset once.", nameof(assets));
            }
        }

        return labels.Count > 0
            ? new Concentration(limit, labels.ToImmutable())
            : throw new ArgumentException("assets must name at least one asset; the list was empty.", nameof(assets));
    }

    /// <summary>The same with a target: once breached, the sale goes down to this share of equity.</summary>
    /// <param name="target">Exposure per unit of equity, above 0 and at most the limit.</param>
    public Concentration WithTarget(double target)
    {
        Require.Positive(target, "exposure per unit of equity");
        return target <= Limit
            ? this with { Target = target }
            : throw new ArgumentOutOfRangeException(
                nameof(target), target, $"target must be at most the limit of {Require.Text(Limit)} (exposure per unit of equity); it was {Require.Text(target)}.");
    }

    /// <inheritdoc />
    public void Measure(State state, Valuation value, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        measurement.Fill(this, state, value);
    }

    Interdealer.Engine.Limit IConstraint.Bind(State state)
    {
        var counts = Assets.ToDictionary(a => a, _ => 1.0, StringComparer.Ordinal);
        var weights = new LinearWeights(1, AssetWeights.Of(state, counts, otherwise: 0));
        return Interdealer.Engine.Limit.Of(new LinearLimit<ShareOrAmount>(weights, new WeightedHoldings(state, weights.Assets), new ShareOrAmount(Limit, true), Limit / Target, repays: false));
    }
}
