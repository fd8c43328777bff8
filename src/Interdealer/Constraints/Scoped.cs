namespace Interdealer.Constraints;

/// <summary>A limit that only some institutions have; the others have no usage and no limit.</summary>
internal sealed class Scoped(IConstraint limit, Func<Institution, bool> applies) : IConstraint
{
    public IReadOnlyList<string> Parts => limit.Parts;

    internal IConstraint Limit => limit;

    internal bool Applies(Institution institution) => applies(institution);

    public void Measure(State state, Valuation value, Measurement measurement)
    {
        limit.Measure(state, value, measurement);
        var tiers = state.System.Tiers;
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            if (applies(state.System.Institutions[i]))
            {
                continue;
            }

            measurement.Fixed.Row(i).Clear();
            measurement.PerCash.Row(i).Clear();
            measurement.Capacity.Row(i).Fill(double.PositiveInfinity);
            for (var t = 0; t < tiers; t++)
            {
                measurement.ByTier.Row((i * tiers) + t).Clear();
            }
        }
    }
}
