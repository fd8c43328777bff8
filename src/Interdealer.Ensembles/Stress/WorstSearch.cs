using Interdealer.Ensembles.Outputs;

namespace Interdealer.Ensembles.Stress;

/// <summary>The largest output among shocks of at most a size: from many starts at once towards the shock that would be worst if the output were linear.</summary>
internal sealed class WorstSearch(ReverseStress search, Output output, double size, ReverseStressOptions options) : IDisposable
{
    private const int MostRounds = 60;
    private const int Starts = 16;
    private static readonly double[] Way = [1, 0.5, 0.2, 0.05];
    private readonly Response _response = search.Response(output, double.PositiveInfinity, options.CheckpointOf("worst"));
    private readonly Distance _distance = Distance.Of(search.Norm, search.Coordinates);

    public LeastShock Run()
    {
        var box = _response.Box;
        var centre = _distance.Nearest(box);
        if (_distance.Size(centre) > size)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"size must be at least {Require.Text(_distance.Size(centre))}, that of the least shock within the limits of the coordinates; it was {Require.Text(size)}.");
        }

        var draws = new NormalDraws(options.Seed, 3);
        var directions = Enumerable.Range(0, options.Directions).Select(k => Enumerable.Range(0, _response.Dimensions).Select(i => draws.At(k, i)).ToArray());
        double[][] shocks = [centre, .. directions.Select(g => _distance.Furthest(g, size, box))];
        var values = _response.Of(shocks);
        int[] first = [.. Enumerable.Range(0, shocks.Length).OrderByDescending(k => values[k]).ThenBy(k => k).Take(Starts)];
        return Improve([.. first.Select(k => shocks[k])], [.. first.Select(k => values[k])]);
    }

    public void Dispose() => _response.Dispose();

    private LeastShock Improve(double[][] shocks, double[] values)
    {
        var slopes = new LocalSearch(_response, _distance, options.Seed);
        for (var (round, moved) = (0, true); round < MostRounds && moved; round++)
        {
            moved = false;
            var gradients = slopes.SlopesAt([.. shocks.Select(u => (u, size))]);
            double[][] trials = [.. shocks.SelectMany((u, k) => Trials(u, gradients[k]))];
            var found = _response.Of(trials);
            for (var t = 0; t < trials.Length; t++)
            {
                var k = t / Way.Length;
                if (found[t] > values[k])
                {
                    (shocks[k], values[k], moved) = (trials[t], found[t], true);
                }
            }
        }

        var best = Array.IndexOf(values, values.Max());
        return new LeastShock(_distance.Size(shocks[best]), double.NaN, StressMoves.Of(search, _response, _distance, shocks[best]), values[best], double.NaN, false);
    }

    private double[][] Trials(double[] u, double[] gradient)
    {
        var worst = _distance.Furthest(gradient, size, _response.Box);
        return [.. Way.Select(way => (double[])[.. u.Select((x, i) => x + (way * (worst[i] - x)))])];
    }
}
