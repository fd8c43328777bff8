namespace Interdealer.Models;

/// <summary>What the value of a claim can depend on besides its debtor's equity. Amounts are in currency.</summary>
/// <param name="Index">Place in the network.</param>
/// <param name="ExternalAssets">Aᵉ.</param>
/// <param name="ExternalLiabilities">Lᵉ, ranking before what is owed inside the network.</param>
/// <param name="InterbankLiabilities">p̄, what it owes inside the network, above 0.</param>
public readonly record struct Debtor(int Index, double ExternalAssets, double ExternalLiabilities, double InterbankLiabilities)
{
    /// <summary>Solvent, a lack of one part in 10¹² of what it owes being rounding.</summary>
    internal bool IsSolvent(double equity) => equity >= -1e-12 * InterbankLiabilities;

    /// <summary>Share of p̄ covered by what is left: ((E + p̄)/p̄)⁺, at most 1.</summary>
    internal double Coverage(double equity) => Math.Clamp((equity + InterbankLiabilities) / InterbankLiabilities, 0, 1);
}

/// <summary>What a unit owed by an institution is worth: V(E), from 0 to 1, never falling in E.</summary>
public interface IClaimValuation
{
    /// <summary>The value of one unit of currency owed inside the network.</summary>
    /// <param name="debtor">Who owes.</param>
    /// <param name="equity">Its equity E, in currency.</param>
    double Value(Debtor debtor, double equity);
}

/// <summary>Eisenberg and Noe at maturity: V = 1 if E ≥ 0, else ((E + p̄)/p̄)⁺.</summary>
public sealed record LimitedLiability : IClaimValuation
{
    /// <inheritdoc />
    public double Value(Debtor debtor, double equity) => debtor.IsSolvent(equity) ? 1 : debtor.Coverage(equity);
}

/// <summary>Rogers and Veraart: V = 1 if E ≥ 0, else (α·(Aᵉ − Lᵉ) + β·payments received)⁺/p̄; with α = β it is β·((E + p̄)/p̄)⁺.</summary>
public sealed record CostlyDefault : IClaimValuation
{
    /// <summary>The function with its two recoveries.</summary>
    /// <param name="assetRecovery">α, from 0 to 1, on external assets net of external debts.</param>
    /// <param name="claimRecovery">β, from 0 to 1, on payments received.</param>
    public CostlyDefault(double assetRecovery, double claimRecovery) =>
        (AssetRecovery, ClaimRecovery) = (Require.Share(assetRecovery), Require.Share(claimRecovery));

    /// <summary>α.</summary>
    public double AssetRecovery { get; }

    /// <summary>β.</summary>
    public double ClaimRecovery { get; }

    /// <inheritdoc />
    public double Value(Debtor debtor, double equity)
    {
        var outside = debtor.ExternalAssets - debtor.ExternalLiabilities;
        var received = equity + debtor.InterbankLiabilities - outside;
        return debtor.IsSolvent(equity)
            ? 1
            : Math.Clamp(((AssetRecovery * outside) + (ClaimRecovery * received)) / debtor.InterbankLiabilities, 0, 1);
    }
}

/// <summary>Furfine: V = 1 if E ≥ 0, else a given recovery R.</summary>
public sealed record FixedRecovery : IClaimValuation
{
    /// <summary>The function with its recovery.</summary>
    /// <param name="recovery">R, from 0 to 1.</param>
    public FixedRecovery(double recovery) => Recovery = Require.Share(recovery);

    /// <summary>R.</summary>
    public double Recovery { get; }

    /// <inheritdoc />
    public double Value(Debtor debtor, double equity) => debtor.IsSolvent(equity) ? 1 : Recovery;
}

/// <summary>Linear DebtRank: V = E⁺/M, at most 1, M the equity before any shock.</summary>
public sealed class LinearInEquity : IClaimValuation
{
    private readonly double[] _before;

    /// <summary>The function with equities before the shock.</summary>
    /// <param name="before">The network before the shock; every equity must be above 0.</param>
    /// <exception cref="ArgumentException">Some are not; the message names them.</exception>
    public LinearInEquity(DebtNetwork before)
    {
        ArgumentNullException.ThrowIfNull(before);
        _before = before.Buffers();
    }

    /// <inheritdoc />
    public double Value(Debtor debtor, double equity) => Math.Clamp(equity / _before[debtor.Index], 0, 1);
}
