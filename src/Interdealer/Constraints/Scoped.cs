using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>A limit that only some institutions have; the others have no usage and no limit.</summary>
internal sealed class Scoped(IConstraint limit, Func<Institution, bool> applies) : IConstraint
{
    public IReadOnlyList<string> Parts => limit.Parts;

    public IReadOnlyList<IConstraint> Limits => [.. limit.Limits.Select(l => new Scoped(l, applies))];

    RatioLevels? IConstraint.Ratio => limit.Ratio;

    AssetColumns IConstraint.Reads => limit.Reads;

    public void Measure(State state, Valuation value, Measurement measurement) => measurement.Fill(this, state, value);

    Limit IConstraint.Bind(State state) => Limit.Of(new Rule(limit.Bind(state), [.. state.System.Institutions.Select(applies)]));

    private readonly struct Rule(Limit limit, bool[] applies) : ILimitRule
    {
        public bool IsAdditive => limit.IsAdditive;

        public bool MeasuresSheets => limit.MeasuresSheets;

        public void Prepare(State state, Valuation value, Column inventory) => limit.Prepare(state, value, inventory);

        public void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            if (applies[sheet.Institution])
            {
                limit.Measure(sheet, ref measured);
                return;
            }

            (measured.Usage, measured.Sellable, measured.Fixed, measured.PerCash, measured.Capacity) = (0, 0, 0, 0, double.PositiveInfinity);
            (measured.Tightening, measured.Repays, measured.Part) = (1, 1, 0);
        }

        public void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            if (applies[sheet.Institution])
            {
                limit.Free(sheet, ref measured);
            }
            else
            {
                measured.ByTier.Clear();
            }
        }
    }
}
