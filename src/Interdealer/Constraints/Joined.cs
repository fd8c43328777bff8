using System.Collections.Immutable;

namespace Interdealer.Constraints;

/// <summary>Several limits at once: the binding one speaks, the one with the least slack relative to capacity, for each institution and scenario.</summary>
internal sealed class Joined : IConstraint
{
    private readonly ImmutableArray<IConstraint> _limits;

    public Joined(params IEnumerable<IConstraint> limits)
    {
        _limits = [.. limits];
        Parts = [.. _limits.SelectMany(l => l.Parts)];
    }

    public IReadOnlyList<string> Parts { get; }

    internal ImmutableArray<IConstraint> Limits => _limits;

    public void Measure(State state, Valuation value, Measurement measurement)
    {
        var (one, usage, tightness, tightest) = state.Room(this, s => new Room(new Measurement(s), new double[s.Lanes], new double[s.Lanes], new Column(s.Cash.Rows, s.Lanes)));
        measurement.Clear();

        // The first limit speaks unless another is tighter, so it is measured where the answer is wanted.
        _limits[0].Measure(state, value, measurement);
        for (var i = 0; i < tightest.Rows; i++)
        {
            Tightness(measurement, i, usage, tightest.Row(i));
        }

        var first = _limits[0].Parts.Count;
        foreach (var limit in _limits.AsSpan()[1..])
        {
            one.Clear();
            limit.Measure(state, value, one);
            for (var i = 0; i < tightest.Rows; i++)
            {
                Tightness(one, i, usage, tightness);
                var most = tightest.Row(i);
                for (var s = 0; s < tightness.Length; s++)
                {
                    if (tightness[s] > most[s])
                    {
                        Take(one, measurement, i, s, first);
                        most[s] = tightness[s];
                    }
                }
            }

            first += limit.Parts.Count;
        }

        // Bringing the binding limit back need not bring back the next, so a sale has to look again.
        measurement.IsAdditive = false;
    }

    private static void Tightness(Measurement of, int i, double[] usage, Span<double> tightness)
    {
        of.Usage(i, usage);
        var capacity = of.Capacity.Row(i);
        for (var s = 0; s < tightness.Length; s++)
        {
            tightness[s] = Tightness(usage[s], capacity[s]);
        }
    }

    /// <summary>Usage over capacity; without capacity any usage is a breach beyond comparison, the larger the worse.</summary>
    private static double Tightness(double usage, double capacity) =>
        capacity > 0 ? usage / capacity : usage > capacity ? double.PositiveInfinity : double.NegativeInfinity;

    private sealed record Room(Measurement One, double[] Usage, double[] Tightness, Column Tightest);

    private static void Take(Measurement from, Measurement to, int i, int s, int firstPart)
    {
        to.Fixed[i, s] = from.Fixed[i, s];
        to.Capacity[i, s] = from.Capacity[i, s];
        to.Tightening[i, s] = from.Tightening[i, s];
        to.PerCash[i, s] = from.PerCash[i, s];
        to.Repays[i, s] = from.Repays[i, s];
        to.Part[i, s] = firstPart + from.Part[i, s];
        var tiers = from.ByTier.Rows / from.Fixed.Rows;
        for (var t = 0; t < tiers; t++)
        {
            to.ByTier[(i * tiers) + t, s] = from.ByTier[(i * tiers) + t, s];
        }
    }
}
