namespace Interdealer.Contagion;

/// <summary>On what terms an institution orders a sale: what it sells first, what the proceeds are for, and what forces it.</summary>
/// <remarks>Whatever they are for, proceeds pay first what is due at once; the terms are about the rest. An operator makes its terms once.</remarks>
public sealed record SaleTerms
{
    private SaleTerms(double? repayShare, int limit) => (RepayShare, Limit) = (repayShare, limit);

    /// <summary>For what is due at once: proceeds pay that. What is left over joins the proceeds of other orders, and no limit counts as having forced the sale.</summary>
    public static SaleTerms ForWhatIsDue { get; } = new(null, -1);

    /// <summary>A share of what each institution has ordered that repays debt; null leaves that of earlier orders.</summary>
    public double? RepayShare { get; }

    /// <summary>What is sold first; pro rata unless set.</summary>
    public Liquidation Liquidation { get; init => field = value ?? throw new ArgumentNullException(nameof(Liquidation)); } = Liquidation.ProRata;

    /// <summary>Index of the limit that forces the sale among <see cref="IOperator.Limits"/>; 0 unless set, −1 for none.</summary>
    public int Limit { get; init => field = Require.AtLeast(-1, value, "(an index of a limit; −1 for none)", nameof(Limit)); }

    /// <summary>Proceeds of which a share repays debt while the rest stays as cash.</summary>
    /// <param name="repayShare">Share of the proceeds, after what is due, that repays debt: 1 to reduce leverage, 0 to hold cash.</param>
    public static SaleTerms Repaying(double repayShare) => new(Require.Share(repayShare), 0);
}
