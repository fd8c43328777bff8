using System.Collections.Immutable;
using Interdealer.Display;

namespace Interdealer.Cascades;

/// <summary>What the cascade loses with one subset of channels on.</summary>
/// <param name="Channels">Names of those on, joined by “ + ”; “none” for the empty set.</param>
/// <param name="Count">How many are on.</param>
/// <param name="Loss">The loss, in its own unit (currency unless another was given).</param>
/// <param name="Added">The loss beyond that with no channel on.</param>
/// <param name="Rounds">Rounds the cascade took.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record SubsetLoss(string Channels, int Count, double Loss, double Added, int Rounds, Outcome Outcome);

/// <summary>One channel's part in a loss.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Alone">What it adds when no other is on.</param>
/// <param name="Last">What it adds when all others are on.</param>
/// <param name="Shapley">Its Shapley value φ_j, in the unit of the loss.</param>
/// <param name="Share">The value as a fraction of what all channels add; not a number where they add nothing.</param>
public sealed record ChannelShare(string Channel, double Alone, double Last, double Shapley, double Share);

/// <summary>How two channels work together.</summary>
/// <param name="First">One.</param>
/// <param name="Second">The other.</param>
/// <param name="Interaction">v(both) − v(one) − v(other) + v(none): above 0 they reinforce each other, below 0 they substitute for each other.</param>
public sealed record ChannelPair(string First, string Second, double Interaction);

/// <summary>The loss of every subset of channels, and what it says of each channel. Losses are positive, in currency unless another loss was given.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class AttributionResult : ITabular
{
    private readonly double[] _losses;
    private readonly CascadeResult _cascade;

    internal AttributionResult(ImmutableArray<string> channels, int scenarios, double[] losses, CascadeResult cascade) =>
        (Channels, Scenarios, _losses, _cascade) = (channels, scenarios, losses, cascade);

    /// <summary>Names of the channels, in the order in which they first stand in the round.</summary>
    public ImmutableArray<string> Channels { get; }

    /// <summary>Number of scenarios of the start.</summary>
    public int Scenarios { get; }

    /// <summary>The loss with some channels on and the others off.</summary>
    /// <param name="on">Names of those on; empty for none.</param>
    /// <param name="scenario">From 0.</param>
    /// <exception cref="ArgumentException">There is no channel of a name.</exception>
    public double Loss(IEnumerable<string> on, int scenario = 0)
    {
        ArgumentNullException.ThrowIfNull(on);
        return Loss(on.Aggregate(0, (subset, name) => subset | Bit(name, nameof(on))), scenario);
    }

    /// <summary>What all channels together add to the loss: v(all) − v(none), the sum of the Shapley values.</summary>
    /// <param name="scenario">From 0.</param>
    public double Added(int scenario = 0) => Loss(All, scenario) - Loss(0, scenario);

    /// <summary>Every subset: none first, then each channel alone, then each pair, and so on.</summary>
    /// <param name="scenario">From 0.</param>
    public IReadOnlyList<SubsetLoss> Subsets(int scenario = 0) =>
        [.. Enumerable.Range(0, All + 1).OrderBy(Attribution.Size).ThenBy(x => x).Select(x => new SubsetLoss(
            Attribution.Label(Channels, x),
            Attribution.Size(x),
            Loss(x, scenario),
            Loss(x, scenario) - Loss(0, scenario),
            _cascade.RoundCounts[Run(x, scenario)],
            _cascade.Outcomes[Run(x, scenario)]))];

    /// <summary>Each channel's part, the Shapley values summing to <see cref="Added"/>.</summary>
    /// <param name="scenario">From 0.</param>
    public IReadOnlyList<ChannelShare> Shares(int scenario = 0)
    {
        var added = Added(scenario);
        return [.. Channels.Select((name, j) =>
        {
            var value = Shapley(j, scenario);
            return new ChannelShare(
                name,
                Marginal(j, to: 0, scenario),
                Marginal(j, to: All & ~(1 << j), scenario),
                value,
                added != 0 ? value / added : double.NaN);
        })];
    }

    /// <summary>Every pair of channels, all others off.</summary>
    /// <param name="scenario">From 0.</param>
    public IReadOnlyList<ChannelPair> Interactions(int scenario = 0) =>
        [.. from a in Enumerable.Range(0, Channels.Length)
            from b in Enumerable.Range(a + 1, Channels.Length - a - 1)
            select new ChannelPair(Channels[a], Channels[b], Marginal(a, to: 1 << b, scenario) - Marginal(a, to: 0, scenario))];

    /// <summary>How two channels work together, all others off: above 0 they reinforce each other, below 0 they substitute for each other.</summary>
    /// <param name="first">Name of one.</param>
    /// <param name="second">Name of another.</param>
    /// <param name="scenario">From 0.</param>
    /// <exception cref="ArgumentException">There is no channel of a name, or both are the same.</exception>
    public double Interaction(string first, string second, int scenario = 0)
    {
        var (a, b) = (Bit(first, nameof(first)), Bit(second, nameof(second)));
        return a != b
            ? Loss(a | b, scenario) - Loss(a, scenario) - Loss(b, scenario) + Loss(0, scenario)
            : throw new ArgumentException($"second must be another channel than first; both were \"{second}\".", nameof(second));
    }

    /// <summary>What all channels add together beyond the sum of what each adds alone: above 0 the whole is more than its parts.</summary>
    /// <param name="scenario">From 0.</param>
    public double BeyondSum(int scenario = 0) => Added(scenario) - Enumerable.Range(0, Channels.Length).Sum(j => Marginal(j, to: 0, scenario));

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    private int All => (1 << Channels.Length) - 1;

    private double Shapley(int channel, int scenario)
    {
        var sum = 0.0;
        for (var subset = 0; subset <= All; subset++)
        {
            if (!Attribution.IsOn(channel, subset))
            {
                sum += Attribution.Weight(Channels.Length, Attribution.Size(subset)) * Marginal(channel, subset, scenario);
            }
        }

        return sum;
    }

    private double Marginal(int channel, int to, int scenario) => Loss(to | 1 << channel, scenario) - Loss(to, scenario);

    private double Loss(int subset, int scenario) => _losses[Run(subset, scenario)];

    private int Run(int subset, int scenario) => (uint)scenario < (uint)Scenarios
        ? (subset * Scenarios) + scenario
        : throw new ArgumentOutOfRangeException(nameof(scenario), scenario, $"scenario must be from 0 to {Scenarios - 1}; it was {scenario}.");

    private int Bit(string name, string argument)
    {
        var j = Channels.IndexOf(Require.Label(name));
        return j >= 0 ? 1 << j : throw Require.Unknown("a channel of this round", name, Channels, argument);
    }

    /// <inheritdoc />
    public Table ToTable()
    {
        var shares = Shares();
        var table = Table.Create("Loss by channel")
            .With("Channel", shares.Select(s => s.Channel))
            .With("Alone", shares.Select(s => s.Alone), "#,0.00")
            .With("Last", shares.Select(s => s.Last), "#,0.00")
            .With("Shapley value", shares.Select(s => s.Shapley), "#,0.00")
            .With("Share", shares.Select(s => s.Share), "0.0 %")
            .WithFootnote(FormattableString.Invariant(
                $"With no channel {Loss(0, 0):#,0.00}, with all {Loss(All, 0):#,0.00}; the channels add {Added():#,0.00}, {Math.Abs(BeyondSum()):#,0.00} {(BeyondSum() < 0 ? "less" : "more")} than each alone."));
        return Scenarios == 1 ? table : table.WithFootnote($"First of {Scenarios} scenarios.");
    }
}
