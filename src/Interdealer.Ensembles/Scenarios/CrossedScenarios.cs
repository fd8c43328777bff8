namespace Interdealer.Ensembles.Scenarios;

/// <summary>Every scenario of one source with every scenario of another: a grid of parameters under the same random shocks, so that differences between parameters are not noise.</summary>
/// <remarks>Scenario number = number of the outer one × scenarios of the inner source + number of the inner one.</remarks>
public sealed class CrossedScenarios : IScenarioSource
{
    private readonly IScenarioSource _outer;
    private readonly IScenarioSource _inner;
    private readonly string[] _names;

    /// <summary>Crosses two sources.</summary>
    /// <param name="outer">Changes slowest.</param>
    /// <param name="inner">Changes fastest.</param>
    /// <exception cref="ArgumentException">They share a coordinate, or there are more than 2⁶³ combinations.</exception>
    public CrossedScenarios(IScenarioSource outer, IScenarioSource inner)
    {
        ArgumentNullException.ThrowIfNull(outer);
        ArgumentNullException.ThrowIfNull(inner);
        (_outer, _inner, _names) = (outer, inner, SourceChecks.Checked(outer.Coordinates.Concat(inner.Coordinates)));
        Count = outer.Count <= long.MaxValue / inner.Count
            ? outer.Count * inner.Count
            : throw new ArgumentException("outer and inner have more than 2⁶³ combinations.", nameof(outer));
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Coordinates => _names;

    /// <inheritdoc />
    public long Count { get; }

    /// <inheritdoc />
    public string Description => FormattableString.Invariant($"{Count} combinations of ({_outer.Description}) with ({_inner.Description})");

    /// <inheritdoc />
    public void Draw(long first, Column draws)
    {
        SourceChecks.EnsureInside(this, first, draws);
        var (outer, done) = (new Column(_outer.Coordinates.Count, 1), 0);
        while (done < draws.ScenarioCount)
        {
            // As many as go with one scenario of the outer source.
            var at = (first + done) % _inner.Count;
            var part = new Column(_inner.Coordinates.Count, (int)Math.Min(draws.ScenarioCount - done, _inner.Count - at));
            _outer.Draw((first + done) / _inner.Count, outer);
            _inner.Draw(at, part);
            for (var c = 0; c < outer.Rows; c++)
            {
                draws.Row(c).Slice(done, part.ScenarioCount).Fill(outer[c, 0]);
            }

            for (var c = 0; c < part.Rows; c++)
            {
                part.In(c).CopyTo(draws.Row(outer.Rows + c)[done..]);
            }

            done += part.ScenarioCount;
        }
    }
}
