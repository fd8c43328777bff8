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
        var (one, tightest) = state.Scratch(this, s => new Scratch(new Measurement(s), new Column(s.Cash.Rows, s.ScenarioCount)));
        measurement.Clear();

        // The first limit speaks unless another is tighter, so it is measured where the answer is wanted.
        _limits[0].Measure(state, value, measurement);
        Note<OneLane>(measurement, tightest, Note<FourLanes>(measurement, tightest, Note<EightLanes>(measurement, tightest, 0)));
        var first = _limits[0].Parts.Count;
        foreach (var limit in _limits.AsSpan()[1..])
        {
            one.Clear();
            limit.Measure(state, value, one);
            Take<OneLane>(one, measurement, first, tightest, Take<FourLanes>(one, measurement, first, tightest, Take<EightLanes>(one, measurement, first, tightest, 0)));
            first += limit.Parts.Count;
        }

        // Bringing the binding limit back need not bring back the next, so a sale has to look again.
        measurement.IsAdditive = false;
    }

    /// <returns>The first scenario that is left over.</returns>
    private static int Note<T>(Measurement of, Column tightest, int first)
        where T : struct, ILanes<T>
    {
        var end = T.End(first, tightest.ScenarioCount);
        for (var i = 0; i < tightest.Rows; i++)
        {
            ref var most = ref tightest.To(i);
            for (var lane = first; lane < end; lane += T.Count)
            {
                T.Store(Tightness<T>(of, i, lane), ref most, lane);
            }
        }

        return end;
    }

    /// <summary>Takes over what a limit says wherever it is the tightest so far.</summary>
    /// <returns>The first scenario that is left over.</returns>
    private static int Take<T>(Measurement from, Measurement to, int firstPart, Column tightest, int first)
        where T : struct, ILanes<T>
    {
        var (tiers, end) = (from.ByTier.Rows / from.Fixed.Rows, T.End(first, tightest.ScenarioCount));
        for (var i = 0; i < tightest.Rows; i++)
        {
            ref var most = ref tightest.To(i);
            for (var lane = first; lane < end; lane += T.Count)
            {
                var (tightness, soFar) = (Tightness<T>(from, i, lane), T.Load(in most, lane));
                if (!T.AnyAbove(tightness, soFar))
                {
                    continue;
                }

                T.Store(T.WhereAbove(tightness, soFar, tightness, soFar), ref most, lane);
                Take(from.Fixed, to.Fixed, i);
                Take(from.Capacity, to.Capacity, i);
                Take(from.Tightening, to.Tightening, i);
                Take(from.PerCash, to.PerCash, i);
                Take(from.Repays, to.Repays, i);
                var part = T.Of(firstPart) + T.Load(in from.Part.From(i), lane);
                T.Store(T.WhereAbove(tightness, soFar, part, T.Load(in to.Part.From(i), lane)), ref to.Part.To(i), lane);
                for (var t = i * tiers; t < (i + 1) * tiers; t++)
                {
                    Take(from.ByTier, to.ByTier, t);
                }

                void Take(Column theirs, Column ours, int row) =>
                    T.Store(T.WhereAbove(tightness, soFar, T.Load(in theirs.From(row), lane), T.Load(in ours.From(row), lane)), ref ours.To(row), lane);
            }
        }

        return end;
    }

    /// <summary>Usage over capacity; without capacity any usage is a breach beyond comparison, the larger the worse.</summary>
    private static T Tightness<T>(Measurement of, int i, int lane)
        where T : struct, ILanes<T>
    {
        var (usage, capacity) = (of.Usage<T>(i, lane), T.Load(in of.Capacity.From(i), lane));
        return T.WhereAbove(capacity, T.Of(0), usage / capacity, T.WhereAbove(usage, capacity, T.Of(double.PositiveInfinity), T.Of(double.NegativeInfinity)));
    }

    private sealed record Scratch(Measurement One, Column Tightest);
}
