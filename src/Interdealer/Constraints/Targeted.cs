namespace Interdealer.Constraints;

/// <summary>A limit whose breach is answered down to a tighter level: the sale goes on until the tightening times usage is the capacity.</summary>
internal sealed class Targeted(IConstraint limit, double tightening) : IConstraint
{
    public IReadOnlyList<string> Parts => limit.Parts;

    public void Measure(State state, Valuation value, Measurement measurement)
    {
        limit.Measure(state, value, measurement);
        foreach (ref var times in measurement.Tightening.Values)
        {
            times *= tightening;
        }
    }
}
