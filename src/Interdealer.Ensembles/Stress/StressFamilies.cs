using System.Collections.Immutable;
using System.Globalization;
using Interdealer.Display;

namespace Interdealer.Ensembles.Stress;

/// <summary>What a family of worst cases does to one institution, on average over its cases.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Loss">Its loss, in currency.</param>
/// <param name="ShareOfLoss">Its loss over that of all institutions, a fraction.</param>
/// <param name="ShareOfEquity">Its loss over its equity before anything happened, a fraction; not a number without equity.</param>
public sealed record StressedInstitution(string Institution, double Loss, double ShareOfLoss, double ShareOfEquity);

/// <summary>Worst cases that are alike.</summary>
/// <param name="Count">How many.</param>
/// <param name="Least">The smallest of them, in the units of its coordinates.</param>
/// <param name="LeastSize">Its size in the norm.</param>
/// <param name="Centre">Mean direction of the family: share of each coordinate in a shock of size 1.</param>
/// <param name="Institutions">Whom it stresses, the largest loss first.</param>
public sealed record StressFamily(
    int Count, ImmutableArray<StressMove> Least, double LeastSize, ImmutableArray<StressMove> Centre, ImmutableArray<StressedInstitution> Institutions);

/// <summary>Shocks that reach a target, in families: by direction, because they differ in what falls, not in how far it has to.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed record StressFamilies : ITabular
{
    private const int ShownInstitutions = 3;

    /// <summary>Directions that were looked along.</summary>
    public required int Directions { get; init; }

    /// <summary>Worst cases found: the least shock on each direction that has one.</summary>
    public required int Cases { get; init; }

    /// <summary>The families, the largest first.</summary>
    public required ImmutableArray<StressFamily> Families { get; init; }

    /// <summary>How well they are told apart, from −1 to 1: mean of (b − a)/max(a, b), a the distance to the own centre and b to the next.</summary>
    public required double Silhouette { get; init; }

    /// <summary>The most different worst cases, in the units of their coordinates: the smallest, then again and again the one whose direction is farthest from all before.</summary>
    public required ImmutableArray<LeastShock> MostDifferent { get; init; }

    /// <summary>Institutions that are among the first so many of every family, by loss over equity.</summary>
    /// <param name="first">How many of each family count, at least 1.</param>
    public ImmutableArray<string> StressedByAll(int first)
    {
        Require.AtLeast(1, first, "institutions");
        return Families.IsEmpty ? [] : [.. Families.Select(f => f.Institutions.OrderByDescending(i => i.ShareOfEquity).Take(first).Select(i => i.Institution))
            .Aggregate((all, next) => all.Intersect(next, StringComparer.Ordinal))];
    }

    /// <summary>The families as a table.</summary>
    public Table ToTable()
    {
        var table = Table.Create("Families of worst cases").With("Cases", Families.Select(f => f.Count), Format.Integer).With("Least size", Families.Select(f => f.LeastSize), "0.####");
        if (!Families.IsEmpty)
        {
            table = Families[0].Centre.Select((m, i) => (m.Coordinate, i)).Aggregate(table, (t, c) => t.With(c.Coordinate, Families.Select(f => f.Centre[c.i].Value), "0.00"));
        }

        return table
            .With("Lose most of their equity", Families.Select(f => string.Join(", ", f.Institutions.Where(i => !double.IsNaN(i.ShareOfEquity)).OrderByDescending(i => i.ShareOfEquity).Take(ShownInstitutions).Select(i => i.Institution))))
            .WithFootnote(string.Create(CultureInfo.InvariantCulture, $"{Cases:#,0} worst cases on {Directions:#,0} directions; silhouette {Silhouette:0.00}. Columns of coordinates are the family's mean direction."));
    }

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();
}
