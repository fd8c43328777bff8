using System.Globalization;
using Interdealer.Display;

namespace Interdealer.Cascades;

/// <summary>What the two extreme equilibria say together.</summary>
public enum EquilibriaVerdict
{
    /// <summary>Least and greatest distress are one point: the equilibrium is unique.</summary>
    Unique,

    /// <summary>They differ: several equilibria, these two among them.</summary>
    Several,

    /// <summary>The map is not monotone: the iterates turned back or passed each other, so nothing is known to be least or greatest.</summary>
    NotMonotone,

    /// <summary>An iteration was still moving at its last step.</summary>
    NotFound,

    /// <summary>The market gave a price that is not a finite number.</summary>
    Singular,
}

/// <summary>The equilibria of least and of greatest distress, and whether they are the same.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class EquilibriaResult : ITabular
{
    private const double Rounding = 1e-12;

    internal EquilibriaResult(Equilibrium least, Equilibrium greatest, EquilibriumOptions options)
    {
        (Least, Greatest) = (least, greatest);
        var gaps = least.Prices.Zip(greatest.Prices, (a, b) => a.Price - b.Price).DefaultIfEmpty(0).ToList();
        Distance = gaps.Max(Math.Abs);
        var ends = new[] { least.End, greatest.End };
        Verdict = ends.Contains(EquilibriumEnd.Singular) ? EquilibriaVerdict.Singular
            : !least.IsMonotone || !greatest.IsMonotone || gaps.Min() < -Math.Max(Rounding, options.Uniqueness) ? EquilibriaVerdict.NotMonotone
            : ends.Contains(EquilibriumEnd.IterationLimit) ? EquilibriaVerdict.NotFound
            : Distance <= options.Uniqueness ? EquilibriaVerdict.Unique
            : EquilibriaVerdict.Several;
    }

    /// <summary>The fixed point reached from no distress: the highest prices, where <see cref="Verdict"/> lets it be called so.</summary>
    public Equilibrium Least { get; }

    /// <summary>The fixed point reached from full distress: the lowest prices, where <see cref="Verdict"/> lets it be called so.</summary>
    public Equilibrium Greatest { get; }

    /// <summary>Largest difference of a price between the two, a fraction of the starting price.</summary>
    public double Distance { get; }

    /// <summary>What the two say together.</summary>
    public EquilibriaVerdict Verdict { get; }

    /// <summary>The verdict in a sentence, with what to try where there is none.</summary>
    public string Describe() => Verdict switch
    {
        EquilibriaVerdict.Unique => Text($"The equilibrium is unique: least and greatest distress agree to {Distance:0.#E+0}."),
        EquilibriaVerdict.Several => Text($"Several equilibria: {Least.Sellers.Count} sell in the least distressed, {Greatest.Sellers.Count} in the most, and prices differ by up to {Distance:0.0000}."),
        EquilibriaVerdict.NotMonotone => "The iterates turned back or passed each other: the map is not monotone, so neither point is known to be the least or the greatest.",
        EquilibriaVerdict.NotFound => Text($"Not found: prices were still moving by {Math.Max(Least.Residual, Greatest.Residual):0.#E+0} at the last iteration. Allow more iterations or a larger tolerance."),
        _ => $"Singular: the market gives \"{Least.SingularAsset ?? Greatest.SingularAsset}\" a price that is not a finite number. Look at its depth, volume and volatility.",
    };

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    /// <inheritdoc />
    public Table ToTable() => Table.Create("Extreme equilibria")
        .With("Asset", Least.Prices.Select(p => p.Asset))
        .With("Fall, least distress", Least.Prices.Select(p => p.Fall), "0.0000 %")
        .With("Fall, greatest distress", Greatest.Prices.Select(p => p.Fall), "0.0000 %")
        .WithFootnote(Describe())
        .WithFootnote(Text($"Loss {Least.Loss:#,0.00} and {Greatest.Loss:#,0.00}."));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
