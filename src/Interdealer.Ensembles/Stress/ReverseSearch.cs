using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Interdealer.Contagion;
using Interdealer.Ensembles.Outputs;

namespace Interdealer.Ensembles.Stress;

/// <summary>One search for the least shock: scan, narrow, improve, then certify or sample.</summary>
internal sealed class ReverseSearch : IDisposable
{
    // Two minima nearer to each other than this, relative to their size, are one.
    private const double Same = 0.02;

    // A bracket this narrow over which the output moves by more is a jump.
    private const double Jump = 1e-3;
    private const double StartAccuracy = 1e-3;
    private const int MostRestarts = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly ReverseStress _search;
    private readonly StressTarget _target;
    private readonly ReverseStressOptions _options;
    private readonly Response _response;
    private readonly Distance _distance;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly double[] _start;
    private TimeSpan _reported;
    private string _stage = "start";
    private double _least = double.NaN;
    private double _cleared;

    public ReverseSearch(ReverseStress search, StressTarget target, ReverseStressOptions options)
    {
        (_search, _target, _options) = (search, target, options);
        _response = search.Response(target.Output, target.Threshold, options.CheckpointOf("least-shock"), Report);
        _distance = Distance.Of(search.Norm, search.Coordinates);
        _start = _distance.Nearest(_response.Box);
    }

    public ReverseStressResult Run()
    {
        // Said at once: the first cascades of a large system take a while.
        _options.Progress?.Report(new StressProgress(_stage, 0, _watch.Elapsed, _least, _cleared));
        var unshocked = _response.Of([new double[_response.Dimensions]])[0];
        if (_response.Reaches(unshocked))
        {
            return Result(ReverseStressKind.ReachedWithoutShock, unshocked, []);
        }

        var isMonotone = _options.IsMonotone && _search.Followers() is not { NeverGoAgainst: false };
        var worst = _response.Of([_response.Box.Upper])[0];
        if (isMonotone && !_response.Reaches(worst) && _response.Missing == 0)
        {
            return Result(ReverseStressKind.Unreachable, unshocked, []);
        }

        if (MostThatCanBeLost() < _target.Threshold)
        {
            return Result(ReverseStressKind.Unreachable, unshocked, []);
        }

        var minima = Minima();
        if (minima.Count == 0)
        {
            return Result(ReverseStressKind.NotReached, unshocked, []);
        }

        return isMonotone ? Certify(unshocked, minima) : Sample(unshocked, minima, null);
    }

    public void Dispose() => _response.Dispose();

    /// <summary>Several local minima, the least first.</summary>
    private List<Crossing> Minima()
    {
        _stage = "scan";
        var found = RaySearch.Scan(_response, Rays(), _options.PointsPerDirection);
        found = RaySearch.Refine(_response, found, StartAccuracy);
        _stage = "improve";
        return Improved(Different(found, _options.Minima));
    }

    private List<Crossing> Improved(IReadOnlyList<Crossing> starts)
    {
        var improved = Distinct(new LocalSearch(_response, _distance, _options.Seed).Improve(starts));
        _least = improved.Count > 0 ? SizeOf(improved[0]) : double.NaN;
        return improved;
    }

    private ReverseStressResult Certify(double unshocked, List<Crossing> minima)
    {
        _stage = "certify";
        var finding = new BoxFinding(0, null, null);
        for (var restart = 0; restart < MostRestarts; restart++)
        {
            finding = new BoxCertificate(_response, _distance, Weights(minima[0]), [.. minima.Select(m => m.Point)], _options.MaximumCascades) { Progress = cleared => _cleared = cleared }
                .Search((1 - _options.Tolerance) * SizeOf(minima[0]));
            if (finding.Hit is not { } hit || Ray.Through(_start, hit, _response.Box) is not { } ray)
            {
                break;
            }

            // A smaller shock than any found before: a start of its own.
            var crossing = RaySearch.Scan(_response, [ray], _options.PointsPerDirection);
            minima = Improved([.. minima, .. crossing]);
        }

        if (finding.Contradiction is { } pair)
        {
            return Sample(unshocked, minima, new StressContradiction(Moves(pair.Milder), Moves(pair.Worse)));
        }

        _cleared = finding.Radius;
        var isCertified = finding.Radius >= (1 - _options.Tolerance) * SizeOf(minima[0]) && _response.Missing == 0;
        return isCertified ? Result(ReverseStressKind.Certified, unshocked, minima) : Sample(unshocked, minima, null);
    }

    /// <summary>Shocks of smaller size in random directions; where one reaches the target, it is the next to be improved.</summary>
    private ReverseStressResult Sample(double unshocked, List<Crossing> minima, StressContradiction? contradiction)
    {
        const int atOnce = 8192;
        _stage = "sample";
        var (tried, restarts) = (0L, 0);
        for (var first = 0; first < _options.Samples; first += atOnce)
        {
            var rays = RandomRays(first, Math.Min(atOnce, _options.Samples - first), stream: 1).ToList();
            var draws = new NormalDraws(_options.Seed, 2);
            var size = SizeOf(minima[0]);
            var at = rays.Select((ray, k) => ray.AtSize(size * Math.Pow(draws.Fraction(first + k, 0), 1.0 / _response.Dimensions), _distance)).ToList();
            var values = _response.Of([.. rays.Zip(at, (ray, s) => ray.At(s))]);
            var hits = Enumerable.Range(0, rays.Count).Where(k => _response.Reaches(values[k]) && _distance.Size(rays[k].At(at[k])) < size)
                .Select(k => new Crossing(rays[k], 0, double.NaN, at[k], values[k])).ToList();
            tried += rays.Count;
            if (hits.Count == 0 || ++restarts > MostRestarts)
            {
                continue;
            }

            // What was tried before was of smaller size than another shock.
            tried = 0;
            minima = Improved([.. minima, .. Different(RaySearch.Refine(_response, hits, StartAccuracy), _options.Minima)]);
        }

        return Result(ReverseStressKind.Sampled, unshocked, minima) with { SmallerTried = tried, Contradiction = contradiction };
    }

    private IReadOnlyList<Ray> Rays()
    {
        var box = _response.Box;
        var rays = new List<Ray?> { Ray.Through(_start, box.Upper, box), Ray.Along(_start, [.. Enumerable.Repeat(1.0, _response.Dimensions)], box) };
        for (var i = 0; i < _response.Dimensions; i++)
        {
            var axis = new double[_response.Dimensions];
            axis[i] = 1;
            rays.Add(Ray.Along(_start, axis, box));
        }

        return [.. rays.OfType<Ray>(), .. RandomRays(0, _options.Directions, stream: 0)];
    }

    /// <summary>Random directions within the box, equally likely where every side of it is far.</summary>
    private IEnumerable<Ray> RandomRays(int first, int count, int stream)
    {
        var (draws, box) = (new NormalDraws(_options.Seed, (1 << 20) + stream), _response.Box);
        for (var k = first; k < first + count; k++)
        {
            var direction = new double[_response.Dimensions];
            for (var i = 0; i < direction.Length; i++)
            {
                var draw = draws.At(k, i);
                direction[i] = _start[i] <= box.Lower[i] ? Math.Abs(draw) : _start[i] >= box.Upper[i] ? -Math.Abs(draw) : draw;
            }

            if (Ray.Along(_start, direction, box) is { } ray)
            {
                yield return ray;
            }
        }
    }

    /// <summary>The least, then again and again the one that is farthest from those taken, relative to its size.</summary>
    private List<Crossing> Different(List<Crossing> found, int count)
    {
        var left = found.OrderBy(SizeOf).ToList();
        var taken = left.Take(Math.Max(1, count / 2)).ToList();
        left = left.Skip(taken.Count).ToList();
        while (taken.Count < count && left.Count > 0)
        {
            var next = left.MaxBy(c => taken.Min(t => Apart(c, t)) / SizeOf(c))!;
            taken.Add(next);
            left.Remove(next);
        }

        return taken;
    }

    private List<Crossing> Distinct(IEnumerable<Crossing> found)
    {
        var distinct = new List<Crossing>();
        foreach (var crossing in found.OrderBy(SizeOf))
        {
            if (!distinct.Exists(d => Apart(d, crossing) <= Same * SizeOf(crossing)))
            {
                distinct.Add(crossing);
            }
        }

        return distinct;
    }

    private double[] Weights(Crossing least)
    {
        var slopes = new LocalSearch(_response, _distance, _options.Seed).SlopesAt([(least.Point, SizeOf(least))])[0];
        var most = slopes.Max(Math.Abs);
        return [.. slopes.Select(g => most > 0 ? Math.Max(Math.Abs(g) / most, 0.1) : 1)];
    }

    private static double Apart(Crossing a, Crossing b) => Math.Sqrt(a.Point.Zip(b.Point, (x, y) => (x - y) * (x - y)).Sum());

    private double SizeOf(Crossing crossing) => _distance.Size(crossing.Point);

    private void Report(Response response)
    {
        if (_options.Progress is { } progress && _watch.Elapsed - _reported >= Interval)
        {
            _reported = _watch.Elapsed;
            progress.Report(new StressProgress(_stage, response.Count, _reported, _least, _cleared));
        }
    }

    private ReverseStressResult Result(ReverseStressKind kind, double unshocked, IReadOnlyList<Crossing> minima)
    {
        var shocks = minima.Select(Shock).ToImmutableArray();
        var loss = _search.LossWithoutShock();
        _stage = "done";
        _options.Progress?.Report(new StressProgress(_stage, _response.Count, _watch.Elapsed, _least, _cleared));
        return new ReverseStressResult
        {
            Kind = kind,
            Target = _target,
            Minima = shocks,
            Cascades = _response.Count,
            SmallerTried = 0,
            ClearedRadius = kind == ReverseStressKind.Certified ? _cleared : 0,
            OutputWithoutShock = unshocked,
            LossWithoutShock = loss,
            LargestOutput = _response.Largest,
            MostThatCanBeLost = MostThatCanBeLost(),
            Contradiction = null,
            Notes = [.. Notes(loss, shocks)],
        };
    }

    private IEnumerable<string> Notes(double loss, ImmutableArray<LeastShock> minima)
    {
        if (loss > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The system loses {loss:#,0.######} without any shock: limits are in breach, or prices below their value, before it.");
        }

        foreach (var coordinate in _search.Coordinates.Where(c => c.FallingAsset is not null))
        {
            var floor = _search.System?.Assets[_search.System.AssetIndex(coordinate.FallingAsset!)].PriceFloor ?? 0;
            if (floor > 0 && 1 - floor < Math.Max(coordinate.Worst, coordinate.Marginal is null ? 0 : 1))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"The price of \"{coordinate.FallingAsset}\" has a floor of {floor:G6}: a fall beyond {1 - floor:G6} is cut there and counts no more.");
            }
        }

        if (_response.Missing > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{_response.Missing:#,0} cascades diverged and count as not reaching the target; nothing is certified.");
        }

        if (minima.Any(m => m.IsJump))
        {
            yield return "The output jumps over the threshold: there is no shock at which it is met exactly.";
        }

        if (_search.System is not null)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Thresholds hold to the tolerance of the cascades, {_search.Cascade.Tolerance:0.##E+0}.");
        }
    }

    /// <summary>Every position at its floor and every named loss at its worst: more cannot be lost by all institutions together, where each step of the round says so of itself.</summary>
    private double MostThatCanBeLost()
    {
        if (_search.System is not { } system || !(_target.Output.Equals(Output.TotalLoss) || _target.Output.Equals(StressTarget.Indirect)))
        {
            return double.NaN;
        }

        // Claims inside the system are lost by one and owed by another; those lost on a defaulted debtor are not among the positions.
        var isKnown = system.Debts.IsEmpty && _search.Round!.Steps.All(step => step is ILosesWhatIsHeld);
        var positions = system.Amounts.Sum(h => h.Amount * (1 - system.Assets[system.AssetIndex(h.Asset)].PriceFloor));
        return isKnown ? positions + _search.Coordinates.Concat(_search.Following).Sum(c => c.LosesBeyondPositions) : double.NaN;
    }

    private LeastShock Shock(Crossing crossing)
    {
        var below = crossing.Ray.At(crossing.Below);
        var (value, valueBelow) = (crossing.ValueAbove, crossing.Below > 0 ? crossing.ValueBelow : _response.Of([below])[0]);
        var scale = Math.Max(Math.Abs(_target.Threshold), Math.Abs(value));
        return new LeastShock(SizeOf(crossing), _distance.Size(below), Moves(crossing.Point), value, valueBelow, value - valueBelow > Jump * scale);
    }

    private ImmutableArray<StressMove> Moves(double[] point) => StressMoves.Of(_search, _response, _distance, point);
}

/// <summary>Shocks in the units of their coordinates.</summary>
internal static class StressMoves
{
    public static ImmutableArray<StressMove> Of(ReverseStress search, Response response, Distance distance, double[] point)
    {
        var (values, centre) = (response.ValuesAt(point), distance.Centre);
        var squares = point.Select((x, i) => (x - centre[i]) * (x - centre[i])).ToArray();
        var sum = squares.Sum();
        return
        [
            .. search.Coordinates.Select((c, i) => new StressMove(c.Name, values[i], sum > 0 ? squares[i] / sum : 0)),
            .. search.Following.Select((f, i) => new StressMove(f.Name, values[search.Coordinates.Length + i], 0)),
        ];
    }
}
