namespace Interdealer.Ensembles.Scenarios;

/// <summary>Changes the first scenarios of one asset or institution, a value each.</summary>
internal delegate void RowEffect(State state, int row, ReadOnlySpan<double> values);

/// <summary>An effect whose names were found in a system.</summary>
/// <param name="Coordinate">Name of the coordinate.</param>
/// <param name="Description">What it does, in words.</param>
/// <param name="Expected">What its values must be.</param>
/// <param name="Holds">Whether one is.</param>
/// <param name="Act">Changes the state.</param>
internal sealed record BoundEffect(string Coordinate, string Description, string Expected, Func<double, bool> Holds, Action<State, ReadOnlySpan<double>> Act)
{
    /// <summary>Acts on the first scenarios of a state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not what the effect takes.</exception>
    public void Apply(State state, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (Fault(value) is { } fault)
            {
                throw fault;
            }
        }

        Act(state, values);
    }

    /// <summary>The error of a value that the effect does not take; null where it does.</summary>
    public ArgumentOutOfRangeException? Fault(double value) => Holds(value)
        ? null
        : new ArgumentOutOfRangeException(Coordinate, value, $"The coordinate \"{Coordinate}\" must be {Expected}; it was {Require.Text(value)}.");
}
