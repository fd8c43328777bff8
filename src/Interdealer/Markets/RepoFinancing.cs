namespace Interdealer.Markets;

/// <summary>Financing a position in the repo market at haircut h: the lender advances 1 − h, the holder's own funds carry h.</summary>
/// <remarks>Own funds W carry a position of W/h at a leverage of 1/h; h = 1 is no financing at all. Brunnermeier and Pedersen (2009), with margin m = h.</remarks>
public sealed record RepoFinancing
{
    private RepoFinancing(double haircut) => Haircut = haircut;

    /// <summary>Haircut h, a fraction in (0, 1].</summary>
    public double Haircut { get; }

    /// <summary>Largest position per unit of own funds, 1/h.</summary>
    public double MaximumLeverage => 1 / Haircut;

    /// <summary>Financing at a haircut.</summary>
    /// <param name="haircut">Fraction of market value in (0, 1]: 0.02 for 2 %, 1 where nobody lends.</param>
    public static RepoFinancing AtHaircut(double haircut) => haircut is > 0 and <= 1
        ? new(haircut)
        : throw new ArgumentOutOfRangeException(
            nameof(haircut), haircut, $"haircut must be a fraction above 0 and at most 1 (write 0.02, not 2, for 2 %); it was {Require.Text(haircut)}.");

    /// <summary>No lender at all: everything is carried by own funds.</summary>
    public static RepoFinancing None { get; } = new(1);

    /// <summary>Largest position that own funds carry.</summary>
    /// <param name="ownFunds">W, in currency, at least 0.</param>
    public double Capacity(double ownFunds) => Require.NonNegative(ownFunds, "currency") / Haircut;

    /// <summary>Own funds that a position needs.</summary>
    /// <param name="position">Market value, in currency, at least 0.</param>
    public double OwnFundsFor(double position) => Require.NonNegative(position, "currency") * Haircut;

    /// <summary>What must be sold when the haircut moves to this one and own funds are all in use.</summary>
    /// <param name="position">Market value held, in currency, at least 0.</param>
    /// <param name="ownFunds">W, in currency, at least 0.</param>
    public double ForcedSale(double position, double ownFunds) => Math.Max(0, Require.NonNegative(position, "currency") - Capacity(ownFunds));

    /// <summary>Change of capacity for the same own funds when the haircut moves, a fraction: h/h′ − 1.</summary>
    /// <param name="next">The financing after the move.</param>
    public double CapacityChangeTo(RepoFinancing next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return (Haircut / next.Haircut) - 1;
    }
}
