using Interdealer.Ensembles.Sampling;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>Scenarios written down: a row each, a column for each coordinate.</summary>
public sealed class ScenarioTable : IScenarioSource
{
    private readonly string[] _coordinates;
    private readonly double[] _values;

    /// <summary>A table.</summary>
    /// <param name="coordinates">Names of the columns, all different.</param>
    /// <param name="rows">At least one row, each with a finite number for every coordinate, in the coordinate's unit.</param>
    /// <exception cref="ArgumentException">A row has another length than there are coordinates, a number is not finite, or there is no row.</exception>
    public ScenarioTable(IEnumerable<string> coordinates, IEnumerable<IReadOnlyList<double>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _coordinates = SourceChecks.Checked(coordinates);
        var values = new List<double>();
        foreach (var row in rows)
        {
            ArgumentNullException.ThrowIfNull(row, nameof(rows));
            if (row.Count != _coordinates.Length)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"rows: scenario {values.Count / _coordinates.Length} has {row.Count} values; it needs one for each of {_coordinates.Length} coordinates."), nameof(rows));
            }

            for (var c = 0; c < row.Count; c++)
            {
                values.Add(double.IsFinite(row[c]) ? row[c] : throw new ArgumentException(FormattableString.Invariant(
                    $"rows: scenario {values.Count / _coordinates.Length} has {row[c]} for \"{_coordinates[c]}\"; it must be a finite number."), nameof(rows)));
            }
        }

        _values = [.. values];
        Count = _values.Length > 0 ? _values.Length / _coordinates.Length : throw new ArgumentException("rows must be at least one scenario.", nameof(rows));
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Coordinates => _coordinates;

    /// <inheritdoc />
    public long Count { get; }

    /// <inheritdoc />
    public string Description => FormattableString.Invariant($"table of {Count} scenarios × {_coordinates.Length} coordinates, SHA-256 {Observations.Hash(_values)}");

    /// <inheritdoc />
    public void Draw(long first, Column draws)
    {
        SourceChecks.EnsureInside(this, first, draws);
        for (var c = 0; c < draws.Rows; c++)
        {
            var row = draws.Row(c);
            for (var s = 0; s < row.Length; s++)
            {
                row[s] = _values[((first + s) * _coordinates.Length) + c];
            }
        }
    }
}
