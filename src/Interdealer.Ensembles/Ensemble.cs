using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Results;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles;

/// <summary>
/// A cascade run under many scenarios: a system, what varies, what happens in one round, and what is to be known of every end. Written as
/// <c>new Ensemble(system, scenarios, round).Measuring(Output.TotalLoss).Keeping(Output.Defaults).Run()</c>.
/// </summary>
/// <remarks>
/// A coordinate of the source is the price fall of the asset of its name unless <see cref="Acting"/> says otherwise. Results do not depend to the
/// last bit on the size of blocks, the number of threads, interruptions or shards. Memory is bounded whatever the number of scenarios, except for
/// what <see cref="Keeping"/> holds in memory, 8 bytes a scenario and output; <see cref="RunTo"/> holds none of it.
/// </remarks>
public sealed record Ensemble
{
    /// <summary>An ensemble that measures nothing yet.</summary>
    /// <param name="system">The system; every scenario starts from it.</param>
    /// <param name="source">The scenarios.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="options">Limits of each cascade; no history is kept. Defaults when left out.</param>
    public Ensemble(FinancialSystem system, IScenarioSource source, IOperator round, CascadeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(round);
        (System, Source, Round, Cascade) = (system, source, round, options ?? CascadeOptions.Default);
    }

    /// <summary>The system.</summary>
    public FinancialSystem System { get; }

    /// <summary>The scenarios.</summary>
    public IScenarioSource Source { get; }

    /// <summary>What happens in one round.</summary>
    public IOperator Round { get; }

    /// <summary>Limits of each cascade.</summary>
    public CascadeOptions Cascade { get; }

    /// <summary>Names of the limits of a round, step after step, in the order in which <see cref="Output.EverBound"/> numbers them.</summary>
    /// <remarks>
    /// The limits of every <see cref="Deleverage"/>, one for every <see cref="LeverageTargeting"/>, and one for every operator of one's own, whatever limits
    /// it has inside.
    /// </remarks>
    public IReadOnlyList<string> Limits => LimitWatch.NamesIn(Round);

    /// <summary>What is measured, in the order in which it was asked for.</summary>
    public ImmutableArray<Output> Outputs { get; private init; } = [];

    /// <summary>The coordinates of the source with what each does.</summary>
    internal ImmutableArray<(string Name, Effect Effect)> NamedEffects => [.. Source.Coordinates.Select(name => (name, EffectOf(name)))];

    /// <summary>What it was read from, if it was: part of what tells its runs from others.</summary>
    internal JsonObject? Declaration { get; init; }

    private ImmutableSortedDictionary<string, Effect> Effects { get; init; } = ImmutableSortedDictionary.Create<string, Effect>(StringComparer.Ordinal);

    private ImmutableArray<ImmutableArray<Func<ISummary>>> Summaries { get; init; } = [];

    private ImmutableArray<(string Name, ImmutableArray<Output> Outputs, ImmutableArray<Func<ISummary>> Summaries)> Groups { get; init; } = [];

    private ImmutableHashSet<Output> Kept { get; init; } = [];

    /// <summary>The same with another meaning for a coordinate.</summary>
    /// <param name="coordinate">Name of a coordinate of the source.</param>
    /// <param name="effect">What it does.</param>
    /// <exception cref="ArgumentException">The source has no such coordinate.</exception>
    public Ensemble Acting(string coordinate, Effect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return Source.Coordinates.Contains(Require.Label(coordinate))
            ? this with { Effects = Effects.SetItem(coordinate, effect) }
            : throw Require.Unknown("a coordinate of the scenario source", coordinate, Source.Coordinates, nameof(coordinate));
    }

    /// <summary>The same with an output, summarised over all scenarios as they come.</summary>
    /// <param name="output">What is measured.</param>
    /// <param name="summaries">Each makes an empty summary; further ones of an output already measured are added to its own.</param>
    public Ensemble Measuring(Output output, params ReadOnlySpan<Func<ISummary>> summaries)
    {
        ArgumentNullException.ThrowIfNull(output);
        foreach (var summary in summaries)
        {
            ArgumentNullException.ThrowIfNull(summary, nameof(summaries));
        }

        var at = Outputs.IndexOf(output);
        return at < 0
            ? this with { Outputs = Outputs.Add(output), Summaries = Summaries.Add([.. summaries]) }
            : this with { Summaries = Summaries.SetItem(at, [.. Summaries[at], .. summaries]) };
    }

    /// <summary>The same with several outputs, each summarised alike.</summary>
    /// <param name="outputs">What is measured, such as <c>Output.Losses(system)</c>.</param>
    /// <param name="summaries">Each makes an empty summary, once for every output.</param>
    public Ensemble Measuring(IEnumerable<Output> outputs, params ReadOnlySpan<Func<ISummary>> summaries)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var ensemble = this;
        foreach (var output in outputs)
        {
            ensemble = ensemble.Measuring(output, summaries);
        }

        return ensemble;
    }

    /// <summary>The same with several outputs summarised together: which of them move or default with which.</summary>
    /// <param name="name">By which the result finds the summaries; not the name of an output.</param>
    /// <param name="outputs">What is measured, such as <c>Output.Losses(system)</c>; in the order in which the summaries take them in.</param>
    /// <param name="summaries">Each makes an empty summary of as many outputs.</param>
    /// <exception cref="ArgumentException">The name is taken, an output is named twice, or a summary takes another number of outputs.</exception>
    public Ensemble Together(string name, IEnumerable<Output> outputs, params ReadOnlySpan<Func<ISummary>> summaries)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ImmutableArray<Output> all = [.. outputs];
        if (all.IsEmpty || all.Distinct().Count() != all.Length)
        {
            throw new ArgumentException("outputs must be at least one, none twice.", nameof(outputs));
        }

        var group = new SummarisedOutputs(Require.Label(name), [.. Enumerable.Range(0, all.Length)], [.. summaries]).EnsureFits();
        var measuring = Measuring(all);
        return Groups.Any(g => g.Name == name) || measuring.Outputs.Any(o => o.Name == name)
            ? throw new ArgumentException($"name: \"{name}\" is already the name of something that is summarised.", nameof(name))
            : measuring with { Groups = Groups.Add((name, all, group.Summaries)) };
    }

    /// <summary>The same with outputs kept in full, a value for every scenario.</summary>
    /// <param name="outputs">What is measured, summarised or not.</param>
    public Ensemble Keeping(params ReadOnlySpan<Output> outputs)
    {
        var ensemble = this;
        foreach (var output in outputs)
        {
            ensemble = ensemble.Measuring(output);
            ensemble = ensemble with { Kept = ensemble.Kept.Add(output) };
        }

        return ensemble;
    }

    /// <summary>Runs every scenario.</summary>
    /// <param name="options">Threads, size of blocks, progress, checkpoint; defaults when left out.</param>
    /// <param name="cancellation">Ends the run early; what has finished by then is the result.</param>
    /// <returns>Summaries and kept outputs; it says whether every scenario was run.</returns>
    /// <exception cref="ArgumentException">Nothing is measured, or a coordinate has no effect on this system.</exception>
    /// <exception cref="ScenarioException">A scenario failed; of several, the one with the lowest number.</exception>
    /// <exception cref="CheckpointException">The checkpoint is damaged, another run's, or held by another process.</exception>
    public EnsembleResult Run(EnsembleOptions? options = null, CancellationToken cancellation = default) =>
        EnsembleJob.InMemory(Plan(), options ?? EnsembleOptions.Default, cancellation);

    /// <summary>Runs every scenario and writes the results to a file; memory stays bounded whatever is kept in full.</summary>
    /// <param name="path">Ends in .sqlite, .parquet, .arrow or .csv (the last three with a .run.json beside it), or .json; it is there only once every scenario was run.</param>
    /// <param name="options">Threads, size of blocks, progress, checkpoint; defaults when left out.</param>
    /// <param name="cancellation">Ends the run early, without a file; a checkpoint keeps what has finished.</param>
    /// <returns>The summaries.</returns>
    public EnsembleResult RunTo(string path, EnsembleOptions? options = null, CancellationToken cancellation = default) =>
        EnsembleJob.ToFile(Plan(), path, options ?? EnsembleOptions.Default, cancellation);

    /// <summary>Runs one part of the scenarios and writes a shard, to be put together with the others by <see cref="Merge"/>.</summary>
    /// <param name="shard">Which part.</param>
    /// <param name="path">The shard's file; it is there only once every scenario of the part was run.</param>
    /// <param name="options">Threads, size of blocks, progress, checkpoint; defaults when left out.</param>
    /// <param name="cancellation">Ends the run early, without a file; a checkpoint keeps what has finished.</param>
    /// <returns>The summaries of the part.</returns>
    public EnsembleResult RunShard(ScenarioShard shard, string path, EnsembleOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shard);
        return EnsembleJob.ToShard(Plan(), shard, path, options ?? EnsembleOptions.Default, cancellation);
    }

    /// <summary>Puts shards together: the file has the bytes that one process would have written.</summary>
    /// <param name="shards">Files of <see cref="RunShard"/>, in any order, all scenarios once.</param>
    /// <param name="path">Ends in .sqlite, .parquet, .arrow, .csv or .json.</param>
    /// <exception cref="CheckpointException">A shard is damaged or another run's; or scenarios are missing or there twice.</exception>
    public EnsembleResult Merge(IEnumerable<string> shards, string path)
    {
        ArgumentNullException.ThrowIfNull(shards);
        return EnsembleJob.Merge(Plan(), [.. shards], path);
    }

    /// <summary>Starts a run in the background, to be looked at, waited for or ended early.</summary>
    /// <param name="options">Threads, size of blocks, progress, checkpoint; defaults when left out.</param>
    public EnsembleRun Start(EnsembleOptions? options = null) => new(this, options ?? EnsembleOptions.Default);

    /// <summary>Looks every name up, draws the scenarios as a run would and runs a few of them: what no run could do is refused.</summary>
    /// <exception cref="ArgumentException">As <see cref="Run"/>.</exception>
    /// <exception cref="ScenarioException">A scenario fails.</exception>
    internal void EnsureRuns()
    {
        var plan = Plan();
        DrawCheck.Ensure(plan);
        RunIdentity.Of(plan);
    }

    /// <summary>Looks every name up.</summary>
    internal EnsemblePlan Plan()
    {
        if (Outputs.IsEmpty)
        {
            throw new ArgumentException("The ensemble measures nothing; name what is to be known of every scenario with Measuring or Keeping.");
        }

        if (Outputs.Any(o => o.NeedsLimits))
        {
            // More limits than can be told apart are refused before anything is run.
            LimitWatch.NamesIn(Round);
        }

        // Whatever is measured, scenarios that diverged are counted; what nobody asked for comes last.
        var outputs = Outputs.Contains(Output.Diverged) ? Outputs : Outputs.Add(Output.Diverged);
        return new EnsemblePlan(System, Source, Round, Cascade)
        {
            Effects = [.. Source.Coordinates.Select(name => EffectOf(name).Bind(System, name))],
            Declaration = Declaration,
            Outputs = outputs,
            Asked = Outputs.Length,
            Summarised =
            [
                .. outputs.Select((output, o) => new SummarisedOutputs(output.Name, [o], Summarising(output, o)).EnsureFits()),
                .. Groups.Select(g => new SummarisedOutputs(g.Name, [.. g.Outputs.Select(o => Outputs.IndexOf(o))], g.Summaries)),
            ],
            Kept = [.. Enumerable.Range(0, Outputs.Length).Where(o => Kept.Contains(Outputs[o]))],
        };
    }

    private ImmutableArray<Func<ISummary>> Summarising(Output output, int at)
    {
        ImmutableArray<Func<ISummary>> asked = at < Summaries.Length ? Summaries[at] : [];
        return output.Equals(Output.Diverged) ? asked.Add(static () => new Occurrences()) : asked;
    }

    private Effect EffectOf(string coordinate) =>
        Effects.TryGetValue(coordinate, out var effect) ? effect
        : System.Assets.Any(a => a.Name == coordinate) ? Effect.PriceFall(coordinate)
        : throw new ArgumentException($"The coordinate \"{coordinate}\" is not an asset of the system, whose price would fall; say with Acting what it does.");
}
