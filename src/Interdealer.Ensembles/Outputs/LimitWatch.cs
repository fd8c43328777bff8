using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer.Ensembles.Outputs;

/// <summary>Which limits of a round force whom: limits are numbered through the round, step after step.</summary>
internal static class LimitWatch
{
    /// <summary>Limits at most: a set of them is a number, exact in 53 bits.</summary>
    public const int MostLimits = ForcedLimits.MostLimits;

    /// <summary>Names of the limits of a round, in the order in which they are numbered.</summary>
    /// <exception cref="ArgumentException">There are more than can be told apart.</exception>
    public static ImmutableArray<string> NamesIn(IOperator round) => round.Limits.Count <= MostLimits
        ? [.. round.Limits]
        : throw new ArgumentException(FormattableString.Invariant($"round has {round.Limits.Count} limits; which of them bound can be told of at most {MostLimits}."), nameof(round));
}
