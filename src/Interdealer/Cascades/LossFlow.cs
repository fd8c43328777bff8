namespace Interdealer.Cascades;

/// <summary>Part of a loss: who lost it, because of whom, and through what. The amounts of one institution sum to its total loss.</summary>
/// <param name="Round">When; 0 is the shock.</param>
/// <param name="Cause">
/// The institution whose sale moved the price or whose default wrote the claim down; “Shock”, “Market” (customers and other moves that nobody in
/// the system sold into) or “Quotes” (a valuation discount) where it was none of them.
/// </param>
/// <param name="Through">The asset that fell, “Claims”, or “Own trades”: impact borne on what it sold itself, and its share of the warehoused inventory.</param>
/// <param name="Loser">The institution that lost.</param>
/// <param name="Amount">Currency; below 0 for a gain.</param>
public sealed record LossFlow(int Round, string Cause, string Through, string Loser, double Amount);
