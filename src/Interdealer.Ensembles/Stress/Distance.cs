namespace Interdealer.Ensembles.Stress;

/// <summary>The size of a shock as a function of its coordinates u, each as the norm counts it, and the points of least size.</summary>
internal abstract class Distance
{
    private const int Bisections = 200;

    /// <summary>The point of size 0.</summary>
    public abstract double[] Centre { get; }

    /// <summary>Size of a shock.</summary>
    public abstract double Size(ReadOnlySpan<double> u);

    /// <summary>A point of a box about as near to the centre as any.</summary>
    public abstract double[] Nearest(Box box);

    /// <summary>A size that no point of a box is below.</summary>
    public abstract double LeastIn(Box box);

    /// <summary>The point of a box on the path of least sizes in a direction of slopes g: the least of size²/2 − λ·g′u for the largest norm its limit.</summary>
    /// <param name="slopes">g.</param>
    /// <param name="multiplier">λ, at least 0.</param>
    /// <param name="box">The box.</param>
    protected abstract double[] OnPath(double[] slopes, double multiplier, Box box);

    /// <summary>Corrects the rounding of a search for the multiplier where the equations can be solved.</summary>
    protected virtual double[] Polish(double[] found, double[] slopes, double level, Box box) => found;

    /// <summary>The least shock in a box with g′u ≥ level; null where there is none.</summary>
    public double[]? Least(double[] slopes, double level, Box box)
    {
        var most = slopes.Select((g, i) => g > 0 ? g * box.Upper[i] : g * box.Lower[i]).Sum();
        return most < level || !slopes.Any(g => g != 0) ? null : Polish(Along(slopes, box, u => SmallMatrix.Dot(slopes, u) >= level), slopes, level, box);
    }

    /// <summary>The point of a box with the largest g′u among those of at most a size.</summary>
    public double[] Furthest(double[] slopes, double size, Box box) => Along(slopes, box, u => Size(u) >= size);

    /// <summary>The first point on the path at which something holds that goes on to hold; its end where it never does.</summary>
    private double[] Along(double[] slopes, Box box, Func<double[], bool> holds)
    {
        var (low, high) = (0.0, 1.0);
        for (var k = 0; k < Bisections && !holds(OnPath(slopes, high, box)); k++)
        {
            (low, high) = (high, 2 * high);
        }

        for (var k = 0; k < Bisections && high - low > 1e-16 * high; k++)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = holds(OnPath(slopes, middle, box)) ? (low, middle) : (middle, high);
        }

        return OnPath(slopes, high, box);
    }

    /// <summary>The distance of a norm over the coordinates of a search.</summary>
    public static Distance Of(StressNorm norm, IReadOnlyList<StressCoordinate> coordinates)
    {
        var n = coordinates.Count;
        if (norm is StressNorm.LargestNorm)
        {
            return new LargestDistance(n);
        }

        var (precision, centre) = (new double[n, n], new double[n]);
        if (norm is not StressNorm.MahalanobisNorm of)
        {
            for (var i = 0; i < n; i++)
            {
                precision[i, i] = 1;
            }

            return new QuadraticDistance(precision, centre);
        }

        int[] rows = [.. coordinates.Select(c => of.At(c.Name))];
        var covariance = SmallMatrix.Part(of.Covariance, rows, rows);
        for (var i = 0; i < n; i++)
        {
            var (of1, scale) = (coordinates[i], coordinates[i].Sign / coordinates[i].Unit);
            centre[i] = scale * (of.Mean[rows[i]] - of1.Neutral);
            for (var j = 0; j < n; j++)
            {
                covariance[i, j] *= scale;
                covariance[j, i] *= scale;
            }
        }

        return new QuadraticDistance(SmallMatrix.Inverse(covariance), centre);
    }
}

/// <summary>A box of coordinates.</summary>
/// <param name="Lower">Least value of each.</param>
/// <param name="Upper">Largest value of each.</param>
internal readonly record struct Box(double[] Lower, double[] Upper);

/// <summary>The largest |u|.</summary>
internal sealed class LargestDistance(int dimensions) : Distance
{
    public override double[] Centre => new double[dimensions];

    public override double Size(ReadOnlySpan<double> u)
    {
        var size = 0.0;
        foreach (var x in u)
        {
            size = Math.Max(size, Math.Abs(x));
        }

        return size;
    }

    public override double[] Nearest(Box box)
    {
        var u = new double[dimensions];
        for (var i = 0; i < u.Length; i++)
        {
            u[i] = Math.Clamp(0, box.Lower[i], box.Upper[i]);
        }

        return u;
    }

    public override double LeastIn(Box box) => Size(Nearest(box));

    protected override double[] OnPath(double[] slopes, double multiplier, Box box)
    {
        var u = new double[dimensions];
        for (var i = 0; i < u.Length; i++)
        {
            u[i] = Math.Clamp(Math.Sign(slopes[i]) * multiplier, box.Lower[i], box.Upper[i]);
        }

        return u;
    }
}

/// <summary>√((u − μ)′P(u − μ)); with P the identity and μ = 0 the Euclidean norm.</summary>
internal sealed class QuadraticDistance(double[,] precision, double[] centre) : Distance
{
    private const int MostSweeps = 200;

    private readonly bool _isDiagonal = IsDiagonal(precision);

    public override double[] Centre => (double[])centre.Clone();

    public override double Size(ReadOnlySpan<double> u) => Math.Sqrt(Math.Max(0, Square(u)));

    public override double[] Nearest(Box box) => OnPath(new double[centre.Length], 0, box);

    public override double LeastIn(Box box)
    {
        // The square is convex: it nowhere falls below its tangent, whose least value in a box is at a corner.
        var at = Nearest(box);
        if (_isDiagonal)
        {
            return Size(at);
        }

        var (gradient, least) = (Gradient(at), Square(at));
        for (var i = 0; i < at.Length; i++)
        {
            least += 2 * Math.Min(gradient[i] * (box.Lower[i] - at[i]), gradient[i] * (box.Upper[i] - at[i]));
        }

        return Math.Sqrt(Math.Max(0, least));
    }

    protected override double[] OnPath(double[] slopes, double multiplier, Box box)
    {
        var n = centre.Length;
        var u = new double[n];
        for (var i = 0; i < n; i++)
        {
            u[i] = Math.Clamp(centre[i], box.Lower[i], box.Upper[i]);
        }

        // One coordinate after another at its best, the others as they are: it converges because the square is strictly convex.
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var moved = 0.0;
            for (var i = 0; i < n; i++)
            {
                var pull = multiplier * slopes[i];
                for (var j = 0; j < n; j++)
                {
                    pull -= j == i ? 0 : precision[i, j] * (u[j] - centre[j]);
                }

                var best = Math.Clamp(centre[i] + (pull / precision[i, i]), box.Lower[i], box.Upper[i]);
                moved = Math.Max(moved, Math.Abs(best - u[i]) / (Math.Abs(best) + double.Epsilon));
                u[i] = best;
            }

            if (_isDiagonal || moved <= 1e-15)
            {
                break;
            }
        }

        return u;
    }

    protected override double[] Polish(double[] found, double[] slopes, double level, Box box)
    {
        // Coordinates at a bound stay; the others and the multiplier solve P(u − μ) = λg, g′u = level.
        int[] free = [.. Enumerable.Range(0, found.Length).Where(i => found[i] > box.Lower[i] && found[i] < box.Upper[i])];
        if (free.Length == 0)
        {
            return found;
        }

        var n = free.Length;
        var (matrix, right) = (new double[n + 1, n + 1], new double[n + 1]);
        right[n] = level;
        for (var i = 0; i < found.Length; i++)
        {
            right[n] -= free.Contains(i) ? 0 : slopes[i] * found[i];
        }

        for (var r = 0; r < n; r++)
        {
            for (var c = 0; c < n; c++)
            {
                matrix[r, c] = precision[free[r], free[c]];
            }

            for (var i = 0; i < found.Length; i++)
            {
                right[r] += precision[free[r], i] * (free.Contains(i) ? centre[i] : centre[i] - found[i]);
            }

            (matrix[r, n], matrix[n, r]) = (-slopes[free[r]], slopes[free[r]]);
        }

        var solved = SmallMatrix.Solve(matrix, right);
        var polished = (double[])found.Clone();
        for (var r = 0; r < n; r++)
        {
            polished[free[r]] = solved[r];
        }

        var isInside = Enumerable.Range(0, found.Length).All(i => polished[i] >= box.Lower[i] && polished[i] <= box.Upper[i]);
        return isInside && Size(polished) <= Size(found) * (1 + 1e-9) ? polished : found;
    }

    private static bool IsDiagonal(double[,] matrix) =>
        Enumerable.Range(0, matrix.GetLength(0)).All(r => Enumerable.Range(0, matrix.GetLength(0)).All(c => r == c || matrix[r, c] == 0));

    private double Square(ReadOnlySpan<double> u)
    {
        var sum = 0.0;
        for (var i = 0; i < u.Length; i++)
        {
            for (var j = 0; j < u.Length; j++)
            {
                sum += (u[i] - centre[i]) * precision[i, j] * (u[j] - centre[j]);
            }
        }

        return sum;
    }

    private double[] Gradient(double[] u) => SmallMatrix.Times(precision, [.. u.Select((x, i) => x - centre[i])]);
}
