namespace Interdealer.Charts;

/// <summary>One node of a network.</summary>
/// <param name="Name">Its label, used by the edges.</param>
/// <param name="Size">How large it is drawn relative to the others, at least 0.</param>
/// <param name="Group">Nodes of a group share a colour and a line in the legend; null for none.</param>
/// <param name="Hover">What is shown when it is pointed at; null shows the name.</param>
public sealed record NetworkNode(string Name, double Size = 1, string? Group = null, string? Hover = null)
{
    /// <summary>Where it stands, in any unit; null places it on the circle.</summary>
    public (double X, double Y)? At { get; init; }
}
