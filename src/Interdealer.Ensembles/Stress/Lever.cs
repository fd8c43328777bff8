using Interdealer.Constraints;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Stress;

/// <summary>Something that a policy may move: what it does, the value at which there is none of it, the most of it, and what a unit costs.</summary>
public sealed record Lever
{
    private Lever(string name, Effect? effect, Func<double, IOperator>? round, (double None, double Most) range)
    {
        (Name, Effect, Round) = (Require.Label(name), effect, round);
        (None, Most) = (Require.Finite(range.None, "units of the lever"), Require.Finite(range.Most, "units of the lever"));
        if (None == Most)
        {
            throw new ArgumentOutOfRangeException(nameof(range), range.Most, $"most of \"{name}\" must differ from the value at which there is none of it ({Require.Text(None)}).");
        }
    }

    /// <summary>Name, not used for another lever of a policy.</summary>
    public string Name { get; }

    /// <summary>The value at which there is none of it.</summary>
    public double None { get; }

    /// <summary>The most of it.</summary>
    public double Most { get; }

    /// <summary>Cost of a unit, above 0; 1 unless set. The cost of a value is the cost of a unit times how far it is from <see cref="None"/>.</summary>
    public double UnitCost { get; init => field = Require.Positive(value, "currency a unit", nameof(UnitCost)); } = 1;

    internal Effect? Effect { get; }

    internal Func<double, IOperator>? Round { get; }

    /// <summary>A lower requirement of capital.</summary>
    /// <param name="limit">A leverage ratio or one of risk-weighted capital, as it is in the round.</param>
    /// <param name="downTo">The least, a fraction above 0 and below the limit's own requirement.</param>
    /// <exception cref="ArgumentException">The limit is no such ratio.</exception>
    public static Lever Requirement(VaryingLimit limit, double downTo)
    {
        var effect = Effect.Requirement(limit);
        return new Lever($"requirement of {limit.Name}", effect, null, (limit.Requirement!.Value, Require.OpenFraction(downTo)));
    }

    /// <summary>Capital that owners pay in before the shock.</summary>
    /// <param name="upTo">The most, in currency.</param>
    /// <param name="institution">Label; every institution when left out, each the amount.</param>
    public static Lever Capital(double upTo, string? institution = null) =>
        new($"capital of {institution ?? "all"}", Effect.CapitalPaidIn(institution), null, (0, Require.Positive(upTo, "currency")));

    /// <summary>What a buyer of last resort, who must be in the round, may spend.</summary>
    /// <param name="upTo">The most, in currency.</param>
    /// <param name="asset">Label; every asset when left out, each the amount.</param>
    public static Lever Purchases(double upTo, string? asset = null) =>
        new($"purchases of {asset ?? "all"}", Effect.Purchases(asset), null, (0, Require.Positive(upTo, "currency")));

    /// <summary>What a lender of last resort, who must be in the round, may lend.</summary>
    /// <param name="upTo">The most, in currency.</param>
    /// <param name="institution">Label; every institution when left out, each the amount.</param>
    public static Lever Lending(double upTo, string? institution = null) =>
        new($"lending to {institution ?? "all"}", Effect.Lending(institution), null, (0, Require.Positive(upTo, "currency")));

    /// <summary>A cap on haircuts: a repo facility, which must be in the round, lends at it.</summary>
    /// <param name="downTo">The lowest cap, a fraction of at least 0 and below 1.</param>
    /// <param name="asset">Label; every asset when left out.</param>
    public static Lever HaircutCap(double downTo = 0, string? asset = null) => new($"haircut cap of {asset ?? "all"}", Effect.HaircutCap(asset), null, (1, Require.Fraction(downTo)));

    /// <summary>A floor of haircuts; a margin floor must be in the round.</summary>
    /// <param name="upTo">The highest floor, a fraction above 0.</param>
    /// <param name="asset">Label; every asset when left out.</param>
    public static Lever HaircutFloor(double upTo, string? asset = null) => new($"haircut floor of {asset ?? "all"}", Effect.HaircutFloor(asset), null, (0, Require.Share(upTo)));

    /// <summary>A swing price of funds.</summary>
    /// <param name="upTo">The highest, a fraction above 0 and below 1.</param>
    /// <param name="fund">Label; every fund when left out.</param>
    public static Lever SwingPrice(double upTo, string? fund = null) => new($"swing price of {fund ?? "all"}", Effect.SwingPrice(fund), null, (0, Require.OpenFraction(upTo)));

    /// <summary>Any effect.</summary>
    /// <param name="name">Name.</param>
    /// <param name="effect">What it does.</param>
    /// <param name="none">The value at which there is none of it.</param>
    /// <param name="most">The most of it, above or below.</param>
    public static Lever Of(string name, Effect effect, double none, double most)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return new Lever(name, effect, null, (none, most));
    }

    /// <summary>A lever that changes the round itself, such as the weight of an asset in a ratio; each value is a batch of its own. One of a policy at most.</summary>
    /// <param name="name">Name.</param>
    /// <param name="round">What happens in one round, for a value of the lever.</param>
    /// <param name="none">The value at which there is none of it.</param>
    /// <param name="most">The most of it, above or below.</param>
    public static Lever OfRound(string name, Func<double, IOperator> round, double none, double most)
    {
        ArgumentNullException.ThrowIfNull(round);
        return new Lever(name, null, round, (none, most));
    }

    /// <summary>What a value costs.</summary>
    /// <param name="value">Value of the lever.</param>
    public double CostOf(double value) => UnitCost * Math.Abs(value - None);

    /// <summary>The value at a share of the way from none to the most; the ends exactly.</summary>
    internal double At(double share) => share <= 0 ? None : share >= 1 ? Most : None + (share * (Most - None));
}
