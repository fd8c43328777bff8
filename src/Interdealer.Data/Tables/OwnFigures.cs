namespace Interdealer.Data;

/// <summary>What one institution has beside its holdings of shared assets, in the unit of the table. Debt or equity; where both are given they must agree.</summary>
/// <param name="Institution">Label, by which tables join.</param>
public sealed record OwnFigures(string Institution)
{
    /// <summary>The name under which tables give the kind of an institution: dealer, bank, fund or lender.</summary>
    internal const string KindName = "kind";

    /// <summary>The part it plays; a bank where the table does not say.</summary>
    public InstitutionKind Kind { get; init => field = Require.Defined(value, nameof(Kind)); } = InstitutionKind.Bank;

    /// <summary>The names under which tables give these figures: columns of a wide table, assets of a long one.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cash", "other_assets", "debt", "equity", "short_term_debt", "off_balance_sheet_exposure"];

    /// <summary>Cash and central bank reserves, at least 0.</summary>
    public double Cash { get; init; }

    /// <summary>Assets that are neither cash nor shared, at least 0.</summary>
    public double OtherAssets { get; init; }

    /// <summary>Debt, at least 0; null where equity is given instead.</summary>
    public double? Debt { get; init; }

    /// <summary>Assets less debt; below 0 where an institution is insolvent on its books.</summary>
    public double? Equity { get; init; }

    /// <summary>The part of the debt that must be rolled over at once, at least 0.</summary>
    public double ShortTermDebt { get; init; }

    /// <summary>Leverage exposure beyond the balance sheet, at least 0.</summary>
    public double OffBalanceSheetExposure { get; init; }

    /// <summary>The same with one figure more.</summary>
    internal OwnFigures With(string name, double value) => name switch
    {
        "cash" => this with { Cash = value },
        "other_assets" => this with { OtherAssets = value },
        "debt" => this with { Debt = value },
        "equity" => this with { Equity = value },
        "short_term_debt" => this with { ShortTermDebt = value },
        _ => this with { OffBalanceSheetExposure = value },
    };
}
