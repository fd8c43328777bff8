namespace Interdealer.Charts;

/// <summary>One edge of a network, from one node to another.</summary>
/// <param name="From">Name of the node it starts at.</param>
/// <param name="To">Name of the node it ends at.</param>
/// <param name="Weight">How wide it is drawn relative to the others, at least 0.</param>
/// <param name="Hover">What is shown when its middle is pointed at; null shows both names and the weight.</param>
public sealed record NetworkEdge(string From, string To, double Weight = 1, string? Hover = null);
