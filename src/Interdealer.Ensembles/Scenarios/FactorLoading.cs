using System.Collections.Immutable;
using Interdealer.Ensembles.Sampling;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>How one coordinate of a factor model moves.</summary>
/// <param name="Name">Name of the coordinate.</param>
/// <param name="Loadings">b_ij: how far it moves with one unit of each factor, in their order.</param>
public sealed record FactorLoading(string Name, ImmutableArray<double> Loadings)
{
    /// <summary>a_i: where it is when factors and residual are 0.</summary>
    public double Intercept { get; init; }

    /// <summary>Distribution of the residual e_i; null for none.</summary>
    public Marginal? Residual { get; init; }

    /// <summary>Values below are moved up to this; −∞ for none.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>Values above are moved down to this; +∞ for none. A price falls by at most 1.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>Name and every number, in words.</summary>
    internal string Description => FormattableString.Invariant(
        $"\"{Name}\" {Intercept:R} + ({string.Join(", ", Loadings.Select(Require.Text))})·F + {Residual?.Description ?? "0"}, from {Least:R} to {Most:R}");

    /// <summary>Checks numbers and their count.</summary>
    internal void EnsureOf(int factors)
    {
        if (Loadings.IsDefault || Loadings.Length != factors || !Loadings.All(double.IsFinite) || !double.IsFinite(Intercept))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"coordinates: \"{Name}\" has {(Loadings.IsDefault ? 0 : Loadings.Length)} loadings; it needs a finite one for each of {factors} factors, and a finite intercept."));
        }

        if (!(Least <= Most))
        {
            throw new ArgumentException(FormattableString.Invariant($"coordinates: \"{Name}\" is to lie between {Least:R} and {Most:R}; the first must not exceed the second."));
        }
    }
}
