namespace Interdealer.Ensembles.Scenarios;

/// <summary>Sources side by side: scenario s has the coordinates of scenario s of each, such as shocks from history and parameters that are drawn.</summary>
/// <remarks>Give sources that are to be independent different seeds: with one seed they are drawn from the same points.</remarks>
public sealed class JoinedScenarios : IScenarioSource
{
    private readonly IScenarioSource[] _sources;
    private readonly string[] _names;

    /// <summary>Joins sources.</summary>
    /// <param name="sources">At least one, all of one number of scenarios.</param>
    /// <exception cref="ArgumentException">They share a coordinate or differ in their number of scenarios.</exception>
    public JoinedScenarios(params IEnumerable<IScenarioSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        _sources = [.. sources];
        Array.ForEach(_sources, source => ArgumentNullException.ThrowIfNull(source, nameof(sources)));
        _names = SourceChecks.Checked(_sources.SelectMany(s => s.Coordinates));
        if (_sources.FirstOrDefault(s => s.Count != _sources[0].Count) is { } other)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"sources must have one number of scenarios; the first has {_sources[0].Count}, that of \"{other.Coordinates[0]}\" has {other.Count}."), nameof(sources));
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Coordinates => _names;

    /// <inheritdoc />
    public long Count => _sources[0].Count;

    /// <inheritdoc />
    public string Description => FormattableString.Invariant($"{Count} scenarios of {string.Join(" with ", _sources.Select(s => $"({s.Description})"))}");

    /// <inheritdoc />
    public void Draw(long first, Column draws)
    {
        SourceChecks.EnsureInside(this, first, draws);
        var to = 0;
        foreach (var source in _sources)
        {
            var part = new Column(source.Coordinates.Count, draws.ScenarioCount);
            source.Draw(first, part);
            for (var c = 0; c < part.Rows; c++)
            {
                part.In(c).CopyTo(draws.Row(to++));
            }
        }
    }
}
