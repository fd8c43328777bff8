using System.Collections.Immutable;
using System.Globalization;
using Interdealer.Display;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Results;

/// <summary>What an ensemble found: the summaries of its outputs over the scenarios that were run, and the outputs kept in full.</summary>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class EnsembleResult : ITabular
{
    private readonly EnsemblePlan _plan;
    private readonly ISummary[][] _summaries;
    private readonly double[][]? _values;

    internal EnsembleResult(EnsemblePlan plan, IReadOnlyList<ScenarioRange> done, ISummary[][] summaries, double[][]? values) =>
        (_plan, _summaries, _values, Finished) = (plan, summaries, values, done.Sum(r => r.Count));

    /// <summary>Number of scenarios of the ensemble.</summary>
    public long Scenarios => _plan.Source.Count;

    /// <summary>Number of scenarios that were run: fewer only after an early end or for a shard.</summary>
    public long Finished { get; }

    /// <summary>Whether every scenario was run.</summary>
    public bool IsComplete => Finished == Scenarios;

    /// <summary>Number of scenarios that were run and diverged: something in them was no longer finite, so that they have no figures.</summary>
    public long Diverged => Divergences.Count;

    /// <summary>What was measured.</summary>
    public ImmutableArray<Output> Outputs => _plan.Outputs[.._plan.Asked];

    /// <summary>What was kept in full, in the order of <see cref="Outputs"/>.</summary>
    public ImmutableArray<Output> Kept => [.. _plan.Kept.Select(o => _plan.Outputs[o])];

    /// <summary>The summaries of an output, in the order in which they were asked for.</summary>
    /// <param name="output">One of <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">It was not measured.</exception>
    public IReadOnlyList<ISummary> Summaries(Output output) => _summaries[IndexOf(output)];

    /// <summary>The first summary of an output that is of one kind.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="output">One of <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">It was not measured, or not summarised so.</exception>
    public T Summary<T>(Output output)
        where T : class, ISummary => OfKind<T>(IndexOf(output), nameof(output));

    /// <summary>The summaries of outputs together, in the order in which they were asked for.</summary>
    /// <param name="name">The name that <see cref="Ensemble.Together"/> gave them, or that of an output.</param>
    /// <exception cref="ArgumentException">Nothing of that name was summarised.</exception>
    public IReadOnlyList<ISummary> Summaries(string name) => _summaries[IndexOf(name)];

    /// <summary>The first summary of one kind of outputs together.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="name">The name that <see cref="Ensemble.Together"/> gave them, or that of an output.</param>
    /// <exception cref="ArgumentException">Nothing of that name was summarised, or not so.</exception>
    public T Summary<T>(string name)
        where T : class, ISummary => OfKind<T>(IndexOf(name), nameof(name));

    /// <summary>An output that was kept in full.</summary>
    /// <param name="output">One that <see cref="Ensemble.Keeping"/> named.</param>
    /// <returns>A value a scenario, in the order of their numbers; NaN for those that were not run.</returns>
    /// <exception cref="ArgumentException">It was not kept.</exception>
    /// <exception cref="InvalidOperationException">It was written to a file.</exception>
    public IReadOnlyList<double> Values(Output output)
    {
        var at = _plan.Kept.IndexOf(IndexOf(output));
        return at < 0 ? throw Require.Unknown("an output kept in full (see Keeping)", output.Name, _plan.Kept.Select(k => _plan.Outputs[k].Name), nameof(output))
            : _values is null ? throw new InvalidOperationException($"\"{output.Name}\" was written to a file and is not held in memory; read it there.")
            : _values[at];
    }

    /// <summary>Itself when every scenario was run and none diverged, unless the options of the cascade allow it (<see cref="Interdealer.Cascades.CascadeOptions.AllowsDivergence"/>).</summary>
    /// <exception cref="InvalidOperationException">The run ended early, or scenarios diverged; the message says how far it came, how many, and what to try.</exception>
    public EnsembleResult EnsureComplete() => !IsComplete ? throw new InvalidOperationException(Extent())
        : Warning() is { } warning ? throw new InvalidOperationException(warning)
        : this;

    /// <summary>What is to be said of scenarios that diverged; null where there are none, or where they are allowed.</summary>
    public string? Warning() => Diverged == 0 || _plan.Cascade.AllowsDivergence
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Diverged:#,0} of {Finished:#,0} scenarios diverged, the first of them scenario {Divergences.First}: something became infinite or no number, so their figures are missing. Look at depth, volatility and targets there, or allow it (\"cascade\": {{ \"allowDiverged\": true }}).");

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();

    /// <inheritdoc />
    public Table ToTable()
    {
        var rows = _plan.Summarised.SelectMany((of, o) => IsShown(o)
            ? Rows(of.Name, o < _plan.Outputs.Length ? _plan.Outputs[o].Unit : "", _summaries[o])
            : []).ToList();
        return Table.Create("Ensemble")
            .With("Output", rows.Select(r => r.Output))
            .With("Unit", rows.Select(r => r.Unit))
            .With("Figure", rows.Select(r => r.Figure))
            .With("Value", rows.Select(r => FigureText.Of(r.Value)))
            .WithFootnote(Extent());
    }

    // What nobody asked for is shown where there is something to show, and what is only summarised together, with its group.
    private bool IsShown(int o) => o >= _plan.Outputs.Length
        || (o >= _plan.Asked ? Diverged > 0 : _summaries[o].Length > 0 || _plan.Kept.Contains(o) || !_plan.Summarised[_plan.Outputs.Length..].Any(group => group.Outputs.Contains(o)));

    private IEnumerable<(string Output, string Unit, string Figure, double Value)> Rows(string name, string unit, ISummary[] summaries)
    {
        var figures = summaries.OfType<IFigures>().SelectMany(f => f.Figures).ToList();
        return figures.Count > 0
            ? figures.Select(f => (name, unit, f.Name, f.Value))
            : [(name, unit, "scenarios", Finished)];
    }

    private Occurrences Divergences => _summaries[_plan.Outputs.IndexOf(Output.Diverged)].OfType<Occurrences>().Single();

    private string Extent() => (IsComplete
        ? string.Create(CultureInfo.InvariantCulture, $"{Scenarios:#,0} scenarios.")
        : string.Create(CultureInfo.InvariantCulture, $"{Finished:#,0} of {Scenarios:#,0} scenarios were run."))
        + (Diverged == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {Diverged:#,0} diverged and have no figures, the first of them scenario {Divergences.First}."));

    private T OfKind<T>(int at, string argument)
        where T : class, ISummary => _summaries[at].OfType<T>().FirstOrDefault()
            ?? throw Require.Unknown($"a summary that \"{_plan.Summarised[at].Name}\" has", typeof(T).Name, _summaries[at].Select(s => s.GetType().Name), argument);

    private int IndexOf(string name)
    {
        var at = _plan.Summarised.Select(s => s.Name).ToList().IndexOf(Require.Label(name));
        return at >= 0 ? at : throw Require.Unknown("something that was summarised", name, _plan.Summarised.Select(s => s.Name), nameof(name));
    }

    private int IndexOf(Output output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var at = _plan.Outputs.IndexOf(output);
        return at >= 0 ? at : throw Require.Unknown("an output of the ensemble", output.Name, _plan.Outputs.Select(o => o.Name), nameof(output));
    }
}
