namespace Interdealer.Constraints;

/// <summary>How liquid an asset counts as, or the collateral of a secured loan, in the liquidity coverage ratio.</summary>
public enum HqlaLevel
{
    /// <summary>Not a high-quality liquid asset.</summary>
    None,

    /// <summary>Cash, reserves, sovereigns of weight zero: no haircut, no cap.</summary>
    Level1,

    /// <summary>Sovereigns and agencies of 20 % weight, corporate and covered bonds of AA− or better.</summary>
    Level2A,

    /// <summary>Residential mortgage-backed securities of AA or better.</summary>
    Level2BMortgages,

    /// <summary>Corporate bonds of A+ to BBB−, shares of a main index.</summary>
    Level2BOther,
}
