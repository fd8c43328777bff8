namespace Interdealer.Risk;

/// <summary>Which number of the loss distribution is reported; both are losses, positive when money is lost.</summary>
public enum RiskMeasure
{
    /// <summary>The loss not exceeded with the stated confidence.</summary>
    ValueAtRisk,

    /// <summary>The mean loss of the worst outcomes that confidence leaves over (Acerbi–Tasche 2002); coherent, never below value at risk.</summary>
    ExpectedShortfall,
}
