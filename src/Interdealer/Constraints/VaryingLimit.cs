using Interdealer.Engine;

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
        if (limit.Parts.Count > 1)
        {
            throw new ArgumentException("limit joins several; let them vary one by one and join them then.", nameof(limit));
        }
    }

    /// <summary>By which scenarios tell it from others; limits of one name vary together.</summary>
    public string Name { get; }

    /// <summary>Minimum ratio of capital, a fraction; null where the limit is no such ratio.</summary>
    public double? Minimum => _limit.Ratio?.Minimum;

    /// <summary>Minimum and buffer, a fraction; null where the limit is no such ratio.</summary>
    public double? Requirement => _limit.Ratio?.Requirement;

    /// <inheritdoc />
    public IReadOnlyList<string> Parts => _limit.Parts;

    /// <inheritdoc />
    RatioLevels? IConstraint.Ratio => _limit.Ratio;

    AssetColumns IConstraint.Reads => _limit.Reads;

    /// <inheritdoc />
    public void Measure(State state, Valuation value, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        measurement.Fill(this, state, value);
    }

    Limit IConstraint.Bind(State state) => Limit.Of(new Rule(_limit.Bind(state), new Multiple(state, _memory)));

    /// <summary>The multiples of a state, looked up before each pass.</summary>
    private sealed class Multiple(State state, string memory)
    {
        public Column? Row { get; private set; } = Multiples.In(state, memory);

        public void LookUp(State now) => Row = Multiples.In(now, memory);
    }

    private readonly struct Rule(Limit limit, Multiple multiple) : ILimitRule
    {
        public bool IsAdditive => limit.IsAdditive;

        public bool MeasuresSheets => limit.MeasuresSheets;

        public void Prepare(State state, Valuation value, Column inventory)
        {
            limit.Prepare(state, value, inventory);
            multiple.LookUp(state);
        }

        public void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            limit.Measure(sheet, ref measured);
            if (multiple.Row is null)
            {
                return;
            }

            var times = sheet.ReadScenario(multiple.Row);
            measured.Fixed *= times;
            measured.PerCash *= times;
            measured.Sellable *= times;
            measured.Usage = measured.Fixed + measured.Sellable;
        }

        public void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            limit.Free(sheet, ref measured);
            for (var t = 0; t < measured.ByTier.Length && multiple.Row is not null; t++)
            {
                measured.ByTier[t] *= sheet.ReadScenario(multiple.Row);
            }
        }
    }
}
