using Interdealer.Ensembles.Sampling;

namespace Interdealer.Ensembles.Stress;

/// <summary>Standard normal numbers by their place: the same whoever asks, in whatever order.</summary>
/// <param name="seed">Seed.</param>
/// <param name="stream">Which sequence of the seed.</param>
internal readonly struct NormalDraws(ulong seed, int stream)
{
    /// <summary>A number of N(0,1).</summary>
    public double At(int row, int column)
    {
        var fraction = Fraction(row, column);
        return NormalDistribution.Quantile(fraction, 1 - fraction);
    }

    /// <summary>A number above 0 and below 1.</summary>
    public double Fraction(int row, int column) =>
        Draws.Fraction(Draws.Words(seed, ((ulong)(uint)stream << 32) | (uint)row, (uint)column, Purpose.Search).Low);
}
