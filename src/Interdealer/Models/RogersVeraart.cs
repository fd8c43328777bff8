using Interdealer.Contagion;

namespace Interdealer.Models;

/// <summary>Clearing with costs of default: p_i = p̄_i if e_i + (Π′p)_i ≥ p̄_i, else α·e_i + β·(Π′p)_i.</summary>
/// <remarks>
/// <para>Assumes what <see cref="EisenbergNoe"/> does, except that an estate realises α of external assets and β of payments received; α = β = 1 is that model.</para>
/// <para>Payments jump at default, so there can be several clearing vectors even where everyone has external assets: the greatest is reached
/// from everyone paying, the least from nobody paying. With β = 1 the way up to the least can be slow around a circle of debts that
/// receives little; if its iterations end first the result is not <see cref="ClearingResult.Settled"/>.</para>
/// <para>Source: Rogers and Veraart (2013), Failure and Rescue in an Interbank Network, Management Science 59(4).</para>
/// </remarks>
public sealed record RogersVeraart
{
    /// <summary>The model with its two recoveries.</summary>
    /// <param name="assetRecovery">α, fraction of external assets that an estate realises, from 0 to 1.</param>
    /// <param name="claimRecovery">β, fraction of payments received that an estate realises, from 0 to 1.</param>
    public RogersVeraart(double assetRecovery, double claimRecovery) =>
        (AssetRecovery, ClaimRecovery) = (Require.Share(assetRecovery), Require.Share(claimRecovery));

    /// <summary>α.</summary>
    public double AssetRecovery { get; }

    /// <summary>β.</summary>
    public double ClaimRecovery { get; }

    /// <summary>Clearing for the engine: sets <see cref="State.Recovery"/> to p/p̄ of the greatest clearing vector at the marks of the moment.</summary>
    public IOperator AtMarks => new ClaimsAtMarks(network => Greatest(network).Institutions.Select(x => x.Recovery));

    /// <summary>The clearing vector in which everyone pays most.</summary>
    /// <param name="network">The debts.</param>
    public ClearingResult Greatest(DebtNetwork network) => Map(network).Greatest();

    /// <summary>The clearing vector in which everyone pays least.</summary>
    /// <param name="network">The debts.</param>
    public ClearingResult Least(DebtNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return AssetRecovery == 1 && ClaimRecovery == 1 ? EisenbergNoe.Least(network) : Map(network).Least();
    }

    /// <summary>Greatest and least clearing vector.</summary>
    /// <param name="network">The debts.</param>
    public ClearingVectors Clear(DebtNetwork network) => new(Greatest(network), Least(network));

    private ClearingMap Map(DebtNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new ClearingMap(network, AssetRecovery, ClaimRecovery);
    }
}
