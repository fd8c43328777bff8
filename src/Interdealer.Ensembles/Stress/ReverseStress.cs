using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Cascades;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Storage;

namespace Interdealer.Ensembles.Stress;

/// <summary>
/// The smallest shock that reaches a target: written as <c>new ReverseStress(system, round).Over(StressCoordinate.Fall("DE"), …)
/// .Find(StressTarget.TotalLoss(5000))</c>.
/// </summary>
/// <remarks>
/// Responses of cascades jump and need not be monotone, so there is no bisection on faith: rays from the centre are scanned, thresholds on them bracketed from
/// both sides, the shocks made smaller from many starts at once, and the answer says what kind it is. A certificate needs the promise that the output is
/// monotone; then boxes whose worst corner does not reach the target are ruled out until nothing is left below (1 − ε) of the least shock. The same inputs
/// give the same bits on any number of threads.
/// </remarks>
public sealed record ReverseStress
{
    private readonly StressFunction? _function;

    /// <summary>A search over the shocks of a system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="options">Limits of each cascade, and the threads; no history is kept. Defaults when left out.</param>
    public ReverseStress(FinancialSystem system, IOperator round, CascadeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(round);
        (System, Round, Cascade) = (system, round, options ?? CascadeOptions.Default);
    }

    /// <summary>A search over the arguments of a function, such as a model without cascades.</summary>
    /// <param name="function">Works many out at once.</param>
    public ReverseStress(StressFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        (_function, Cascade) = (function, CascadeOptions.Default);
    }

    /// <summary>The system; null where a function is searched.</summary>
    public FinancialSystem? System { get; }

    /// <summary>What happens in one round; null where a function is searched.</summary>
    public IOperator? Round { get; }

    /// <summary>Limits of each cascade.</summary>
    public CascadeOptions Cascade { get; private init; }

    /// <summary>What it was read from, if it was.</summary>
    internal JsonObject? Declaration { get; init; }

    /// <summary>What is searched over.</summary>
    public ImmutableArray<StressCoordinate> Coordinates { get; private init; } = [];

    /// <summary>Factors that are not searched over and stand at their conditional mean given those that are.</summary>
    public ImmutableArray<StressCoordinate> Following { get; private init; } = [];

    /// <summary>How the size of a shock is measured; Euclidean unless set.</summary>
    public StressNorm Norm
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = StressNorm.Euclidean;

    /// <summary>The same with coordinates to search over.</summary>
    /// <param name="coordinates">At least one in all, names all different.</param>
    public ReverseStress Over(params IEnumerable<StressCoordinate> coordinates) => this with { Coordinates = Added(Coordinates, coordinates) };

    /// <summary>The same with factors that follow the stressed ones; the norm must be Mahalanobis' and know them.</summary>
    /// <param name="factors">Names different from those of the coordinates.</param>
    public ReverseStress WithFollowing(params IEnumerable<StressCoordinate> factors) => this with { Following = Added(Following, factors) };

    /// <summary>The same on so many threads, to be ended early: a search that is cancelled throws.</summary>
    /// <param name="threads">Threads at most, at least 1.</param>
    /// <param name="cancellation">Ends the search.</param>
    public ReverseStress Limited(int threads, CancellationToken cancellation = default) => this with { Cascade = Cascade with { Threads = threads, Cancellation = cancellation } };

    /// <summary>The least shock that reaches a target.</summary>
    /// <param name="target">What has to be reached.</param>
    /// <param name="options">How far the search goes; defaults when left out.</param>
    /// <exception cref="ArgumentException">There is no coordinate, or one does not fit the system or the norm.</exception>
    /// <exception cref="InvalidOperationException">An output is not a number where divergence is not allowed; the message gives the shock.</exception>
    /// <exception cref="CheckpointException">The checkpoint is damaged, of another search, held by another process, or cannot be written.</exception>
    public ReverseStressResult Find(StressTarget target, ReverseStressOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var search = new ReverseSearch(this, target, options ?? ReverseStressOptions.Default);
        return search.Run();
    }

    /// <summary>The largest output found among shocks of at most a size: the worst that is as plausible.</summary>
    /// <param name="output">What is to be large.</param>
    /// <param name="size">Size in the norm, above 0.</param>
    /// <param name="options">How far the search goes; defaults when left out.</param>
    /// <returns>The shock; its <see cref="LeastShock.SizeBelow"/> and <see cref="LeastShock.OutputBelow"/> are not numbers.</returns>
    /// <exception cref="ArgumentException">There is no coordinate, or one does not fit the system or the norm.</exception>
    public LeastShock WorstWithin(double size, Output output, ReverseStressOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        Require.Positive(size, "units of the norm");
        using var search = new WorstSearch(this, output, size, options ?? ReverseStressOptions.Default);
        return search.Run();
    }

    /// <summary>The least shock on each of many random directions, in families, with the institutions that each stresses.</summary>
    /// <param name="target">What has to be reached.</param>
    /// <param name="directions">How many directions are looked along, at least 1.</param>
    /// <param name="options">Points on each direction, and the seed; defaults when left out.</param>
    /// <exception cref="ArgumentException">There is no coordinate, or one does not fit the system or the norm.</exception>
    public StressFamilies Families(StressTarget target, int directions = 10_000, ReverseStressOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var search = new FamilySearch(this, target, Require.AtLeast(1, directions, "directions"), options ?? ReverseStressOptions.Default);
        return search.Run();
    }

    /// <summary>Cascades of shocks in the units of coordinates and followers.</summary>
    internal CascadeBatch Batch(ImmutableArray<Output> outputs) =>
        new(System!, Round!, Cascade, [.. Coordinates.Concat(Following).Select(c => (c.Name, c.Effect ?? throw NoEffect(c)))], outputs);

    /// <summary>The response to shocks, in the units of the norm.</summary>
    internal Response Response(Output output, double threshold, SearchCheckpoint? checkpoint = null, Action<Response>? afterBatch = null)
    {
        if (Coordinates.IsEmpty)
        {
            throw new ArgumentException("The search has no coordinates; say with Over what may be stressed.");
        }

        if (!Following.IsEmpty && Norm is not StressNorm.MahalanobisNorm)
        {
            throw new ArgumentException("Factors follow at their conditional mean; that takes a Mahalanobis norm, which knows their covariance.");
        }

        var batch = _function is null ? Batch([output]) : null;
        Action<Column, Column> run = batch is null ? (values, results) => _function!(values, results.Row(0)) : batch.Run;
        var response = new Response(Coordinates, threshold, Followers(), (values, results) =>
        {
            var measured = new Column(1, values.ScenarioCount);
            run(values, measured);
            measured.Row(0).CopyTo(results);
            RequireNumbers(values, results, output);
        }) { AfterBatch = afterBatch };
        if (checkpoint is not null)
        {
            var journal = checkpoint.Open((batch ?? throw NoIdentity()).Identity(response.Probes(), Declaration));
            (batch.Journal, response.Journal) = (journal, journal);
        }

        return response;
    }

    /// <summary>Loss of all institutions where nothing happens; not a number for a function.</summary>
    internal double LossWithoutShock()
    {
        if (System is null)
        {
            return double.NaN;
        }

        var end = Cascades.Cascade.Run(System.Start(), Round!, Cascade with { KeepEvery = 0 });
        return end.Losses().Sum(l => l.Total);
    }

    internal Followers? Followers() => Norm is StressNorm.MahalanobisNorm norm && !Following.IsEmpty
        ? new Followers(norm, [.. Coordinates.Select(c => c.Name)], [.. Following.Select(f => f.Name)])
        : null;

    private void RequireNumbers(Column values, Span<double> results, Output output)
    {
        for (var s = 0; s < results.Length; s++)
        {
            if (double.IsNaN(results[s]) && !Cascade.AllowsDivergence)
            {
                var names = Coordinates.Concat(Following).Select(c => c.Name);
                var shock = string.Join(", ", names.Zip(values.Scenario(s), (name, value) => FormattableString.Invariant($"{name} {value:G6}")));
                throw new InvalidOperationException($"{output.Name} is not a number under the shock {shock}.");
            }
        }
    }

    private ImmutableArray<StressCoordinate> Added(ImmutableArray<StressCoordinate> to, IEnumerable<StressCoordinate> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        ImmutableArray<StressCoordinate> all = [.. to, .. more];
        var names = new HashSet<string>((to == Coordinates ? Following : Coordinates).Select(c => c.Name), StringComparer.Ordinal);
        foreach (var coordinate in all)
        {
            ArgumentNullException.ThrowIfNull(coordinate, nameof(more));
            if (!names.Add(coordinate.Name))
            {
                throw new ArgumentException($"The coordinate \"{coordinate.Name}\" is there twice; names must be unique.");
            }
        }

        return all;
    }

    private static ArgumentException NoIdentity() =>
        new("Checkpoint: a function cannot be told from another when it is run again; only a search over the shocks of a system is remembered.");

    private static ArgumentException NoEffect(StressCoordinate coordinate) =>
        new($"The coordinate \"{coordinate.Name}\" has no effect on a system; make it with one of the factories that name what it does.");
}
