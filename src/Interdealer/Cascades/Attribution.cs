using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Interdealer.Contagion;

namespace Interdealer.Cascades;

/// <summary>
/// Shapley attribution of a loss to the channels of a round: φ_j = Σ_{S∌j} |S|!(c−|S|−1)!/c! · (v(S∪j) − v(S)), v(S) the loss of the cascade
/// in which only the channels in S are on.
/// </summary>
/// <remarks>
/// All 2^c cascades, for every scenario of the start, run as one batch. The values sum to v(all) − v(none). Shapley (1953).
/// </remarks>
public static class Attribution
{
    /// <summary>Channels at most: each doubles the batch, and this many make 4,096 cascades of every scenario.</summary>
    public const int MaximumChannels = 12;

    /// <summary>Runs the cascade with every subset of the round's channels switched on.</summary>
    /// <param name="start">The state after the shock, S ≥ 1 scenarios; not changed.</param>
    /// <param name="round">A composition with <see cref="Operator.Then"/> in which 1 to 12 names of <see cref="Channel"/> stand; the other steps are always on.</param>
    /// <param name="loss">What is attributed, of a result and one of its scenarios; when left out, the total loss of equity in currency.</param>
    /// <param name="options">Limits of the cascades; no history is kept.</param>
    /// <exception cref="ArgumentException">The round has no channel or too many.</exception>
    /// <exception cref="InvalidOperationException">A cascade did not come to rest (the message says which) or its loss is not a finite number.</exception>
    public static AttributionResult Run(
        State start, IOperator round, Func<CascadeResult, int, double>? loss = null, CascadeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(round);
        var steps = Operator.Steps(round);
        ImmutableArray<string> names = [.. steps.OfType<Channel>().Select(c => c.Name).Distinct(StringComparer.Ordinal)];
        if (names.Length is 0 or > MaximumChannels)
        {
            throw new ArgumentException(
                $"round must contain from 1 to {MaximumChannels} named channels (new Channel(name, operator), joined by Then); it has {Text(names.Length)}.",
                nameof(round));
        }

        var (subsets, scenarios) = (1 << names.Length, start.ScenarioCount);
        var batch = start.Repeat(subsets);
        foreach (var name in names)
        {
            var (channel, off) = (names.IndexOf(name), batch.Memory(Switch(name), 1));
            for (var run = 0; run < batch.ScenarioCount; run++)
            {
                off[0, run] = IsOn(channel, run / scenarios) ? 0 : 1;
            }
        }

        var switched = steps.Select(step => step is Channel c ? new Switched(c.Mechanism, Switch(c.Name)) : step);
        var result = Cascade.Run(batch, switched.Aggregate(Operator.Then), (options ?? CascadeOptions.Default) with { KeepEvery = 0 });
        EnsureSettled(result, names, scenarios);
        var losses = loss is null ? EquityLoss.Total(result.End) : [.. Enumerable.Range(0, result.End.ScenarioCount).Select(run => loss(result, run))];
        var bad = Array.FindIndex(losses, x => !double.IsFinite(x));
        return bad < 0
            ? new AttributionResult(names, scenarios, losses, result)
            : throw new InvalidOperationException($"The loss must be a finite number; it was {Require.Text(losses[bad])} {Where(names, bad, scenarios)}.");
    }

    /// <summary>The names of the channels that are on in a subset; bit j of the subset is channel j.</summary>
    internal static string Label(ImmutableArray<string> names, int subset) =>
        subset == 0 ? "none" : string.Join(" + ", names.Where((_, j) => IsOn(j, subset)));

    /// <summary>Whether a channel is on in a subset.</summary>
    internal static bool IsOn(int channel, int subset) => (subset >> channel & 1) == 1;

    /// <summary>Weight |S|!(c−|S|−1)!/c! of a marginal contribution to a subset of the given size, as 1/(c·binomial(c−1, |S|)).</summary>
    internal static double Weight(int channels, int size)
    {
        var binomial = 1.0;
        for (var x = 1; x <= size; x++)
        {
            binomial = binomial * (channels - x) / x;
        }

        return 1 / (channels * binomial);
    }

    /// <summary>Number of channels in a subset.</summary>
    internal static int Size(int subset) => BitOperations.PopCount((uint)subset);

    private static string Switch(string channel) => $"Attribution: {channel} is off";

    private static void EnsureSettled(CascadeResult result, ImmutableArray<string> names, int scenarios)
    {
        var diverged = result.Outcomes.IndexOf(Outcome.Diverged);
        if (diverged >= 0)
        {
            throw new InvalidOperationException($"A loss can be attributed only where every cascade came to rest: {Where(names, diverged, scenarios)}, it diverged. {result.Ending(diverged)}");
        }

        var run = result.Outcomes.IndexOf(Outcome.RoundLimit);
        if (run >= 0)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"A loss can be attributed only where every cascade came to rest: {Where(names, run, scenarios)}, it was still moving by {result.Residuals[run]:0.##E+0} after {result.RoundCounts[run]} rounds. Allow more rounds or a larger tolerance."));
        }
    }

    private static string Where(ImmutableArray<string> names, int run, int scenarios) =>
        $"with channels on: {Label(names, run / scenarios)}, in scenario {Text(run % scenarios)}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
