namespace Interdealer.Fuzz.Systems;

/// <summary>A law that a case broke.</summary>
/// <param name="Law">Which, in a few words.</param>
/// <param name="Text">Where and by how much.</param>
internal readonly record struct Violation(string Law, string Text);
