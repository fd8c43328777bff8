namespace Interdealer.Constraints;

/// <summary>
/// A limit whose requirement a scenario can scale: usage κ becomes f·κ, so that with f = 1.2 a leverage ratio of 3 % becomes one of 3.6 %, its
/// target too, and a value-at-risk limit allows 1/1.2 of the risk. Made by <see cref="Constraint.Varying"/>.
/// </summary>
/// <remarks>Where no scenario scales it, it is the limit itself, to the last bit.</remarks>
public sealed class VaryingLimit : IConstraint
{
    private readonly IConstraint _limit;
    private readonly string _memory;

    internal VaryingLimit(IConstraint limit, string name)
    {
        (_limit, Name, _memory) = (limit, Require.Label(name), Multiples.Requirement(name));
        if (limit is Joined)
        {
            throw new ArgumentException("limit joins several; let them vary one by one and join them then.", nameof(limit));
        }
    }

    /// <summary>By which scenarios tell it from others; limits of one name vary together.</summary>
    public string Name { get; }

    /// <summary>Minimum ratio of capital, a fraction; null where the limit is no such ratio.</summary>
    public double? Minimum => (_limit as LeverageRatio)?.Minimum ?? (_limit as RiskWeightedCapital)?.Minimum;

    /// <summary>Minimum and buffer, a fraction; null where the limit is no such ratio.</summary>
    public double? Requirement => (_limit as LeverageRatio)?.Requirement ?? (_limit as RiskWeightedCapital)?.Requirement;

    /// <inheritdoc />
    public IReadOnlyList<string> Parts => _limit.Parts;

    /// <inheritdoc />
    public void Measure(State state, Valuation value, Measurement measurement)
    {
        _limit.Measure(state, value, measurement);
        if (Multiples.In(state, _memory) is { } multiples)
        {
            Scale(measurement.Fixed, multiples.In(0));
            Scale(measurement.ByTier, multiples.In(0));
            Scale(measurement.PerCash, multiples.In(0));
        }
    }

    private static void Scale(Column usage, ReadOnlySpan<double> times)
    {
        for (var row = 0; row < usage.Rows; row++)
        {
            var of = usage.Row(row);
            for (var s = 0; s < of.Length; s++)
            {
                of[s] *= times[s];
            }
        }
    }
}
