using Interdealer.Numerics;
using Interdealer.Risk;

namespace Interdealer.Ensembles.Sampling;

/// <summary>How coordinates depend on each other, whatever the distribution of each by itself.</summary>
public abstract class Copula
{
    private protected Copula(string description) => Description = description;

    /// <summary>Coordinates that do not depend on each other.</summary>
    public static Copula Independent { get; } = new IndependentCopula();

    /// <summary>Kind and every parameter, in words.</summary>
    public string Description { get; }

    /// <summary>Gaussian: Kendall's τ of two coordinates is 2·arcsin(ρ)/π, and extremes of different coordinates are asymptotically independent.</summary>
    /// <param name="correlation">Correlation ρ of the normal scores, a row and column for each coordinate in their order.</param>
    public static Copula Gaussian(Correlation correlation) => new GaussianCopula(correlation);

    /// <summary>
    /// Student's t: Kendall's τ as for the Gaussian, but extremes come together, with the tail dependence 2·t_{ν+1}(−√((ν + 1)(1 − ρ)/(1 + ρ))).
    /// </summary>
    /// <remarks>Source: Demarta and McNeil, "The t copula and related copulas", International Statistical Review 73 (2005).</remarks>
    /// <param name="correlation">Correlation ρ of the scores, a row and column for each coordinate in their order.</param>
    /// <param name="degrees">Degrees of freedom ν, at least 0.1; the fewer, the more extremes come together.</param>
    public static Copula StudentT(Correlation correlation, double degrees) => new StudentCopula(correlation, degrees);

    /// <inheritdoc />
    public override string ToString() => Description;

    /// <summary>Number of coordinates it joins; null for any number.</summary>
    internal virtual int? Size => null;

    /// <summary>Coordinates of a point that some coordinates of a scenario take.</summary>
    internal virtual int Inputs(int coordinates) => coordinates;

    /// <summary>Draws consecutive scenarios.</summary>
    internal abstract void Draw(IUnitPoints points, long first, IReadOnlyList<Marginal> marginals, Column draws);
}

internal sealed class IndependentCopula() : Copula("independent")
{
    internal override void Draw(IUnitPoints points, long first, IReadOnlyList<Marginal> marginals, Column draws)
    {
        for (var c = 0; c < draws.Rows; c++)
        {
            points.Fill(first, c, draws.Row(c));
            marginals[c].FromUniform(draws.Row(c));
        }
    }
}

internal sealed class GaussianCopula(Correlation correlation) : Copula(FormattableString.Invariant($"Gaussian copula ({CorrelationRoot.Describe(correlation)})"))
{
    private readonly CorrelationRoot _root = new(correlation);

    internal override int? Size => correlation.Count;

    internal override void Draw(IUnitPoints points, long first, IReadOnlyList<Marginal> marginals, Column draws)
    {
        NormalScores.Fill(points, first, draws);
        _root.Apply(draws);
        for (var c = 0; c < draws.Rows; c++)
        {
            marginals[c].FromNormal(draws.Row(c));
        }
    }
}

internal sealed class StudentCopula(Correlation correlation, double degrees)
    : Copula(FormattableString.Invariant($"Student t copula (degrees of freedom {StudentDegrees.Checked(degrees):R}, {CorrelationRoot.Describe(correlation)})"))
{
    private readonly CorrelationRoot _root = new(correlation);
    private readonly StudentTail _student = new(degrees);

    // χ²_ν/ν, by which the squares of all scores are divided together.
    private readonly Marginal _mixture = Marginal.Gamma(0.5 * degrees, 2 / degrees);

    internal override int? Size => correlation.Count;

    internal override int Inputs(int coordinates) => coordinates + 1;

    internal override void Draw(IUnitPoints points, long first, IReadOnlyList<Marginal> marginals, Column draws)
    {
        // The mixture is the first coordinate of the point: it matters most, and low-discrepancy points are best there.
        var mixture = new double[draws.ScenarioCount];
        points.Fill(first, 0, mixture);
        _mixture.FromUniform(mixture);
        NormalScores.Fill(points, first, draws, after: 1);
        _root.Apply(draws);
        for (var c = 0; c < draws.Rows; c++)
        {
            var row = draws.Row(c);
            for (var s = 0; s < row.Length; s++)
            {
                row[s] /= Math.Sqrt(mixture[s]);
            }

            marginals[c].FromStudent(row, _student);
        }
    }
}

/// <summary>Independent normal scores.</summary>
internal static class NormalScores
{
    public static void Fill(IUnitPoints points, long first, Column scores, int after = 0)
    {
        for (var c = 0; c < scores.Rows; c++)
        {
            var row = scores.Row(c);
            points.Fill(first, c + after, row);
            for (var s = 0; s < row.Length; s++)
            {
                row[s] = NormalDistribution.Quantile(row[s], 1 - row[s]);
            }
        }
    }
}
