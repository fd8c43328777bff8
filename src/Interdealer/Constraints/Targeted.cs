using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>A limit whose breach is answered down to a tighter level: the sale goes on until the tightening times usage is the capacity.</summary>
internal sealed class Targeted(IConstraint limit, double tightening) : IConstraint
{
    public IReadOnlyList<string> Parts => limit.Parts;

    public IReadOnlyList<IConstraint> Limits => [.. limit.Limits.Select(l => new Targeted(l, tightening))];

    RatioLevels? IConstraint.Ratio => limit.Ratio;

    AssetColumns IConstraint.Reads => limit.Reads;

    public void Measure(State state, Valuation value, Measurement measurement) => measurement.Fill(this, state, value);

    Limit IConstraint.Bind(State state) => Limit.Of(new Rule(limit.Bind(state), tightening));

    private readonly struct Rule(Limit limit, double tightening) : ILimitRule
    {
        public bool IsAdditive => limit.IsAdditive;

        public bool MeasuresSheets => limit.MeasuresSheets;

        public void Prepare(State state, Valuation value, Column inventory) => limit.Prepare(state, value, inventory);

        public void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            limit.Measure(sheet, ref measured);
            measured.Tightening *= tightening;
        }

        public void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T> => limit.Free(sheet, ref measured);
    }
}
