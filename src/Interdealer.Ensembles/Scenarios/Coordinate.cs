using Interdealer.Ensembles.Sampling;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>A coordinate that is drawn: its name, and its distribution by itself.</summary>
/// <param name="Name">Name: that of an asset whose price falls, or one that the ensemble gives an effect.</param>
/// <param name="Marginal">Its distribution, in the unit of what it does.</param>
public sealed record Coordinate(string Name, Marginal Marginal)
{
    /// <summary>A coordinate written as a name and a distribution.</summary>
    /// <param name="coordinate">Name and distribution.</param>
    public static implicit operator Coordinate((string Name, Marginal Marginal) coordinate) => new(coordinate.Name, coordinate.Marginal);
}
