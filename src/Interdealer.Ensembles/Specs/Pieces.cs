using System.Collections.Immutable;
using System.Reflection;
using Interdealer.Constraints;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Specs;

/// <summary>Pieces of one's own that a specification can name beside the library's, a row each. Code runs only because its caller hands it over here.</summary>
public sealed class Pieces
{
    private readonly ImmutableArray<Piece> _rows;

    private Pieces(ImmutableArray<Piece> rows) => _rows = rows;

    /// <summary>No pieces: what the library has by itself.</summary>
    public static Pieces None { get; } = new([]);

    /// <summary>The operators.</summary>
    public IReadOnlyList<Piece<IOperator>> Operators => Of<IOperator>();

    /// <summary>The constraints.</summary>
    public IReadOnlyList<Piece<IConstraint>> Constraints => Of<IConstraint>();

    /// <summary>The scenario sources.</summary>
    public IReadOnlyList<Piece<IScenarioSource>> Sources => Of<IScenarioSource>();

    /// <summary>Pieces by their rows.</summary>
    /// <param name="rows">The rows; words all different, none one of the library's.</param>
    /// <exception cref="ArgumentException">A word is taken.</exception>
    public static Pieces Of(params IEnumerable<Piece> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ImmutableArray<Piece> all = [.. rows];
        var taken = OperatorForms.All.Words.Select(w => (typeof(IOperator), w)).Concat(ConstraintForms.All.Words.Select(w => (typeof(IConstraint), w))).Concat(SourceForms.All.Words.Select(w => (typeof(IScenarioSource), w))).ToHashSet();
        for (var r = 0; r < all.Length; r++)
        {
            var row = all[r] ?? throw new ArgumentNullException(nameof(rows), Require.Entry(nameof(rows), r) + " was null; it must be a row.");
            if (!taken.Add((row.Kind, row.Name)))
            {
                throw new ArgumentException($"rows: {SpecNode.Show(row.Name)} is the word of another {row.Kind.Name}, of the library or among these rows; each needs its own.", nameof(rows));
            }
        }

        return new Pieces(all);
    }

    /// <summary>Every row of an assembly: its public static properties that are pieces, in public types.</summary>
    /// <param name="assembly">The assembly; reading its rows runs code of it.</param>
    /// <exception cref="ArgumentException">It has none, or a word is taken.</exception>
    public static Pieces In(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var rows = assembly.GetExportedTypes().Where(t => !t.ContainsGenericParameters)
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(p => typeof(Piece).IsAssignableFrom(p.PropertyType) && p.GetIndexParameters().Length == 0)
            .Select(p => (Piece)(p.GetValue(null) ?? throw new ArgumentException($"assembly: {p.DeclaringType!.FullName}.{p.Name} is null; it must be a row.", nameof(assembly))))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        return rows.Count > 0
            ? Of(rows)
            : throw new ArgumentException($"assembly: {assembly.GetName().Name} has no public static property of the type Piece<IOperator>, Piece<IConstraint> or Piece<IScenarioSource> in a public type.", nameof(assembly));
    }

    /// <summary>These and others.</summary>
    /// <param name="others">The others.</param>
    /// <exception cref="ArgumentException">A word is taken.</exception>
    public Pieces With(Pieces others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return Of([.. _rows, .. others._rows]);
    }

    /// <summary>The pieces of one kind.</summary>
    internal IReadOnlyList<Piece<T>> Of<T>() => [.. _rows.OfType<Piece<T>>()];
}
