namespace Interdealer.Ensembles.Scenarios;

/// <summary>Numbered scenarios: a named coordinate for each thing that varies, the same numbers whoever asks, in whatever order.</summary>
/// <remarks>
/// A scenario is a function of its number alone, so any machine, thread or shard that draws scenario 123,456 draws the same. What the
/// coordinates mean (the fall of an asset, a parameter) is said by whoever uses them.
/// </remarks>
public interface IScenarioSource
{
    /// <summary>Names of the coordinates, all different.</summary>
    IReadOnlyList<string> Coordinates { get; }

    /// <summary>Number of scenarios, at least 1.</summary>
    long Count { get; }

    /// <summary>What they are, with every setting that changes them (seed, distributions, a hash of tables): part of the specification of a run.</summary>
    string Description => GetType().Name;

    /// <summary>Draws consecutive scenarios, as many as the column has (<see cref="Column.ScenarioCount"/>).</summary>
    /// <param name="first">Number of the first scenario drawn, from 0; the last one drawn is below <see cref="Count"/>.</param>
    /// <param name="draws">Receives a row for each coordinate.</param>
    void Draw(long first, Column draws);
}
