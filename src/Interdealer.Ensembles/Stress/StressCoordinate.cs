using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Stress;

/// <summary>Something that a search may stress: what it does to the system, the value at which it does nothing, and how far it may go.</summary>
/// <remarks>
/// The norm measures (value − neutral)/unit, positive in the direction of the worst value: a fall of 4 % counts .04, a depth multiple of ½ counts ½. A
/// drawn coordinate counts the standard normal z of the same probability, so that a Euclidean norm orders shocks by their plausibility.
/// </remarks>
public sealed record StressCoordinate
{
    // Beyond this standard normal value lies a probability of 6e-16.
    private const double MostDeviations = 8;

    private StressCoordinate(string name, Effect? effect, double neutral, double worst)
    {
        (Name, Effect, Neutral, Best) = (Require.Label(name), effect, Require.Finite(neutral, "units of the coordinate"), neutral);
        Worst = Require.Finite(worst, "units of the coordinate");
        if (worst == neutral)
        {
            throw new ArgumentOutOfRangeException(nameof(worst), worst, $"worst of \"{name}\" must differ from the value at which it does nothing ({Require.Text(neutral)}).");
        }
    }

    /// <summary>Name, not used for another coordinate of a search.</summary>
    public string Name { get; }

    /// <summary>The value at which it does nothing; of a drawn coordinate the standard normal value 0, its median.</summary>
    public double Neutral { get; }

    /// <summary>The worst value that may be reached.</summary>
    public double Worst { get; }

    /// <summary>The value furthest on the other side of neutral, where the search may go there; neutral unless set.</summary>
    public double Best
    {
        get;
        init => field = Require.Finite(value, "units of the coordinate", nameof(Best)) is var best && (Neutral - best) * Math.Sign(Worst - Neutral) >= 0
            ? best
            : throw new ArgumentOutOfRangeException(nameof(Best), value, $"Best must lie on the other side of {Require.Text(Neutral)} than Worst ({Require.Text(Worst)}); it was {Require.Text(value)}.");
    }

    /// <summary>How much of the coordinate counts as 1 in the norm, above 0; 1 unless set.</summary>
    public double Unit { get; init => field = Require.Positive(value, "units of the coordinate", nameof(Unit)); } = 1;

    /// <summary>Its distribution where it is drawn; else null.</summary>
    public Marginal? Marginal { get; private init; }

    internal Effect? Effect { get; }

    /// <summary>The most that it takes from institutions beyond what their positions lose; not a number where that is not known.</summary>
    internal double LosesBeyondPositions { get; private init; }

    /// <summary>The asset whose price falls, where that is what it does.</summary>
    internal string? FallingAsset { get; private init; }

    internal double Sign => Math.Sign(Worst - Neutral);

    /// <summary>Worst value as the norm counts it, above 0.</summary>
    internal double High => Math.Abs(Worst - Neutral) / Unit;

    /// <summary>Best value as the norm counts it, at most 0.</summary>
    internal double Low => -Math.Abs(Best - Neutral) / Unit;

    /// <summary>A fall of an asset's price, from 0.</summary>
    /// <param name="asset">Label; also the coordinate's name.</param>
    /// <param name="upTo">Largest fall, a fraction above 0 and at most 1.</param>
    public static StressCoordinate Fall(string asset, double upTo = 1) =>
        new(asset, Effect.PriceFall(asset), 0, Require.Share(upTo)) { FallingAsset = asset };

    /// <summary>A multiple of volatility, from 1.</summary>
    /// <param name="upTo">Largest multiple, above 1.</param>
    /// <param name="asset">Label; every asset when left out.</param>
    public static StressCoordinate Volatility(double upTo, string? asset = null) => Multiple("volatility", Effect.VolatilityMultiple(asset), Above1(upTo), asset);

    /// <summary>A multiple of market depth, from 1 down.</summary>
    /// <param name="downTo">Smallest multiple, above 0 and below 1.</param>
    /// <param name="asset">Label; every asset when left out.</param>
    public static StressCoordinate Depth(double downTo, string? asset = null) => Multiple("depth", Effect.DepthMultiple(asset), Require.OpenFraction(downTo), asset);

    /// <summary>A multiple of haircuts, from 1.</summary>
    /// <param name="upTo">Largest multiple, above 1.</param>
    /// <param name="asset">Label; every asset when left out.</param>
    public static StressCoordinate Haircut(double upTo, string? asset = null) => Multiple("haircut", Effect.HaircutMultiple(asset), Above1(upTo), asset);

    /// <summary>The share of short-term debt that lenders want back, from 0.</summary>
    /// <param name="institution">Label; every institution when left out.</param>
    /// <param name="upTo">Largest share, above 0 and at most 1.</param>
    public static StressCoordinate Withdrawal(string? institution = null, double upTo = 1) =>
        new($"withdrawal from {institution ?? "all"}", Effect.FundingWithdrawn(institution), 0, Require.Share(upTo));

    /// <summary>The share of a fund's net asset value that investors redeem, from 0.</summary>
    /// <param name="fund">Label.</param>
    /// <param name="upTo">Largest share, above 0 and at most 1.</param>
    public static StressCoordinate Redemption(string fund, double upTo = 1) => new($"redemption from {fund}", Effect.Redemption(fund), 0, Require.Share(upTo));

    /// <summary>A loss of one institution, from 0; the norm counts it in units of the largest unless <see cref="Unit"/> is set.</summary>
    /// <param name="institution">Label.</param>
    /// <param name="upTo">Largest loss, in currency, above 0.</param>
    public static StressCoordinate Loss(string institution, double upTo) =>
        new($"loss of {institution}", Effect.Loss(institution), 0, Require.Positive(upTo, "currency")) { Unit = upTo, LosesBeyondPositions = upTo };

    /// <summary>What customers outside the system want to sell, from 0; the norm counts it in units of the largest unless <see cref="Unit"/> is set.</summary>
    /// <param name="asset">Label.</param>
    /// <param name="upTo">Largest amount, in currency, above 0.</param>
    public static StressCoordinate Sales(string asset, double upTo) =>
        new($"sales of {asset}", Effect.CustomerSale(asset), 0, Require.Positive(upTo, "currency")) { Unit = upTo };

    /// <summary>Any effect.</summary>
    /// <param name="name">Name.</param>
    /// <param name="effect">What it does.</param>
    /// <param name="neutral">The value at which it does nothing.</param>
    /// <param name="worst">The worst value that may be reached, above or below neutral.</param>
    public static StressCoordinate Of(string name, Effect effect, double neutral, double worst)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return new StressCoordinate(name, effect, neutral, worst) { LosesBeyondPositions = double.NaN };
    }

    /// <summary>A coordinate of a function of one's own, without an effect on a system.</summary>
    /// <param name="name">Name.</param>
    /// <param name="neutral">The value at which it does nothing.</param>
    /// <param name="worst">The worst value that may be reached, above or below neutral.</param>
    public static StressCoordinate Of(string name, double neutral, double worst) => new(name, null, neutral, worst);

    /// <summary>The same drawn from a distribution: the search goes over standard normal values z of the same probability, at most 8 in size.</summary>
    /// <param name="marginal">Distribution of the values.</param>
    /// <remarks>Its least value is then the quantile of z = −8; <see cref="Neutral"/> and <see cref="Worst"/> count z. Which end is worse stays as it was.</remarks>
    public StressCoordinate Drawn(Marginal marginal)
    {
        ArgumentNullException.ThrowIfNull(marginal);
        return new StressCoordinate(Name, Effect, 0, Sign * MostDeviations) { Best = -Sign * MostDeviations, Marginal = marginal, FallingAsset = FallingAsset, LosesBeyondPositions = LosesBeyondPositions == 0 ? 0 : double.NaN };
    }

    /// <summary>The value that counts as much in the norm.</summary>
    internal double ValueOf(double counted)
    {
        var value = Neutral + (Sign * Unit * counted);
        if (Marginal is null)
        {
            // The ends are met exactly, whatever the rounding.
            return counted >= High ? Worst : counted <= Low ? Best : value;
        }

        Span<double> drawn = [value];
        Marginal.FromNormal(drawn);
        return drawn[0];
    }

    private static StressCoordinate Multiple(string what, Effect effect, double worst, string? asset) => new($"{what} of {asset ?? "all"}", effect, 1, worst);

    private static double Above1(double upTo) => upTo > 1 && double.IsFinite(upTo)
        ? upTo
        : throw new ArgumentOutOfRangeException(nameof(upTo), upTo, $"upTo must be a finite multiple above 1; it was {Require.Text(upTo)}.");
}
