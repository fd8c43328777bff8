using System.Collections.Immutable;
using System.Globalization;
using Interdealer.Display;

namespace Interdealer.Cascades;

/// <summary>What a cascade did: its rounds, where it ended and how, in every scenario. Amounts are in currency, losses positive.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class CascadeResult : ITabular
{
    private readonly CascadeOptions _options;

    private readonly Ending[] _endings;
    private readonly Lazy<ImmutableArray<StartingBreach>> _breaches;

    internal CascadeResult(State start, IOperator round, ImmutableArray<(int Round, State State)> history, Ending[] endings, CascadeOptions options)
    {
        (Start, End, History, _endings, _options) = (start, history[^1].State, history, endings, options);
        _breaches = new(() => StartingBreach.Of(start.System, round));
        Outcomes = [.. endings.Select(e => e.Outcome)];
        RoundCounts = [.. endings.Select(e => e.Rounds)];
        Residuals = [.. endings.Select(e => e.Residual)];
    }

    /// <summary>The state the cascade started from: after the shock.</summary>
    public State Start { get; }

    /// <summary>The state it ended in.</summary>
    public State End { get; }

    /// <summary>The states that were kept, each with its round; round 0 is the start.</summary>
    public ImmutableArray<(int Round, State State)> History { get; }

    /// <summary>How each scenario ended.</summary>
    public ImmutableArray<Outcome> Outcomes { get; }

    /// <summary>Rounds each scenario took.</summary>
    public ImmutableArray<int> RoundCounts { get; }

    /// <summary>Largest change of the last round of each scenario: the certificate of rest. Infinite where a scenario diverged.</summary>
    public ImmutableArray<double> Residuals { get; }

    /// <summary>Who was in breach of a limit of the round before any shock.</summary>
    public ImmutableArray<StartingBreach> StartingBreaches => _breaches.Value;

    /// <summary>What was no longer finite in a scenario that diverged; null in any other.</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    public Divergence? Divergence(int scenario = 0) => _endings[Start.InRange(scenario)].Divergence;

    /// <summary>How the first scenario ended.</summary>
    public Outcome Outcome => Outcomes[0];

    /// <summary>The rounds of one scenario, one record each, round 0 first.</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    public IReadOnlyList<CascadeRound> Rounds(int scenario = 0) => CascadeReport.Rounds(this, Start.InRange(scenario));

    /// <summary>Losses by institution, direct and indirect.</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    public IReadOnlyList<InstitutionLoss> Losses(int scenario = 0) => CascadeReport.Losses(this, Start.InRange(scenario));

    /// <summary>Price falls and losses by asset, direct and indirect.</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    public IReadOnlyList<AssetLoss> AssetLosses(int scenario = 0) => CascadeReport.AssetLosses(this, Start.InRange(scenario));

    /// <summary>Who was forced to sell, when, how much and by which limit (its index).</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    public IReadOnlyList<ForcedSale> ForcedSales(int scenario = 0) => CascadeReport.ForcedSales(this, Start.InRange(scenario));

    /// <summary>Who lost because of whom, round by round: the losses of <see cref="Losses"/> split by the sales and defaults that caused them.</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    /// <remarks>Where several sold an asset in a round, its fall is theirs in proportion to what they sold. A thinned history splits what was kept of it.</remarks>
    public IReadOnlyList<LossFlow> LossFlows(int scenario = 0) => Cascades.LossFlows.Of(this, Start.InRange(scenario));

    /// <summary>Total loss over direct loss; not a number without a direct loss.</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    public double Amplification(int scenario = 0)
    {
        var losses = Losses(scenario);
        var direct = losses.Sum(l => l.Direct);
        return direct > 0 ? losses.Sum(l => l.Total) / direct : double.NaN;
    }

    /// <summary>Itself when every scenario came to rest.</summary>
    /// <exception cref="InvalidOperationException">One did not; the message says which, how far it was from rest, and what to try.</exception>
    public CascadeResult EnsureSettled()
    {
        var open = Array.FindIndex(_endings, e => e.Outcome is Outcome.RoundLimit or Outcome.Diverged);
        return open < 0 ? this : throw new InvalidOperationException(Ending(open));
    }

    /// <summary>How one scenario ended, in a sentence, with what to try where it did not settle.</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    public string Ending(int scenario = 0)
    {
        var last = Residuals[Start.InRange(scenario)].ToString("0.##E+0", CultureInfo.InvariantCulture);
        var count = RoundCounts[scenario].ToString(CultureInfo.InvariantCulture);
        return Outcomes[scenario] switch
        {
            Outcome.Settled when Residuals[scenario] == 0 => $"Settled after {count} rounds; the last changed nothing.",
            Outcome.Settled => $"Settled after {count} rounds; what moved in the last is within the tolerance.",
            Outcome.WipedOut => $"Wiped out after {count} rounds: nobody is left in business with equity of his own.",
            Outcome.Diverged => DivergedEnding(scenario),
            _ => $"Not settled: scenario {scenario} was still moving by {last} after {count} rounds (tolerance {_options.Tolerance.ToString("0.##E+0", CultureInfo.InvariantCulture)}). " +
                 "Allow more rounds, or look at the history for a cycle or slow decay.",
        };
    }

    private string DivergedEnding(int scenario)
    {
        var (quantity, owner, round, value) = Divergence(scenario)!;
        var of = owner.Length > 0 ? $" of \"{owner}\"" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Diverged: {quantity}{of} became {Require.Text(value)} in round {round} of scenario {scenario}. The figures are of that round and mean nothing. Look at depth, volatility and targets: sales or purchases that move prices by more than they answer grow past all bounds.");
    }

    /// <inheritdoc />
    public Table ToTable() => CascadeReport.Table(this);

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();
}
