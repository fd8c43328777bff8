using System.Collections.Immutable;
using Interdealer.Ensembles.Outputs;

namespace Interdealer.Ensembles.Stress;

/// <summary>Finds the least shock on many directions and puts those into families.</summary>
internal sealed class FamilySearch(ReverseStress search, StressTarget target, int directions, ReverseStressOptions options) : IDisposable
{
    private const double Accuracy = 1e-4;
    private const int MostFamilies = 20;
    private const int MostDifferent = 8;
    private readonly Response _response = search.Response(target.Output, target.Threshold, options.CheckpointOf("families"));
    private readonly Distance _distance = Distance.Of(search.Norm, search.Coordinates);

    public StressFamilies Run()
    {
        var start = _distance.Nearest(_response.Box);
        var rays = Directions(start).ToList();
        var cases = RaySearch.Refine(_response, RaySearch.Scan(_response, rays, options.PointsPerDirection), Accuracy);
        double[][] points = [.. cases.Select(c => c.Point)];
        double[][] units = [.. points.Select(p => Unit(p, start))];
        var (labels, silhouette) = Clusters.Best(units, MostFamilies);
        var losses = LossesOf(points);
        return new StressFamilies
        {
            Directions = rays.Count,
            Cases = cases.Count,
            Silhouette = silhouette,
            Families = [.. Enumerable.Range(0, cases.Count).GroupBy(c => labels[c]).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => Family([.. g], points, units, losses))],
            MostDifferent = [.. Different(points, units).Select(c => Shock(cases[c]))],
        };
    }

    public void Dispose() => _response.Dispose();

    private IEnumerable<Ray> Directions(double[] start)
    {
        var draws = new NormalDraws(options.Seed, 4);
        for (var k = 0; k < directions; k++)
        {
            var direction = new double[start.Length];
            for (var i = 0; i < direction.Length; i++)
            {
                var draw = draws.At(k, i);
                direction[i] = start[i] <= _response.Box.Lower[i] ? Math.Abs(draw) : draw;
            }

            if (Ray.Along(start, direction, _response.Box) is { } ray)
            {
                yield return ray;
            }
        }
    }

    /// <summary>The loss of every institution in every case; none where a function is searched.</summary>
    private Column? LossesOf(double[][] points)
    {
        if (search.System is not { } system || points.Length == 0)
        {
            return null;
        }

        var values = new Column(search.Coordinates.Length + search.Following.Length, points.Length);
        for (var p = 0; p < points.Length; p++)
        {
            var at = _response.ValuesAt(points[p]);
            for (var r = 0; r < at.Length; r++)
            {
                values[r, p] = at[r];
            }
        }

        var losses = new Column(system.Institutions.Length, points.Length);
        search.Batch([.. Output.Losses(system)]).Run(values, losses);
        return losses;
    }

    private StressFamily Family(int[] members, double[][] points, double[][] units, Column? losses)
    {
        var least = members.MinBy(m => _distance.Size(points[m]));
        var centre = Clusters.Centre(units, members);
        return new StressFamily(
            members.Length,
            StressMoves.Of(search, _response, _distance, points[least]),
            _distance.Size(points[least]),
            [.. search.Coordinates.Select((c, i) => new StressMove(c.Name, centre[i], centre[i] * centre[i]))],
            losses is null ? [] : Institutions(members, losses));
    }

    private ImmutableArray<StressedInstitution> Institutions(int[] members, Column losses)
    {
        var system = search.System!;
        var equity = system.Start().Value().Equity.Scenario(0);
        double[] mean = [.. Enumerable.Range(0, losses.Rows).Select(i => members.Sum(m => losses[i, m]) / members.Length)];
        var all = mean.Sum();
        return [.. system.Institutions.Select((x, i) => new StressedInstitution(x.Name, mean[i], all != 0 ? mean[i] / all : 0, equity[i] > 0 ? mean[i] / equity[i] : double.NaN))
            .OrderByDescending(i => i.Loss).ThenBy(i => i.Institution, StringComparer.Ordinal)];
    }

    /// <summary>The smallest, then the one whose direction is farthest from all taken.</summary>
    private List<int> Different(double[][] points, double[][] units)
    {
        var taken = new List<int>();
        var apart = Enumerable.Repeat(double.PositiveInfinity, points.Length).ToArray();
        while (taken.Count < Math.Min(MostDifferent, points.Length))
        {
            var next = taken.Count == 0
                ? Enumerable.Range(0, points.Length).MinBy(p => _distance.Size(points[p]))
                : Enumerable.Range(0, points.Length).MaxBy(p => apart[p]);
            taken.Add(next);
            for (var p = 0; p < points.Length; p++)
            {
                apart[p] = Math.Min(apart[p], Clusters.Square(units[p], units[next]));
            }
        }

        return taken;
    }

    private LeastShock Shock(Crossing c) =>
        new(_distance.Size(c.Point), _distance.Size(c.Ray.At(c.Below)), StressMoves.Of(search, _response, _distance, c.Point), c.ValueAbove, c.ValueBelow, false);

    private static double[] Unit(double[] point, double[] start)
    {
        var length = Math.Sqrt(Clusters.Square(point, start));
        return [.. point.Select((x, i) => length > 0 ? (x - start[i]) / length : 0)];
    }
}

/// <summary>Points in clusters: k-means from seeds that are farthest from each other, the number of clusters that tells them apart best.</summary>
internal static class Clusters
{
    private const int MostRounds = 100;

    /// <summary>The clustering with the largest simplified silhouette among those of 2 to a number of clusters.</summary>
    public static (int[] Labels, double Silhouette) Best(double[][] points, int most)
    {
        var best = (Labels: new int[points.Length], Silhouette: 0.0);
        for (var k = 2; k <= Math.Min(most, points.Length); k++)
        {
            var (labels, centres) = Means(points, k);
            var silhouette = Silhouette(points, labels, centres);
            best = silhouette > best.Silhouette ? (labels, silhouette) : best;
        }

        return best;
    }

    /// <summary>Mean of some points.</summary>
    public static double[] Centre(double[][] points, int[] members) =>
        [.. Enumerable.Range(0, points[0].Length).Select(i => members.Sum(m => points[m][i]) / members.Length)];

    /// <summary>Squared distance.</summary>
    public static double Square(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }

    private static (int[] Labels, double[][] Centres) Means(double[][] points, int k)
    {
        var (centres, labels) = (Seeds(points, k), new int[points.Length]);
        for (var (round, moved) = (0, true); round < MostRounds && moved; round++)
        {
            moved = false;
            for (var p = 0; p < points.Length; p++)
            {
                var nearest = Nearest(centres, points[p]);
                moved |= round == 0 || nearest != labels[p];
                labels[p] = nearest;
            }

            var members = Enumerable.Range(0, points.Length).ToLookup(p => labels[p]);
            centres = [.. centres.Select((c, j) => members[j].Any() ? Centre(points, [.. members[j]]) : c)];
        }

        return (labels, centres);
    }

    private static double[][] Seeds(double[][] points, int k)
    {
        var seeds = new List<double[]> { points[0] };
        var apart = points.Select(p => Square(p, points[0])).ToArray();
        while (seeds.Count < k)
        {
            var next = points[Array.IndexOf(apart, apart.Max())];
            seeds.Add(next);
            for (var p = 0; p < points.Length; p++)
            {
                apart[p] = Math.Min(apart[p], Square(points[p], next));
            }
        }

        return [.. seeds];
    }

    private static int Nearest(double[][] centres, double[] point)
    {
        var nearest = 0;
        for (var c = 1; c < centres.Length; c++)
        {
            nearest = Square(centres[c], point) < Square(centres[nearest], point) ? c : nearest;
        }

        return nearest;
    }

    private static double Silhouette(double[][] points, int[] labels, double[][] centres)
    {
        var sum = 0.0;
        for (var p = 0; p < points.Length; p++)
        {
            var (own, other) = (Math.Sqrt(Square(points[p], centres[labels[p]])), double.PositiveInfinity);
            for (var c = 0; c < centres.Length; c++)
            {
                other = c == labels[p] ? other : Math.Min(other, Math.Sqrt(Square(points[p], centres[c])));
            }

            sum += Math.Max(own, other) > 0 ? (other - own) / Math.Max(own, other) : 0;
        }

        return sum / points.Length;
    }
}
