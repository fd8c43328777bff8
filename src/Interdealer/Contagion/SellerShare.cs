namespace Interdealer.Contagion;

/// <summary>
/// Share α of the price impact that sellers bear on the block they sell: they receive the mark times 1 − αΨ, Ψ the fall of the price.
/// </summary>
/// <remarks>
/// Three ends are named. <see cref="OldPrice"/>: the seller receives the mark before the sale, and whoever buys takes the fall. <see cref="Half"/>: it
/// receives the price half-way, as where a block is sold bit by bit along a straight line. <see cref="NewPrice"/>: it receives the price that its own
/// sale leaves behind, and bears all of the fall. Any share between 0 and 1 can be had with <see cref="Of"/>. Equality is that of the shares;
/// the default value is <see cref="OldPrice"/>.
/// </remarks>
public readonly record struct SellerShare
{
    private SellerShare(double value) => Value = value;

    /// <summary>α = 0: the seller receives the mark before the sale.</summary>
    public static SellerShare OldPrice => default;

    /// <summary>α = ½: the seller receives the price half-way between the old and the new.</summary>
    public static SellerShare Half { get; } = new(0.5);

    /// <summary>α = 1: the seller receives the price after the sale.</summary>
    public static SellerShare NewPrice { get; } = new(1);

    /// <summary>The share α, a fraction from 0 to 1.</summary>
    public double Value { get; }

    /// <summary>Any share.</summary>
    /// <param name="share">α, a fraction from 0 (old price) to 1 (new price).</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 to 1.</exception>
    public static SellerShare Of(double share) => new(Require.Share(share));
}
