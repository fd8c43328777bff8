using System.Collections.Immutable;
using Interdealer.Engine;

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

    public IReadOnlyList<IConstraint> Limits => [.. _limits.SelectMany(l => l.Limits)];

    public void Measure(State state, Valuation value, Measurement measurement) => measurement.Fill(this, state, value);

    AssetColumns IConstraint.Reads => _limits.Aggregate(AssetColumns.None, (reads, l) => reads | l.Reads);

    Limit IConstraint.Bind(State state)
    {
        var (bound, first) = (new Member[_limits.Length], 0);
        for (var l = 0; l < bound.Length; l++)
        {
            bound[l] = new Member(_limits[l].Bind(state), first);
            first += _limits[l].Parts.Count;
        }

        return Limit.Of(new Rule(bound, Buffers.For(state.System.Tiers)));
    }

    private sealed record Member(Limit Limit, int FirstPart);

    private readonly struct Rule(Member[] members, double[] buffer) : ILimitRule
    {
        // Bringing the binding limit back need not bring back the next, so a sale has to look again.
        public bool IsAdditive => false;

        public bool MeasuresSheets => Array.TrueForAll(members, m => m.Limit.MeasuresSheets);

        public void Prepare(State state, Valuation value, Column inventory)
        {
            foreach (var member in members)
            {
                member.Limit.Prepare(state, value, inventory);
            }
        }

        public void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            // The first limit speaks unless another is tighter.
            members[0].Limit.Measure(sheet, ref measured);
            var tightest = Tightness(measured);
            for (var l = 1; l < members.Length; l++)
            {
                var other = new Measured<T>(Buffers.Of<T>(buffer)[..sheet.SellableTiers]);
                members[l].Limit.Measure(sheet, ref other);
                other.Part += members[l].FirstPart;
                var tightness = Tightness(other);
                var speaks = tightness > tightest;
                if (T.Any(speaks))
                {
                    tightest = T.Where(speaks, tightness, tightest);
                    Take(ref measured, other, speaks);
                }
            }
        }

        /// <summary>What the tiers free of the limit that speaks, which its number among the parts tells.</summary>
        public void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            members[0].Limit.Free(sheet, ref measured);
            for (var l = 1; l < members.Length; l++)
            {
                var speaks = measured.Part >= members[l].FirstPart;
                if (T.Any(speaks))
                {
                    var other = new Measured<T>(Buffers.Of<T>(buffer)[..sheet.SellableTiers]) { Part = measured.Part - members[l].FirstPart };
                    members[l].Limit.Free(sheet, ref other);
                    for (var t = 0; t < other.ByTier.Length; t++)
                    {
                        measured.ByTier[t] = T.Where(speaks, other.ByTier[t], measured.ByTier[t]);
                    }
                }
            }
        }

        private static void Take<T>(ref Measured<T> measured, in Measured<T> other, T speaks)
            where T : unmanaged, ILanes<T>
        {
            measured.Sellable = T.Where(speaks, other.Sellable, measured.Sellable);
            measured.Fixed = T.Where(speaks, other.Fixed, measured.Fixed);
            measured.Usage = T.Where(speaks, other.Usage, measured.Usage);
            measured.Capacity = T.Where(speaks, other.Capacity, measured.Capacity);
            measured.Tightening = T.Where(speaks, other.Tightening, measured.Tightening);
            measured.PerCash = T.Where(speaks, other.PerCash, measured.PerCash);
            measured.Repays = T.Where(speaks, other.Repays, measured.Repays);
            measured.Part = T.Where(speaks, other.Part, measured.Part);
        }

        /// <summary>Usage over capacity; without capacity any usage is a breach beyond comparison.</summary>
        private static T Tightness<T>(in Measured<T> of)
            where T : unmanaged, ILanes<T>
        {
            var usage = of.Usage;
            return T.Where(of.Capacity > 0, usage / of.Capacity, T.Where(usage > of.Capacity, double.PositiveInfinity, double.NegativeInfinity));
        }
    }
}
