using System.Runtime.CompilerServices;
using System.Collections.Immutable;
using Interdealer.Engine;
using Interdealer.Markets;
using Interdealer.Numerics;

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
public sealed record AdverseSelection : IAssetOperator, IForcesNobody
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

    AssetColumns IAssetOperator.Writes => AssetColumns.Depth | AssetColumns.Quotes;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var calm = state.Scratch(this, static (s, me) => me.Calm(s));
        Passes.OverAssets(state, new Rule(this, calm, state));
    }

    /// <summary>The informed share and the quote before anything happens, by asset.</summary>
    private CalmQuote[] Calm(State state)
    {
        var shares = new double[state.System.Assets.Length];
        Array.Fill(shares, InformedShare);
        foreach (var (name, share) in InformedShares)
        {
            shares[state.System.AssetIndex(name)] = share;
        }

        return [.. shares.Select(share => new CalmQuote(share, BreakEvenSpread.Quote(share, Tolerance)))];
    }

    private sealed record CalmQuote(double InformedShare, ZeroProfitQuote Quote)
    {
        /// <summary>Density and tail of the normal distribution at the quote.</summary>
        public NormalPoint<OneLane> Point { get; } = NormalPoint<OneLane>.At(Quote.HalfSpread);
    }

    private readonly struct Rule(AdverseSelection selection, CalmQuote[] calm, State state) : IAssetRule
    {
        // How many customers have left since calm, as a share of all: what the next round's quote answers.
        private readonly Column _gone = state.Memory("AdverseSelection.Gone", state.System.Assets.Length);

        // By how much the depth that was met has been scaled, less 1: scenarios may start from depths of their own.
        private readonly Column _scaled = state.Memory("AdverseSelection.Scaled", state.System.Assets.Length);

        // The last quote and what it was for: nothing is solved again while volatility stands still, and where it moves the search begins nearby.
        private readonly Column _quote = state.Note("AdverseSelection.Quote", state.System.Assets.Length);
        private readonly Column _nearby = state.Note("AdverseSelection.Nearby", state.System.Assets.Length);
        private readonly Column _density = state.Note("AdverseSelection.Density", state.System.Assets.Length);
        private readonly Column _tail = state.Note("AdverseSelection.Tail", state.System.Assets.Length);
        private readonly Column _leave = state.Note("AdverseSelection.Leave", state.System.Assets.Length);
        private readonly Column _share = state.Note("AdverseSelection.InformedShare", state.System.Assets.Length);

        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            if (!(at.Starting.Volatility > 0))
            {
                return;
            }

            // One over the tolerance in units of today's volatility: the share of customers who leave for each unit of the spread.
            var leave = at.Volatility / at.Starting.Volatility * (1 / selection.Tolerance);
            var quote = selection.Spiral ? Answer(ref at, leave) : Quote(ref at, leave);
            Post(ref at, quote);
        }

        private BreakEvenQuote<T> Quote<T>(ref AssetAt<T> at, T leave)
            where T : unmanaged, ILanes<T>
        {
            T last = at.Read(_quote), share = calm[at.Row].InformedShare;
            var moved = T.Differ(leave, at.Read(_leave)) | T.Differ(share, at.Read(_share));
            if (T.Any(moved))
            {
                var nearby = Nearby(at);
                last = T.Where(moved, BreakEvenQuote<T>.Find(share, leave, moved & (leave < double.PositiveInfinity), ref nearby).HalfSpread, last);
                at.Write(_nearby, nearby.Z);
                at.Write(_density, nearby.Density);
                at.Write(_tail, nearby.Tail);
                at.Write(_quote, last);
                at.Write(_leave, leave);
                at.Write(_share, share);
            }

            return BreakEvenQuote<T>.At(last, leave);
        }

        /// <summary>A point near the last quote; before there was one the quote of calm times.</summary>
        private NormalPoint<T> Nearby<T>(in AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var z = at.Read(_nearby);
            var calmly = calm[at.Row].Point;
            var (z0, density, tail) = (OneLane.First(calmly.Z), OneLane.First(calmly.Density), OneLane.First(calmly.Tail));
            return NormalPoint<T>.Where(z > 0, new(z, at.Read(_density), at.Read(_tail)), new(z0, density, tail));
        }

        /// <summary>The quote that answers the customers who are left; dealers who have withdrawn come back where a spread breaks even with all of them.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private BreakEvenQuote<T> Answer<T>(ref AssetAt<T> at, in T leave)
            where T : unmanaged, ILanes<T>
        {
            var share = calm[at.Row].InformedShare;
            var quotes = at.Quoting > 0;
            var returns = BreakEvenQuote<T>.Find(share, leave, T.Except(quotes, leave < double.PositiveInfinity));
            var stayed = T.Max(0, T.Min(1, Before(at.Row) - at.Read(_gone)));
            var informed = share > 0 ? share / (share + ((1 - share) * stayed)) : (T)0;
            var answer = BreakEvenQuote<T>.Find(informed, 0, quotes | T.Except(returns.Withdrawn, T.AreEqual(stayed, stayed))).HalfSpread;
            return BreakEvenQuote<T>.At(T.Where(answer * leave < 1, answer, double.PositiveInfinity), leave);
        }

        private double Before(int asset) => calm[asset].Quote.Withdrawn ? 1 : calm[asset].Quote.Participation;

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Post<T>(ref AssetAt<T> at, in BreakEvenQuote<T> quote)
            where T : unmanaged, ILanes<T>
        {
            var withdrawn = quote.Withdrawn;
            if (selection.Spiral)
            {
                // Dealers who come back find the customers of calm times.
                at.Write(_gone, T.Except(withdrawn, Before(at.Row) - quote.Participation));
            }

            at.Quoting = T.Except(withdrawn, 1);
            var width = T.Where(withdrawn, selection.Tolerance * at.Starting.Volatility, quote.HalfSpread * at.Volatility);
            at.HalfSpread = T.Min(width * Math.Sqrt(selection.QuoteDays), Math.BitDecrement(1.0));
            var stays = calm[at.Row].Quote.Participation;
            T carried = stays > 0 ? quote.Participation / stays : 0;
            var scale = selection.OutsideShare + ((1 - selection.OutsideShare) * carried);
            var scaled = at.Read(_scaled);
            var differs = T.Differ(scale - 1, scaled);
            if (T.Any(differs))
            {
                at.Depth = T.Where(differs, at.Depth * (scale / (1 + scaled)), at.Depth);
                at.Write(_scaled, T.Where(differs, scale - 1, scaled));
            }
        }
    }
}
