using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Interdealer.Cascades;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Storage;

namespace Interdealer.Ensembles.Stress;

/// <summary>
/// The least relief that keeps an output within a bound: written as <c>new Policy(system, round, shock).LeastRelief(lever, Output.TotalLoss, bound)</c>.
/// </summary>
/// <remarks>
/// Relief need not help: a cap on haircuts can be perverse while capital binds, and more of a lever can cost before it saves. So the range of the lever is
/// tried in steps, and each change between kept and not kept is bracketed from both sides; what is acceptable is a union of intervals. Over several scenarios
/// the output is its quantile at a confidence, every value of the lever under the same scenarios.
/// </remarks>
public sealed class Policy
{
    private const int Sections = 8;
    private const int MostRefinements = 60;
    private const long MostAtOnce = 1 << 16;

    // What costs more has to be better by more than the rounding of cascades.
    private const double Rounding = 1e-9;
    private readonly FinancialSystem _system;
    private readonly IOperator _round;
    private readonly CascadeOptions _options;
    private readonly ImmutableArray<(string Name, Effect Effect)> _effects;
    private readonly Column _scenarios;

    /// <summary>Policy under one shock.</summary>
    /// <param name="system">The system.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="shock">The shock.</param>
    /// <param name="options">Limits of each cascade, and the threads; defaults when left out.</param>
    public Policy(FinancialSystem system, IOperator round, Shock shock, CascadeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(shock);
        (_system, _round, _options) = (system, round, options ?? CascadeOptions.Default);
        _effects = [("shock", Effect.From("shock", (state, values) =>
        {
            for (var s = 0; s < values.Length; s++)
            {
                shock.Apply(state, s);
            }
        }))];
        _scenarios = new Column(1, 1);
    }

    /// <summary>Policy under the scenarios of an ensemble, each with its effects; what the ensemble measures does not matter.</summary>
    /// <param name="ensemble">The ensemble; all its scenarios are drawn at once.</param>
    public Policy(Ensemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        (_system, _round, _options, _effects, Declaration) = (ensemble.System, ensemble.Round, ensemble.Cascade, ensemble.NamedEffects, ensemble.Declaration);
        _scenarios = new Column(ensemble.Source.Coordinates.Count, checked((int)ensemble.Source.Count));
        ensemble.Source.Draw(0, _scenarios);
    }

    /// <summary>What it was read from, if it was.</summary>
    internal JsonObject? Declaration { get; set; }

    /// <summary>The least of a lever that keeps an output at or below a bound, and everything else of it that does.</summary>
    /// <param name="lever">The lever.</param>
    /// <param name="output">What is to be kept small.</param>
    /// <param name="bound">The bound, a finite number.</param>
    /// <param name="options">How finely it is searched; defaults when left out.</param>
    /// <exception cref="InvalidOperationException">An output is not a number where divergence is not allowed.</exception>
    public PolicyResult LeastRelief(Lever lever, Output output, double bound, PolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(lever);
        ArgumentNullException.ThrowIfNull(output);
        Require.Finite(bound, output.Unit.Length > 0 ? output.Unit : "units of the output");
        options ??= PolicyOptions.Default;
        using var run = new Run(this, [lever], output, options, "least-relief");
        double[] shares = [.. Enumerable.Range(0, options.Points).Select(k => k / (options.Points - 1.0))];
        var outputs = run.Of([.. shares.Select(s => new[] { lever.At(s) })]);
        var intervals = Intervals(run, lever, bound, shares, outputs);
        return new PolicyResult
        {
            Kind = outputs[0] <= bound ? ReliefKind.NotNeeded : intervals.IsEmpty ? ReliefKind.NeverEnough : ReliefKind.Found,
            Lever = lever,
            Bound = bound,
            Output = output.Name,
            Intervals = intervals,
            Response = [.. shares.Select((s, k) => new ReliefPoint(lever.At(s), lever.CostOf(lever.At(s)), outputs[k]))],
            Resolution = Math.Abs(lever.Most - lever.None) / (options.Points - 1),
            Cascades = run.Count,
        };
    }

    /// <summary>The frontier of several levers: combinations on a grid that no other beats in both cost and output, the cheapest first.</summary>
    /// <param name="levers">At least one, names all different.</param>
    /// <param name="output">What is to be kept small.</param>
    /// <param name="options">How fine the grid is; defaults when left out.</param>
    /// <exception cref="ArgumentException">There is no lever, or one twice.</exception>
    public ImmutableArray<FrontierPoint> Frontier(IEnumerable<Lever> levers, Output output, PolicyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(levers);
        ArgumentNullException.ThrowIfNull(output);
        options ??= PolicyOptions.Default;
        ImmutableArray<Lever> all = [.. levers];
        if (all.IsEmpty || all.Select(l => l.Name).Distinct(StringComparer.Ordinal).Count() != all.Length)
        {
            throw new ArgumentException("levers must be at least one, none twice.", nameof(levers));
        }

        var points = Grid(all, options.FrontierPoints);
        using var run = new Run(this, all, output, options, "frontier");
        var outputs = run.Of(points);
        var without = outputs[0];
        var frontier = ImmutableArray.CreateBuilder<FrontierPoint>();
        var order = Enumerable.Range(0, points.Count).Select(k => (Point: points[k], Cost: all.Select((l, i) => l.CostOf(points[k][i])).Sum(), Output: outputs[k], Number: k));
        foreach (var (point, cost, value, _) in order.OrderBy(p => p.Cost).ThenBy(p => p.Output).ThenBy(p => p.Number))
        {
            if (frontier.Count == 0 || value < frontier[^1].Output - (Rounding * Math.Abs(without)))
            {
                frontier.Add(new FrontierPoint([.. point], cost, value, without - value));
            }
        }

        return frontier.ToImmutable();
    }

    private static ImmutableArray<ReliefInterval> Intervals(Run run, Lever lever, double bound, double[] shares, double[] outputs)
    {
        var kept = outputs.Select(o => o <= bound).ToArray();
        int[] changes = [.. Enumerable.Range(0, kept.Length - 1).Where(k => kept[k] != kept[k + 1])];
        var ends = run.Narrow(lever, bound, [.. changes.Select(k => (shares[k], shares[k + 1]))]);
        var intervals = ImmutableArray.CreateBuilder<ReliefInterval>();
        var (from, outside) = (lever.None, lever.None);
        for (var c = 0; c < changes.Length; c++)
        {
            var (before, after) = (lever.At(ends[c].Low), lever.At(ends[c].High));
            if (kept[changes[c]])
            {
                intervals.Add(new ReliefInterval(from, outside, before, after));
            }
            else
            {
                (from, outside) = (after, before);
            }
        }

        if (kept[^1])
        {
            intervals.Add(new ReliefInterval(from, outside, lever.Most, lever.Most));
        }

        return intervals.ToImmutable();
    }

    /// <summary>All combinations; the first has none of any lever.</summary>
    private static List<double[]> Grid(ImmutableArray<Lever> levers, int points)
    {
        var grid = new List<double[]> { Array.Empty<double>() };
        foreach (var lever in levers)
        {
            grid = [.. grid.SelectMany(point => Enumerable.Range(0, points).Select(k => (double[])[.. point, lever.At(k / (points - 1.0))]))];
            if (grid.Count > MostAtOnce)
            {
                throw new ArgumentException(FormattableString.Invariant($"levers with {points} values each make more than {MostAtOnce} combinations; take fewer of either."), nameof(levers));
            }
        }

        return grid;
    }

    /// <summary>Outputs of values of levers.</summary>
    private sealed class Run : IDisposable
    {
        private readonly Policy _policy;
        private readonly ImmutableArray<Lever> _levers;
        private readonly Output _output;
        private readonly PolicyOptions _options;
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly CascadeBatch? _batch;
        private readonly BatchJournal? _journal;

        public Run(Policy policy, ImmutableArray<Lever> levers, Output output, PolicyOptions options, string question)
        {
            (_policy, _levers, _output, _options) = (policy, levers, output, options);
            _batch = levers.Any(l => l.Round is not null) ? null : policy.Batch(policy._round, levers, output);
            _journal = options.CheckpointOf(question)?.Open(Identity());
            options.Progress?.Report(new StressProgress("start", 0, _watch.Elapsed, double.NaN, 0));
        }

        /// <summary>Cascades run so far.</summary>
        public long Count { get; private set; }

        /// <summary>The output of every point: over several scenarios its quantile at the confidence.</summary>
        public double[] Of(List<double[]> points)
        {
            var (scenarios, results) = (_policy._scenarios.ScenarioCount, new double[points.Count]);
            var most = (int)Math.Max(1, MostAtOnce / scenarios);
            for (var first = 0; first < points.Count; first += most)
            {
                var part = points.GetRange(first, Math.Min(most, points.Count - first));
                Parts(part).CopyTo(results, first);
                _options.Progress?.Report(new StressProgress("policy", Count, _watch.Elapsed, double.NaN, 0));
            }

            return results;
        }

        public void Dispose() => _journal?.Dispose();

        /// <summary>Narrows each change between kept and not kept.</summary>
        public (double Low, double High)[] Narrow(Lever lever, double bound, (double Low, double High)[] brackets)
        {
            for (var k = 0; k < MostRefinements; k++)
            {
                int[] open = [.. Enumerable.Range(0, brackets.Length).Where(b => brackets[b].High - brackets[b].Low > _options.Accuracy)];
                if (open.Length == 0)
                {
                    break;
                }

                double At((double Low, double High) bracket, int j) => bracket.Low + ((bracket.High - bracket.Low) * j / Sections);
                var outputs = Of([.. open.SelectMany(b => Enumerable.Range(0, Sections).Select(j => new[] { lever.At(At(brackets[b], j)) }))]);
                for (var o = 0; o < open.Length; o++)
                {
                    // The first change after the lower end; there is one, because the ends differ.
                    var bracket = brackets[open[o]];
                    var (low, first) = (0, outputs[o * Sections] <= bound);
                    while (low < Sections - 1 && outputs[(o * Sections) + low + 1] <= bound == first)
                    {
                        low++;
                    }

                    brackets[open[o]] = (At(bracket, low), low + 1 == Sections ? bracket.High : At(bracket, low + 1));
                }
            }

            return brackets;
        }

        private double[] Parts(List<double[]> points)
        {
            if (_batch is not null)
            {
                return Measure(_batch, points);
            }

            var at = _levers.Select((l, i) => (l, i)).Single(x => x.l.Round is not null).i;
            var results = new double[points.Count];
            foreach (var same in Enumerable.Range(0, points.Count).GroupBy(p => points[p][at]))
            {
                int[] members = [.. same];
                var values = Measure(_policy.Batch(_levers[at].Round!(same.Key), _levers, _output), [.. members.Select(m => points[m])]);
                for (var m = 0; m < members.Length; m++)
                {
                    results[members[m]] = values[m];
                }
            }

            return results;
        }

        /// <summary>What is run, by what nothing and the most of every lever give.</summary>
        private RunIdentity Identity()
        {
            var most = _policy.Batch(_levers.Aggregate(_policy._round, (round, lever) => lever.Round is null ? round : lever.Round(lever.Most)), _levers, _output);
            return most.Identity(Values([[.. _levers.Select(l => l.None)], [.. _levers.Select(l => l.Most)]]), _policy.Declaration);
        }

        private double[] Measure(CascadeBatch batch, List<double[]> points)
        {
            var (count, values) = (_policy._scenarios.ScenarioCount, Values(points));
            var results = new Column(1, values.ScenarioCount);
            batch.Journal = _journal;
            batch.Run(values, results);
            Count += values.ScenarioCount;
            return [.. Enumerable.Range(0, points.Count).Select(p => Quantile(results.Row(0).Slice(p * count, count)))];
        }

        /// <summary>Every point under every scenario.</summary>
        private Column Values(List<double[]> points)
        {
            var (used, scenarios) = (_levers.Select((l, i) => (l, i)).Where(x => x.l.Effect is not null).Select(x => x.i).ToArray(), _policy._scenarios);
            var count = scenarios.ScenarioCount;
            var values = new Column(used.Length + scenarios.Rows, count * points.Count);
            for (var p = 0; p < points.Count; p++)
            {
                for (var r = 0; r < used.Length; r++)
                {
                    values.Row(r).Slice(p * count, count).Fill(points[p][used[r]]);
                }

                for (var r = 0; r < scenarios.Rows; r++)
                {
                    scenarios.Row(r).CopyTo(values.Row(used.Length + r)[(p * count)..]);
                }
            }

            return values;
        }

        /// <summary>The smallest output that as large a share of scenarios as asked for does not exceed; a missing one counts as beyond all.</summary>
        private double Quantile(Span<double> outputs)
        {
            var sorted = outputs.ToArray();
            for (var s = 0; s < sorted.Length; s++)
            {
                sorted[s] = !double.IsNaN(sorted[s]) ? sorted[s]
                    : _policy._options.AllowsDivergence ? double.PositiveInfinity
                    : throw new InvalidOperationException($"{_output.Name} is not a number in scenario {s}.");
            }

            Array.Sort(sorted);
            return sorted[(int)Math.Clamp(Math.Ceiling(_options.Confidence * sorted.Length) - 1, 0, sorted.Length - 1)];
        }
    }

    private CascadeBatch Batch(IOperator round, ImmutableArray<Lever> levers, Output output) => new(
        _system, round, _options, [.. levers.Where(l => l.Effect is not null).Select(l => (l.Name, l.Effect!)), .. _effects], [output]);
}
