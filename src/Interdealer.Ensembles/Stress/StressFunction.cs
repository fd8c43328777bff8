namespace Interdealer.Ensembles.Stress;

/// <summary>What a model of one's own makes of shocks, many at once.</summary>
/// <param name="values">A row for each coordinate, a scenario for each shock, in the units of the coordinates.</param>
/// <param name="results">Receives a value for each shock.</param>
public delegate void StressFunction(Column values, Span<double> results);
