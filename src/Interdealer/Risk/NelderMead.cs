namespace Interdealer.Risk;

/// <summary>Minimises a smooth function of a few variables without derivatives (Nelder and Mead 1965).</summary>
internal static class NelderMead
{
    /// <summary>Where the search stopped, the value there, and whether the simplex had shrunk to a point.</summary>
    public readonly record struct Minimum(double[] At, double Value, int Evaluations, bool Settled);

    public static Minimum Minimise(Func<double[], double> function, double[] start, double step, int limit)
    {
        var n = start.Length;
        var points = new double[n + 1][];
        var values = new double[n + 1];
        for (var i = 0; i <= n; i++)
        {
            points[i] = (double[])start.Clone();
            if (i > 0)
            {
                points[i][i - 1] += step;
            }

            values[i] = function(points[i]);
        }

        var used = n + 1;
        while (true)
        {
            Sort(points, values);
            var settled = Spread(points) < 1e-7 && values[n] - values[0] < 1e-14 * (1 + Math.Abs(values[0]));
            if (settled || used >= limit)
            {
                return new Minimum(points[0], values[0], used, settled);
            }

            var centre = Centre(points);
            double Try(double scale, out double[] point)
            {
                point = new double[n];
                for (var k = 0; k < n; k++)
                {
                    point[k] = centre[k] + (scale * (points[n][k] - centre[k]));
                }

                used++;
                return function(point);
            }

            var value = Try(-1, out var candidate);
            if (value < values[0])
            {
                var further = Try(-2, out var expanded);
                (value, candidate) = further < value ? (further, expanded) : (value, candidate);
            }
            else if (value >= values[n - 1])
            {
                // Contract towards the better of the reflected and the worst point; if even that fails, shrink towards the best.
                var nearer = Try(value < values[n] ? -0.5 : 0.5, out var contracted);
                if (nearer >= Math.Min(value, values[n]))
                {
                    used += Shrink(function, points, values);
                    continue;
                }

                (value, candidate) = (nearer, contracted);
            }

            (points[n], values[n]) = (candidate, value);
        }
    }

    private static int Shrink(Func<double[], double> function, double[][] points, double[] values)
    {
        for (var i = 1; i < points.Length; i++)
        {
            for (var k = 0; k < points[i].Length; k++)
            {
                points[i][k] = 0.5 * (points[i][k] + points[0][k]);
            }

            values[i] = function(points[i]);
        }

        return points.Length - 1;
    }

    private static double[] Centre(double[][] points)
    {
        var n = points.Length - 1;
        var centre = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                centre[k] += points[i][k] / n;
            }
        }

        return centre;
    }

    private static double Spread(double[][] points)
    {
        var spread = 0.0;
        for (var i = 1; i < points.Length; i++)
        {
            for (var k = 0; k < points[i].Length; k++)
            {
                spread = Math.Max(spread, Math.Abs(points[i][k] - points[0][k]));
            }
        }

        return spread;
    }

    /// <summary>Insertion sort: stable, so that ties never depend on the sorting library.</summary>
    private static void Sort(double[][] points, double[] values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            for (var j = i; j > 0 && values[j] < values[j - 1]; j--)
            {
                (values[j], values[j - 1]) = (values[j - 1], values[j]);
                (points[j], points[j - 1]) = (points[j - 1], points[j]);
            }
        }
    }
}
