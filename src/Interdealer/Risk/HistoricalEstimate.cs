namespace Interdealer.Risk;

/// <summary>A historical risk number with the days it was read from and what each position adds to it.</summary>
/// <param name="Measure">Value at risk or expected shortfall.</param>
/// <param name="Confidence">Confidence, a fraction.</param>
/// <param name="Value">The loss over the horizon, in currency; negative when even the tail gained.</param>
/// <param name="Scenarios">The days the number was read from, worst first; <see cref="Value"/> = −√horizon · Σ weight · gain.</param>
/// <param name="Contributions">Euler contributions, which add up to <see cref="Value"/>.</param>
public sealed record HistoricalEstimate(
    RiskMeasure Measure,
    double Confidence,
    double Value,
    IReadOnlyList<TailScenario> Scenarios,
    IReadOnlyList<RiskContribution> Contributions);
