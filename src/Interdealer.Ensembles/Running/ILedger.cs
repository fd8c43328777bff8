namespace Interdealer.Ensembles.Running;

/// <summary>Where finished work goes: memory, or a file that survives the process.</summary>
internal interface ILedger
{
    /// <summary>Scenarios that have been entered, ascending, adjoining ones joined.</summary>
    IReadOnlyList<ScenarioRange> Done { get; }

    /// <summary>How long a worker may hold finished work back, and how many values.</summary>
    (TimeSpan Time, long Values) Patience { get; }

    /// <summary>Enters finished work; one caller at a time.</summary>
    void Enter(FinishedWork work);
}
