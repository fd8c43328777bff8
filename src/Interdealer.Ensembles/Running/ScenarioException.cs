namespace Interdealer.Ensembles.Running;

/// <summary>A scenario could not be run; says which.</summary>
public sealed class ScenarioException : Exception
{
    /// <summary>A failure of one scenario.</summary>
    /// <param name="scenario">Its number, from 0.</param>
    /// <param name="cause">What happened.</param>
    public ScenarioException(long scenario, Exception cause)
        : base(FormattableString.Invariant($"Scenario {scenario}: {cause?.Message}"), cause) => Scenario = scenario;

    /// <summary>A failure that no scenario of a block shows alone.</summary>
    internal ScenarioException(ScenarioRange block, Exception cause)
        : base(FormattableString.Invariant($"Scenarios {block.First} to {block.End - 1}, each of which can be run alone: {cause.Message}"), cause) => Scenario = block.First;

    /// <summary>Number of the scenario, from 0; the first of its block where none fails alone.</summary>
    public long Scenario { get; }
}
