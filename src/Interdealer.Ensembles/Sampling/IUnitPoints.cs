namespace Interdealer.Ensembles.Sampling;

/// <summary>Numbered points in the unit cube, the same whoever asks, in whatever order: what scenarios are drawn from.</summary>
public interface IUnitPoints
{
    /// <summary>Number of points, at least 1.</summary>
    long Count { get; }

    /// <summary>Number of dimensions at most.</summary>
    int MostDimensions { get; }

    /// <summary>What they are, with every setting that changes them, in words.</summary>
    string Description { get; }

    /// <summary>One coordinate of consecutive points.</summary>
    /// <param name="first">Number of the first point, from 0; the last is below <see cref="Count"/>.</param>
    /// <param name="dimension">Which coordinate, from 0.</param>
    /// <param name="values">Receives fractions above 0 and below 1.</param>
    void Fill(long first, int dimension, Span<double> values);
}
