using System.Globalization;

namespace Interdealer.Ensembles.Summaries;

/// <summary>A figure with the ends between which it lies.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Least">Lower end.</param>
/// <param name="Most">Upper end.</param>
public readonly record struct Interval(double Value, double Least, double Most)
{
    /// <summary>Half the distance of the ends.</summary>
    public double HalfWidth => 0.5 * (Most - Least);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:G6} ({Least:G6} to {Most:G6})");
}
