using System.Collections.Immutable;

namespace Interdealer.Contagion;

/// <summary>A derivative position that gains and loses as an asset's price does, without being funded.</summary>
/// <param name="Institution">Label of the holder.</param>
/// <param name="Asset">Label of the asset.</param>
/// <param name="Notional">Exposure at price 1, in currency, at least 0.</param>
public sealed record SyntheticExposure(string Institution, string Asset, double Notional);

/// <summary>
/// Variation margin on unfunded exposures, settled every round: a fall Δ of the price calls N·Δ in cash, a rise pays it out. With holdings on repo it
/// makes a liability-driven fund, whose leverage is (holdings + N)/net assets.
/// </summary>
/// <remarks>
/// What is called falls due at once and is paid by <see cref="RaiseCash"/>, from cash first and then by sales: for a fund that is levered on the asset that
/// falls, into the same market. Calls are losses. Whoever is in default is called no more. First calls are those of the shock.
/// Source: the account of September 2022 in Bank of England Staff Working Paper 1089.
/// </remarks>
public sealed class CollateralCalls : IForcesNobody
{
    private const string Settled = "Collateral calls: fall settled";

    /// <summary>Exposures.</summary>
    /// <param name="exposures">Each institution and asset at most once.</param>
    /// <exception cref="ArgumentException">A pair is listed twice, or a notional is negative or not a number.</exception>
    public CollateralCalls(params IEnumerable<SyntheticExposure> exposures)
    {
        ArgumentNullException.ThrowIfNull(exposures);
        Exposures = [.. exposures];
        var seen = new HashSet<(string, string)>();
        foreach (var (institution, asset, notional) in Exposures)
        {
            Require.NonNegative(notional, "currency", $"notional of \"{asset}\" of \"{institution}\"");
            if (!seen.Add((Require.Label(institution, nameof(exposures)), Require.Label(asset, nameof(exposures)))))
            {
                throw new ArgumentException($"exposures: \"{asset}\" of \"{institution}\" is listed twice; each pair once.", nameof(exposures));
            }
        }
    }

    /// <summary>The exposures.</summary>
    public ImmutableArray<SyntheticExposure> Exposures { get; }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var settled = state.Memory(Settled, state.System.Assets.Length);
        foreach (var (institution, asset, notional) in Exposures)
        {
            Call(state, settled, state.System.InstitutionIndex(institution), state.System.AssetIndex(asset), notional);
        }

        for (var k = 0; k < settled.Rows; k++)
        {
            var to = settled.Row(k);
            var price = state.Price.In(k);
            for (var s = 0; s < state.ActiveCount; s++)
            {
                to[s] = 1 - price[s];
            }
        }
    }

    private static void Call(State state, Column settled, int i, int k, double notional)
    {
        var price = state.Price.In(k);
        var before = settled.In(k);
        var standing = state.Standing.In(i);
        var cash = state.Cash.Row(i);
        var debt = state.Debt.Row(i);
        var shortTerm = state.ShortTermDebt.Row(i);
        var due = state.DebtDue.Row(i);
        var flows = state.Flows.Row(0);
        for (var s = 0; s < state.ActiveCount; s++)
        {
            var call = standing[s] == 0 ? notional * (1 - price[s] - before[s]) : 0;
            var (owed, received) = (Math.Max(0, call), Math.Max(0, -call));
            debt[s] += owed;
            shortTerm[s] += owed;
            due[s] += owed;
            cash[s] += received;
            flows[s] += received;
        }
    }
}
