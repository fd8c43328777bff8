namespace Interdealer.Data.Columnar;

/// <summary>One column of a flat table.</summary>
/// <param name="Name">Its name, not blank.</param>
/// <param name="Values">
/// One value a row: <c>double[]</c> (NaN for none), <c>string?[]</c>, <c>int?[]</c>, <c>long?[]</c>, <c>bool?[]</c>, <c>DateOnly?[]</c> or <c>DateTime?[]</c>.
/// </param>
internal sealed record TableColumn(string Name, Array Values);
