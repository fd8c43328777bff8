using System.Collections.Immutable;
using Interdealer.Display;

namespace Interdealer.Constraints;

/// <summary>How far one institution uses one of its limits. Amounts are in currency.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Limit">The limit, by its name.</param>
/// <param name="Usage">Capacity used, κ.</param>
/// <param name="Capacity">Capacity there is, C; below 0 where losses have gone beyond capital.</param>
/// <param name="RequiredShare">Slice of every position that counts whose sale meets the target: 0 without a breach, above 1 where selling cannot.</param>
public sealed record LimitUse(string Institution, string Limit, double Usage, double Capacity, double RequiredShare)
{
    /// <summary>κ/C: 1 is at the limit, above it a breach; +∞ where something is used of no capacity.</summary>
    public double Use => Usage <= 0 ? 0 : Capacity > 0 ? Usage / Capacity : double.PositiveInfinity;

    /// <summary>C − κ; below 0 is a breach.</summary>
    public double Slack => Capacity - Usage;

    /// <summary>True when usage exceeds capacity.</summary>
    public bool IsBreached => Usage > Capacity;
}

/// <summary>How far every institution of a system uses every limit it has: who is close to which, and who is in breach.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class LimitUses : ITabular
{
    private LimitUses(ImmutableArray<LimitUse> uses, ImmutableArray<string> institutions, ImmutableArray<string> limits) =>
        (Uses, Institutions, Limits) = (uses, institutions, limits);

    /// <summary>One record for each institution and limit that applies to it, institution by institution.</summary>
    public ImmutableArray<LimitUse> Uses { get; }

    /// <summary>Names of the limits, in order; those of one name have a number behind it.</summary>
    public ImmutableArray<string> Limits { get; }

    /// <summary>The institutions, in the system's order.</summary>
    public ImmutableArray<string> Institutions { get; }

    /// <summary>The use of one limit by one institution; null where it does not have that limit.</summary>
    /// <param name="institution">Label of the institution.</param>
    /// <param name="limit">Name of the limit.</param>
    public LimitUse? Of(string institution, string limit) => Uses.FirstOrDefault(u => u.Institution == institution && u.Limit == limit);

    /// <summary>One row an institution: its use of every limit (κ/C, – where it has none), which is closest, and which are breached.</summary>
    public Table ToTable()
    {
        var rows = Institutions.Select(i => Uses.Where(u => u.Institution == i).ToList()).ToList();
        var table = Table.Create("Use of limits, usage over capacity").With("Institution", Institutions);
        foreach (var limit in Limits)
        {
            table = table.With(table.Unused(limit), rows.Select(r => r.Find(u => u.Limit == limit)?.Use), "0.0 %");
        }

        table = table.With(table.Unused("Closest limit"), rows.Select(r => r.MaxBy(u => u.Use)?.Limit));
        return table
            .With(table.Unused("Breached"), rows.Select(r => string.Join(", ", r.Where(u => u.IsBreached).Select(u => u.Limit))))
            .WithFootnote("100 % is at the limit; above it the limit is breached.");
    }

    /// <summary>One row an institution and limit, with amounts.</summary>
    public Table ToLongTable() => Table.Of(Uses, "Use of limits");

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    internal static LimitUses Of(IConstraint constraint, State state, int scenario)
    {
        ArgumentNullException.ThrowIfNull(constraint);
        ArgumentNullException.ThrowIfNull(state);
        state.InRange(scenario);
        var value = state.Value();
        var limits = constraint.Limits;
        var names = Names([.. limits.Select(l => l.Parts[0])]);
        var measured = limits.Select(limit =>
        {
            var m = new Measurement(state);
            limit.Measure(state, value, m);
            return m;
        }).ToList();
        var uses = from i in Enumerable.Range(0, state.System.Institutions.Length)
                   from l in Enumerable.Range(0, limits.Count)
                   let m = measured[l]
                   where !double.IsPositiveInfinity(m.Capacity[i, scenario])
                   let breached = m.Usage(i, scenario) > m.Capacity[i, scenario]
                   select new LimitUse(
                       state.System.Institutions[i].Name, names[l], m.Usage(i, scenario), m.Capacity[i, scenario], breached ? Assessment.Slice(m, i, scenario) : 0);
        return new([.. uses], [.. state.System.Institutions.Select(i => i.Name)], names);
    }

    private static ImmutableArray<string> Names(ImmutableArray<string> names) =>
        [.. names.Select((name, i) => names.Count(n => n == name) == 1 ? name : FormattableString.Invariant($"{name} ({names.Take(i + 1).Count(n => n == name)})"))];
}
