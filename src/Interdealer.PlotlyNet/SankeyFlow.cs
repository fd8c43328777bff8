namespace Interdealer.Charts;

/// <summary>One flow of a Sankey diagram.</summary>
/// <param name="From">Name of where it starts.</param>
/// <param name="To">Name of where it ends.</param>
/// <param name="Value">How much flows, at least 0, in the unit of the diagram.</param>
public sealed record SankeyFlow(string From, string To, double Value);
