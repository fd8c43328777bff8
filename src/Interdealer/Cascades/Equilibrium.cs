using System.Collections.Immutable;

namespace Interdealer.Cascades;

/// <summary>How the iteration to one equilibrium ended.</summary>
public enum EquilibriumEnd
{
    /// <summary>It arrived: one more iteration would move no price beyond the tolerance.</summary>
    Arrived,

    /// <summary>It was still moving at the last iteration allowed.</summary>
    IterationLimit,

    /// <summary>The market gave an asset a price that is not a finite number, as one without volume or depth can.</summary>
    Singular,
}

/// <summary>One asset in an equilibrium.</summary>
/// <param name="Asset">Which.</param>
/// <param name="Price">Price p*, 1 before any shock.</param>
/// <param name="Fall">Fall from the shocked price, a fraction of it.</param>
public sealed record EquilibriumPrice(string Asset, double Price, double Fall);

/// <summary>One institution in an equilibrium. Amounts are in currency.</summary>
/// <param name="Institution">Which.</param>
/// <param name="Sold">What it sells, at the shocked prices.</param>
/// <param name="SoldShare">Fraction of what it could sell; 0 where it has nothing.</param>
/// <param name="Loss">Equity lost since the shock when its holdings are marked at p*; positive.</param>
public sealed record EquilibriumSale(string Institution, double Sold, double SoldShare, double Loss);

/// <summary>A fixed point of the price map reached from one side.</summary>
/// <param name="End">How the iteration ended; the figures are its last iterate, an equilibrium only where it arrived.</param>
/// <param name="Iterations">Iterations it took.</param>
/// <param name="Residual">Largest change of a price in the last iteration: the certificate.</param>
/// <param name="IsMonotone">True when every iterate moved one way only, as those of a monotone map must.</param>
/// <param name="Prices">By asset.</param>
/// <param name="Sales">By institution.</param>
/// <param name="SingularAsset">The asset whose price is not a finite number; null where all are.</param>
public sealed record Equilibrium(
    EquilibriumEnd End,
    int Iterations,
    double Residual,
    bool IsMonotone,
    ImmutableArray<EquilibriumPrice> Prices,
    ImmutableArray<EquilibriumSale> Sales,
    string? SingularAsset)
{
    /// <summary>Equity that all institutions lose beyond the shock, in currency.</summary>
    public double Loss => Sales.Sum(s => s.Loss);

    /// <summary>Names of those who sell.</summary>
    public IReadOnlyList<string> Sellers => [.. Sales.Where(s => s.Sold > 0).Select(s => s.Institution)];
}
