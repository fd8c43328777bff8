namespace Interdealer.Contagion;

/// <summary>
/// Lenders who are afraid do not roll over: a share of the short-term debt that is not due yet falls due,
/// due ← due + share·(short-term debt − due).
/// </summary>
/// <remarks>
/// share = min(maximum, w_b·(b − b₀)⁺/b₀ + w_f·fall), b = assets/equity, b₀ the leverage lenders are at ease with, and fall the loss of the
/// institution's positions to market prices over the round relative to their value when it began, fall = (Σ Q_k θ_k (p_k⁻ − p_k))⁺ / Σ Q_k θ_k p_k⁻
/// over what it still holds. Without equity everything falls due, whatever the maximum. What is due already is not called again, and due never
/// exceeds the short-term debt. It is met by <see cref="RaiseCash"/>; unmet, <see cref="Default"/> says so. Short-term lenders who leave when
/// leverage and prices frighten them: Diamond and Dybvig (1983) for the run, Brunnermeier and Pedersen (2009) for what sets it off.
/// </remarks>
public sealed record FundingRun : IOperator
{
    /// <summary>A run by lenders.</summary>
    /// <param name="options">What frightens them; the defaults when left out.</param>
    public FundingRun(FundingRunOptions? options = null) => Options = options ?? new FundingRunOptions();

    /// <summary>What frightens lenders.</summary>
    public FundingRunOptions Options { get; }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var falls = Falls(state);
        var value = state.Value();
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            var assets = value.Assets.In(i);
            var equity = value.Equity.In(i);
            var fall = falls.In(i);
            var due = state.DebtDue.Row(i);
            var shortTerm = state.ShortTermDebt.In(i);
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                if (state.StandingOf(i, s) == Standing.Active)
                {
                    var share = equity[s] > 0 ? Share(assets[s] / equity[s], fall[s]) : 1;
                    due[s] = share < 1 ? Math.Min(shortTerm[s], due[s] + (share * (shortTerm[s] - due[s]))) : shortTerm[s];
                }
            }
        }
    }

    private double Share(double leverage, double fall) => Math.Min(
        Options.MaximumShare,
        (Options.LeverageWeight * Math.Max(0, leverage - Options.ComfortLeverage) / Options.ComfortLeverage) + (Options.FallWeight * fall));

    /// <summary>Fall over the round of what each institution holds, a fraction.</summary>
    private static Column Falls(State state)
    {
        var (system, scenarioCount) = (state.System, state.ScenarioCount);
        var lost = new Column(system.Assets.Length, scenarioCount);
        for (var x = 0; x < lost.Values.Length; x++)
        {
            lost.Values[x] = state.StartOfRoundPrice.Read[x] - state.Price.Read[x];
        }

        var (before, loss, falls) = (new Column(state.Retained.Rows, scenarioCount), new Column(state.Retained.Rows, scenarioCount), new Column(system.Institutions.Length, scenarioCount));
        system.Q.Values(state.StartOfRoundPrice, before);
        system.Q.Values(lost, loss);
        for (var i = 0; i < falls.Rows; i++)
        {
            for (var s = 0; s < scenarioCount; s++)
            {
                var (held, gone) = (0.0, 0.0);
                for (var row = i * system.Tiers; row < (i + 1) * system.Tiers; row++)
                {
                    held += before[row, s] * state.Retained[row, s];
                    gone += loss[row, s] * state.Retained[row, s];
                }

                falls[i, s] = held > 0 ? Math.Max(0, gone / held) : 0;
            }
        }

        return falls;
    }
}
