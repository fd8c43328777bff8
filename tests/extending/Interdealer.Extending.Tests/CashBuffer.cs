using Interdealer.Constraints;
using Interdealer.Ensembles.Specs;

namespace Interdealer.Extending;

/// <summary>A limit: cash is at least a share b of what else could be sold, c ≥ b·H with H the value of sellable holdings.</summary>
/// <remarks>
/// Usage κ = b·H, capacity C = c. Selling the value x takes b·x from the usage and adds x to the cash, so a whole tier of value H_t frees (1 + b)·H_t:
/// κ_sellable = (1 + b)·H, κ_fixed = −H. Proceeds stay as cash.
/// </remarks>
/// <param name="share">b, a fraction of holdings, at least 0.</param>
public sealed class CashBuffer(double share) : IConstraint
{
    /// <summary>The row that registers it.</summary>
    public static Piece<IConstraint> Row { get; } = new(
        "cashBuffer",
        "Cash is at least a share of what else could be sold.",
        properties =>
        {
            var share = properties.Required("share", Forms.Amount("cash per unit of holdings"), "Cash per unit of holdings.");
            return given => new CashBuffer(share.Of(given));
        },
        random => new CashBuffer(0.3 * random.NextDouble()));

    /// <inheritdoc />
    public IReadOnlyList<string> Parts { get; } = ["Cash buffer"];

    /// <inheritdoc />
    public void Measure(State state, Valuation value, Measurement measurement)
    {
        var system = state.System;
        for (var i = 0; i < system.Institutions.Length; i++)
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                var holdings = 0.0;
                for (var t = 0; t < system.SellableTiers; t++)
                {
                    var row = (i * system.Tiers) + t;
                    holdings += value.Tiers[row, s];
                    measurement.ByTier[row, s] = (1 + share) * value.Tiers[row, s];
                }

                measurement.Fixed[i, s] = -holdings;
                measurement.Capacity[i, s] = state.Cash[i, s];
                measurement.Repays[i, s] = 0;
            }
        }
    }
}
