namespace Interdealer.Ensembles.Stress;

/// <summary>Makes shocks that reach the target smaller, many at once, until nothing tried near them is smaller still.</summary>
/// <remarks>
/// Each round tries, for every shock: the least shock on the tangent of the response (slopes from one batch of bumped shocks), shocks part of the way
/// there, random directions near it, and every coordinate set back by itself, which finds the corners of responses that jump.
/// </remarks>
internal sealed class LocalSearch(Response response, Distance distance, ulong seed)
{
    private const int MostRounds = 80;
    private const int RandomTrials = 12;
    private const double SmallestSpread = 1e-4;
    private const double FirstSpread = 0.2;

    // Linear responses have exact slopes whatever the step, and the large one loses the fewest digits; elsewhere the small one counts.
    private const double LargeStep = 1e-2;
    private const double SmallStep = 1e-5;
    private const double SameSlopes = 1e-7;
    private const double Accuracy = 1e-13;

    private static readonly double[] Way = [1, 0.5, 0.2, 0.05];
    private static readonly double[] Cuts = [0.3, 0.1, 0.03, 1e-2, 1e-3, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12];
    private const int LittleDown = 2;
    private static readonly double[] SetBack = [1, 0.5, 0.1, 0.01, 1e-3];

    /// <summary>Improves every crossing as far as it goes.</summary>
    public List<Crossing> Improve(IReadOnlyList<Crossing> starts)
    {
        var tracks = starts.Select((c, k) => new Track(c, distance.Size(c.Point), k)).ToList();
        for (var round = 0; round < MostRounds && tracks.Exists(t => t.Spread >= SmallestSpread); round++)
        {
            var active = tracks.Where(t => t.Spread >= SmallestSpread).ToList();
            var slopes = Slopes(active);
            Cut(active, [.. active.Select((t, a) => Directions(t, slopes[a], round))]);
        }

        return RaySearch.Refine(response, [.. tracks.Select(t => t.Best)], Accuracy);
    }

    /// <summary>∂output/∂u at every shock, from one batch.</summary>
    public double[][] SlopesAt(IReadOnlyList<(double[] Point, double Size)> shocks)
    {
        var (points, box, d) = (new List<double[]>(), response.Box, response.Dimensions);
        foreach (var (point, size) in shocks)
        {
            for (var i = 0; i < d; i++)
            {
                var scale = Math.Max(Math.Abs(point[i]), 0.1 * size);
                foreach (var step in (ReadOnlySpan<double>)[LargeStep, SmallStep])
                {
                    points.Add(Moved(point, i, Math.Max(box.Lower[i], point[i] - (step * scale))));
                    points.Add(Moved(point, i, Math.Min(box.Upper[i], point[i] + (step * scale))));
                }
            }
        }

        var values = response.Of(points);
        return [.. Enumerable.Range(0, shocks.Count).Select(k => Enumerable.Range(0, d).Select(i =>
        {
            var at = ((k * d) + i) * 4;
            var large = Slope(points, values, at, i);
            var small = Slope(points, values, at + 2, i);
            return Math.Abs(large - small) <= SameSlopes * Math.Abs(large) ? large : small;
        }).ToArray())];
    }

    private static double Slope(List<double[]> points, double[] values, int at, int i)
    {
        var width = points[at + 1][i] - points[at][i];
        var slope = width > 0 ? (values[at + 1] - values[at]) / width : 0;
        return double.IsFinite(slope) ? slope : 0;
    }

    private static double[] Moved(double[] point, int i, double to)
    {
        var moved = (double[])point.Clone();
        moved[i] = to;
        return moved;
    }

    private double[][] Slopes(List<Track> tracks) => SlopesAt([.. tracks.Select(t => (t.Best.Point, t.Size))]);

    /// <summary>Points whose rays are looked at.</summary>
    private List<double[]> Directions(Track track, double[] slopes, int round)
    {
        var (point, directions) = (track.Best.Point, new List<double[]>());
        var level = SmallMatrix.Dot(slopes, point) + (response.Threshold - track.Best.ValueAbove);
        if (distance.Least(slopes, level, response.Box) is { } least)
        {
            directions.AddRange(Way.Select(way => (double[])[.. point.Select((x, i) => x + (way * (least[i] - x)))]));
        }

        var draws = new NormalDraws(seed, track.Number);
        for (var k = 0; k < RandomTrials; k++)
        {
            var near = (double[])point.Clone();
            for (var i = 0; i < near.Length; i++)
            {
                near[i] += track.Spread * track.Size * draws.At((round * RandomTrials) + k, i);
                near[i] = Math.Clamp(near[i], response.Box.Lower[i], response.Box.Upper[i]);
            }

            directions.Add(near);
        }

        var start = track.Best.Ray.Start;
        for (var i = 0; i < point.Length; i++)
        {
            directions.AddRange(SetBack.Where(_ => point[i] != start[i]).Select(share => Moved(point, i, point[i] - (share * (point[i] - start[i])))));
        }

        return directions;
    }

    /// <summary>Looks on the ray through each direction just below the present size; takes the smallest that still reaches the target.</summary>
    private void Cut(List<Track> tracks, IReadOnlyList<List<double[]>> directions)
    {
        var trials = new List<(Track Track, Ray Ray, double[] At)>();
        for (var t = 0; t < tracks.Count; t++)
        {
            foreach (var direction in directions[t])
            {
                if (Ray.Through(tracks[t].Best.Ray.Start, direction, response.Box) is { } ray)
                {
                    trials.Add((tracks[t], ray, [.. Cuts.Select(cut => ray.AtSize((1 - cut) * tracks[t].Size, distance))]));
                }
            }
        }

        trials = Promising(trials);
        var values = response.Of([.. trials.SelectMany(trial => trial.At.Select(trial.Ray.At))]);
        var found = new Dictionary<Track, Crossing>();
        for (var k = 0; k < trials.Count; k++)
        {
            if (First(trials[k].Ray, trials[k].At, values.AsSpan(k * Cuts.Length, Cuts.Length)) is { } crossing)
            {
                var track = trials[k].Track;
                if (!found.TryGetValue(track, out var other) || distance.Size(crossing.Point) < distance.Size(other.Point))
                {
                    found[track] = crossing;
                }
            }
        }

        var better = tracks.Where(found.ContainsKey).ToList();
        var refined = RaySearch.Refine(response, [.. better.Select(t => found[t])], Accuracy);
        for (var k = 0; k < better.Count; k++)
        {
            better[k].Take(refined[k], distance.Size(refined[k].Point));
        }

        foreach (var track in tracks.Where(t => !found.ContainsKey(t)))
        {
            track.Spread /= 4;
        }
    }

    /// <summary>Those that reach the target just below the present size or a little further down; the others are not looked at closely.</summary>
    private List<(Track Track, Ray Ray, double[] At)> Promising(List<(Track Track, Ray Ray, double[] At)> trials)
    {
        var values = response.Of([.. trials.SelectMany(trial => new[] { trial.Ray.At(trial.At[^1]), trial.Ray.At(trial.At[LittleDown]) })]);
        return [.. trials.Where((_, k) => response.Reaches(values[2 * k]) || response.Reaches(values[(2 * k) + 1]))];
    }

    /// <summary>The first of some points on a ray that reaches the target.</summary>
    private Crossing? First(Ray ray, double[] at, ReadOnlySpan<double> values)
    {
        var (below, valueBelow) = (0.0, double.NaN);
        for (var c = 0; c < at.Length; c++)
        {
            if (response.Reaches(values[c]))
            {
                return new Crossing(ray, below, valueBelow, at[c], values[c]);
            }

            (below, valueBelow) = (at[c], values[c]);
        }

        return null;
    }

    /// <summary>A shock that is being made smaller.</summary>
    private sealed class Track(Crossing best, double size, int number)
    {
        private const double Little = 1e-3;

        public Crossing Best { get; private set; } = best;

        public double Size { get; private set; } = size;

        public int Number => number;

        /// <summary>How far away random directions are tried, relative to the size; the search ends when it has become small.</summary>
        public double Spread { get; set; } = FirstSpread;

        public void Take(Crossing better, double size)
        {
            // Little steps are worth fewer of them.
            Spread = size < Size * (1 - Little) ? Spread : Spread / 2;
            (Best, Size) = (better, size);
        }
    }
}
