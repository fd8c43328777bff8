namespace Interdealer;

/// <summary>An asset class that several institutions can hold: what it is worth starts at 1 per unit, so holdings are amounts of currency.</summary>
public sealed record Asset
{
    /// <summary>An asset.</summary>
    /// <param name="name">A label, unique in its system.</param>
    public Asset(string name) => Name = Require.Label(name);

    /// <summary>The label by which tables join.</summary>
    public string Name { get; }

    /// <summary>Order in which it is sold, 0 first; assets of one rank are sold together, pro rata.</summary>
    public int LiquidityRank { get; init => field = Require.AtLeast(0, value, "(a rank)", nameof(LiquidityRank)); }

    /// <summary>False for what cannot be sold within a cascade, such as loans; it can still lose value.</summary>
    public bool Sellable { get; init; } = true;

    /// <summary>Market depth D, in currency: selling x moves the price by about x/D. +∞ (the default) means that sales move no price.</summary>
    public double Depth { get; init => field = Require.PositiveOrInfinite(value, "currency", nameof(Depth)); } = double.PositiveInfinity;

    /// <summary>Daily volatility σ of the return, a fraction (0.01 is 1 % a day).</summary>
    public double Volatility { get; init => field = Require.NonNegative(value, "fraction a day", nameof(Volatility)); }

    /// <summary>Repo haircut h, a fraction of market value from 0 to 1; 1 means that nobody lends against it.</summary>
    public double Haircut { get; init => field = Require.Share(value, nameof(Haircut)); }

    /// <summary>Price below which the asset does not fall, a fraction of its starting price.</summary>
    public double PriceFloor { get; init => field = Require.Fraction(value, nameof(PriceFloor)); }

    /// <summary>Half the bid–ask spread, a fraction of the price.</summary>
    public double HalfSpread { get; init => field = Require.Fraction(value, nameof(HalfSpread)); }

    /// <summary>Average daily trading volume, in currency; +∞ where unknown and unused.</summary>
    public double DailyVolume { get; init => field = Require.PositiveOrInfinite(value, "currency a day", nameof(DailyVolume)); } = double.PositiveInfinity;
}
