namespace Interdealer;

/// <summary>What part an institution plays.</summary>
public enum InstitutionKind
{
    /// <summary>Makes markets and warehouses risk.</summary>
    Dealer,

    /// <summary>A bank that makes no markets.</summary>
    Bank,

    /// <summary>Open-ended: investors can redeem their shares.</summary>
    Fund,

    /// <summary>Lends cash against collateral, such as a money market fund.</summary>
    Lender,
}

/// <summary>One institution's own figures: all that is not a holding of a shared asset. Amounts are in currency.</summary>
public sealed record Institution
{
    /// <summary>An institution.</summary>
    /// <param name="name">A label, unique in its system.</param>
    public Institution(string name) => Name = Require.Label(name);

    /// <summary>The label by which tables join.</summary>
    public string Name { get; }

    /// <summary>The part it plays.</summary>
    public InstitutionKind Kind { get; init => field = Require.Defined(value, nameof(Kind)); }

    /// <summary>Cash c and central bank reserves.</summary>
    public double Cash { get; init => field = Require.NonNegative(value, "currency", nameof(Cash)); }

    /// <summary>Other assets o: neither cash nor a shared asset, not for sale.</summary>
    public double OtherAssets { get; init => field = Require.NonNegative(value, "currency", nameof(OtherAssets)); }

    /// <summary>Debt d, secured and unsecured.</summary>
    public double Debt { get; init => field = Require.NonNegative(value, "currency", nameof(Debt)); }

    /// <summary>The part of the debt that must be rolled over at once (repo, overnight deposits); at most <see cref="Debt"/>.</summary>
    public double ShortTermDebt { get; init => field = Require.NonNegative(value, "currency", nameof(ShortTermDebt)); }

    /// <summary>Leverage exposure beyond the balance sheet: undrawn commitments, derivatives add-ons.</summary>
    public double OffBalanceSheetExposure { get; init => field = Require.NonNegative(value, "currency", nameof(OffBalanceSheetExposure)); }

    /// <summary>Absolute risk aversion γ, per unit of currency: a dealer bears risk in proportion to 1/(γσ²). +∞ bears none.</summary>
    public double RiskAversion { get; init => field = Require.PositiveOrInfinite(value, "1/currency", nameof(RiskAversion)); } = double.PositiveInfinity;
}
