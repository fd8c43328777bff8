namespace Interdealer.Contagion;

/// <summary>
/// Investors leave funds that lose: with return r &lt; 0 since this operator was last applied, a fund loses the share min(1, β·|r|) of its net
/// asset value to redemptions, owed at NAV·(1 − c) under a swing price c.
/// </summary>
/// <remarks>
/// r is the change of what belongs to all investors, those who have left included, over the net asset value of those who had stayed; the first
/// r counts from before the shock. Paying out is no loss and a swing price no gain, so neither moves r. What is owed is a liability: equity is
/// the net asset value of the investors who remain, to whom the swing (1 − c) leaves the difference. <see cref="RaiseCash"/> pays it. One such
/// operator in a round: its memory belongs to all funds. Source: flow–performance sensitivity as in Chen, Goldstein and Jiang (2010); swing
/// pricing as in Capponi, Glasserman and Weber (2020).
/// </remarks>
public sealed record Redemptions : IOperator
{
    /// <summary>Redemptions that follow losses.</summary>
    /// <param name="beta">Share of net asset value redeemed for each unit of loss, at least 0: 0.3 turns a return of −10 % into 3 %.</param>
    /// <param name="swing">Swing price c: fraction of net asset value that leavers forgo, at least 0 and below 1.</param>
    public Redemptions(double beta, double swing = 0)
    {
        Beta = Require.NonNegative(beta, "share of net asset value for each unit of loss");
        Swing = Require.Fraction(swing);
    }

    /// <summary>β, share redeemed for each unit of loss.</summary>
    public double Beta { get; }

    /// <summary>c, the swing price.</summary>
    public double Swing { get; }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var n = state.System.Institutions.Length;

        // Both as fractions of the starting net asset value, less 1: zero is the state before anything happened.
        var worthBefore = state.Memory("Redemptions: worth to all investors", n);
        var navBefore = state.Memory("Redemptions: net asset value", n);
        var equity = state.Value().Equity;
        for (var i = 0; i < n; i++)
        {
            var starting = state.System.Starting.Equity[i, 0];
            for (var s = 0; s < state.ScenarioCount && state.System.Institutions[i].Kind == InstitutionKind.Fund && starting > 0; s++)
            {
                if (state.StandingOf(i, s) != Standing.Active)
                {
                    continue;
                }

                var nav = equity[i, s];
                var worth = ((nav + state.RedemptionDue[i, s] + state.PaidOut[i, s]) / starting) - 1;
                var r = navBefore[i, s] > -1 ? (worth - worthBefore[i, s]) / (1 + navBefore[i, s]) : 0;
                if (r < 0 && nav > 0)
                {
                    var owed = Math.Min(1, Beta * -r) * nav * (1 - Swing);
                    state.RedemptionDue[i, s] += owed;
                    nav -= owed;
                }

                (worthBefore[i, s], navBefore[i, s]) = (worth, (nav / starting) - 1);
            }
        }
    }
}
