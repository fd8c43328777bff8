namespace Interdealer.Data;

/// <summary>One published figure of a named series on a day: a row of the tables of the form date, series, value.</summary>
/// <param name="Date">The day the figure is for.</param>
/// <param name="Series">Name of the series, one of those that its table holds.</param>
/// <param name="Value">The figure; the reader it comes from says in which unit. Rates are fractions.</param>
public sealed record Observation(DateOnly Date, string Series, double Value);
