namespace Interdealer.Risk;

/// <summary>What one position adds to the risk of the whole, by Euler's theorem: contributions add up to the risk.</summary>
/// <param name="Asset">Name of the asset, or its index when none was given.</param>
/// <param name="Position">Position in currency.</param>
/// <param name="Marginal">∂risk/∂position: risk per unit of currency added, a fraction.</param>
/// <param name="Contribution">Position times marginal risk, in currency; negative for a hedge.</param>
public sealed record RiskContribution(string Asset, double Position, double Marginal, double Contribution);
