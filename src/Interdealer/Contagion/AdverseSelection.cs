using System.Collections.Immutable;
using Interdealer.Markets;

namespace Interdealer.Contagion;

/// <summary>
/// Dealers quote the spread that pays for informed trading, customers leave as it widens, and past the tipping point dealers withdraw:
/// (1 − p₀)·x·D(x) = p₀·2[φ(x) − x(1 − Φ(x))], half-spread x·σ·√τ, D(x) = (1 − xσ/(mσ₀))⁺.
/// </summary>
/// <remarks>
/// Customers tolerate an absolute half-spread of m·σ₀·√τ, σ₀ the asset's volatility before the shock: when volatility is up, the spread is up
/// and they leave; once p₀ exceeds p*(mσ₀/σ) <see cref="State.Quoting"/> is 0. Depth is D₀·(o + (1 − o)·D(x)/D(x₀)), D₀ the depth of calm times
/// in each scenario, o the share of outside investors and x₀ the quote at σ₀, so that calm leaves depth as it is; where depth is +∞ it stays. Without a quote the half-spread is
/// the tolerance: nobody would trade at more. An asset with σ₀ = 0 is left alone. Everything is a function of the state: dealers come
/// back, and customers with them, when volatility is back at a level where a spread breaks even.
/// <para>With <see cref="Spiral"/> customers answer last round's spread: p_t = p₀/(p₀ + (1 − p₀)·D(x_{t−1})) and x_t breaks even against it. The
/// answer rises in x, so from calm the rounds rise to the least fixed point, which is the quote above, or, where there is none, to withdrawal.</para>
/// Source: Copeland and Galai (1983).
/// </remarks>
public sealed record AdverseSelection : IOperator
{
    /// <summary>Adverse selection with one informed share for all assets.</summary>
    /// <param name="informedShare">p₀ among those who would trade at no spread; a fraction from 0 to 1.</param>
    /// <param name="tolerance">m: the half-spread at which the last uninformed customer leaves, in units of σ₀√τ, above 0; +∞ for never.</param>
    public AdverseSelection(double informedShare, double tolerance = 1)
    {
        InformedShare = Require.Share(informedShare);
        Tolerance = Require.PositiveOrInfinite(tolerance, "units of volatility");
    }

    /// <summary>p₀ of assets that have none of their own.</summary>
    public double InformedShare { get; }

    /// <summary>m, in units of σ₀√τ.</summary>
    public double Tolerance { get; }

    /// <summary>p₀ of single assets by name.</summary>
    public ImmutableSortedDictionary<string, double> InformedShares { get; private init; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>True when customers answer last round's spread; false (the default) when everyone sees the new one at once.</summary>
    public bool Spiral { get; init; }

    /// <summary>o: share of the starting depth that comes from investors who do not need dealers; a fraction above 0 and below 1.</summary>
    public double OutsideShare { get; init => field = Require.OpenFraction(value, nameof(OutsideShare)); } = 0.1;

    /// <summary>Time τ over which a quote stands, in days, above 0.</summary>
    public double QuoteDays { get; init => field = Require.Positive(value, "days", nameof(QuoteDays)); } = 1;

    /// <summary>The same with another informed share for one asset.</summary>
    /// <param name="asset">Label; must be an asset of the system it is applied to.</param>
    /// <param name="informedShare">A fraction from 0 to 1.</param>
    public AdverseSelection With(string asset, double informedShare) =>
        this with { InformedShares = InformedShares.SetItem(Require.Label(asset), Require.Share(informedShare)) };

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var assets = state.System.Assets;
        var shares = new double[assets.Length];
        Array.Fill(shares, InformedShare);
        foreach (var (name, share) in InformedShares)
        {
            shares[state.System.AssetIndex(name)] = share;
        }

        // How many customers have left since calm, as a share of all: what the next round's quote answers.
        var gone = state.Memory("AdverseSelection.Gone", assets.Length);

        // By how much the depth that was met has been scaled, less 1: scenarios may start from depths of their own.
        var scaled = state.Memory("AdverseSelection.Scaled", assets.Length);
        for (var k = 0; k < assets.Length; k++)
        {
            if (assets[k].Volatility > 0)
            {
                Apply(state, k, shares[k], gone.Row(k), scaled.Row(k));
            }
        }
    }

    private void Apply(State state, int k, double share, Span<double> gone, Span<double> scaled)
    {
        var asset = state.System.Assets[k];
        var calm = BreakEvenSpread.Quote(share, Tolerance);
        var before = calm.Withdrawn ? 1 : calm.Participation;
        var volatility = state.Volatility.In(k);
        var quoting = state.Quoting.Row(k);
        var spread = state.HalfSpread.Row(k);
        var depth = state.Depth.Row(k);
        for (var s = 0; s < volatility.Length; s++)
        {
            // Tolerance in units of today's volatility; without any, no spread is too wide.
            var tolerance = Tolerance * (asset.Volatility / volatility[s]);
            var spirals = Spiral && quoting[s] > 0;
            var quote = spirals ? default : tolerance > 0 ? BreakEvenSpread.Quote(share, tolerance) : ZeroProfitQuote.None;
            if (spirals || (Spiral && !quote.Withdrawn))
            {
                var stayed = Math.Clamp(before - gone[s], 0, 1);
                var answer = BreakEvenSpread.Quote(BreakEvenSpread.AmongTraders(share, stayed));
                quote = answer.HalfSpread < tolerance ? answer with { Participation = 1 - (answer.HalfSpread / tolerance) } : ZeroProfitQuote.None;
            }

            // Dealers who come back find the customers of calm times.
            gone[s] = Spiral && !quote.Withdrawn ? before - quote.Participation : 0;
            quoting[s] = quote.Withdrawn ? 0 : 1;
            var width = quote.Withdrawn ? Tolerance * asset.Volatility : quote.HalfSpread * volatility[s];
            spread[s] = Math.Min(width * Math.Sqrt(QuoteDays), Math.BitDecrement(1.0));
            var carried = calm.Participation > 0 ? quote.Participation / calm.Participation : 0;
            var scale = OutsideShare + ((1 - OutsideShare) * carried);
            if (scale - 1 != scaled[s])
            {
                depth[s] *= scale / (1 + scaled[s]);
                scaled[s] = scale - 1;
            }
        }
    }
}
