namespace Interdealer.Ensembles.Stress;

/// <summary>The shocks start + s·direction, s from 0 to where they leave the box.</summary>
internal sealed class Ray
{
    private const int Bisections = 100;

    private Ray(double[] start, double[] direction, Box box, double length) => (Start, Direction, Box, Length) = (start, direction, box, length);

    /// <summary>Where it starts: the point of the box nearest to the centre.</summary>
    public double[] Start { get; }

    /// <summary>Its direction.</summary>
    public double[] Direction { get; }

    /// <summary>Largest s.</summary>
    public double Length { get; }

    private Box Box { get; }

    /// <summary>The ray through a point; null where it has no length.</summary>
    public static Ray? Through(double[] start, double[] point, Box box) => Along(start, [.. point.Select((x, i) => x - start[i])], box);

    /// <summary>The ray in a direction; null where it has no length.</summary>
    public static Ray? Along(double[] start, double[] direction, Box box)
    {
        var length = double.PositiveInfinity;
        for (var i = 0; i < start.Length; i++)
        {
            // A ray that would leave the box at once slides along its side.
            if ((direction[i] > 0 && start[i] >= box.Upper[i]) || (direction[i] < 0 && start[i] <= box.Lower[i]))
            {
                direction[i] = 0;
            }
            else if (direction[i] != 0)
            {
                length = Math.Min(length, ((direction[i] > 0 ? box.Upper[i] : box.Lower[i]) - start[i]) / direction[i]);
            }
        }

        return length is > 0 and < double.PositiveInfinity ? new Ray(start, direction, box, length) : null;
    }

    /// <summary>The shock at s.</summary>
    public double[] At(double s)
    {
        var point = new double[Start.Length];
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = Math.Clamp(Start[i] + (s * Direction[i]), Box.Lower[i], Box.Upper[i]);
        }

        return point;
    }

    /// <summary>The largest s at which the shock is not above a size.</summary>
    public double AtSize(double size, Distance distance)
    {
        var (low, high) = (0.0, Length);
        if (distance.Size(At(high)) <= size)
        {
            return high;
        }

        for (var k = 0; k < Bisections && high - low > 1e-16 * high; k++)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = distance.Size(At(middle)) <= size ? (middle, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>A threshold on a ray, bracketed: at the lower end the target is not reached, at the upper it is.</summary>
/// <param name="Ray">The ray.</param>
/// <param name="Below">s at which it is not reached.</param>
/// <param name="ValueBelow">The output there.</param>
/// <param name="Above">s at which it is reached.</param>
/// <param name="ValueAbove">The output there.</param>
internal sealed record Crossing(Ray Ray, double Below, double ValueBelow, double Above, double ValueAbove)
{
    /// <summary>The shock that reaches the target.</summary>
    public double[] Point { get; } = Ray.At(Above);
}

/// <summary>First thresholds on many rays at once.</summary>
internal static class RaySearch
{
    private const int Sections = 8;
    private const int MostRefinements = 60;

    /// <summary>Looks at some points of every ray and takes the first that reaches the target, with the one before it.</summary>
    /// <param name="response">The response.</param>
    /// <param name="rays">The rays.</param>
    /// <param name="points">Points on each, evenly spread up to its end.</param>
    public static List<Crossing> Scan(Response response, IReadOnlyList<Ray> rays, int points)
    {
        var values = response.Of([.. rays.SelectMany(ray => Enumerable.Range(1, points).Select(k => ray.At(ray.Length * k / points)))]);
        var found = new List<Crossing>();
        for (var r = 0; r < rays.Count; r++)
        {
            var (before, valueBefore) = (0.0, double.NaN);
            for (var k = 0; k < points; k++)
            {
                var (s, value) = (rays[r].Length * (k + 1) / points, values[(r * points) + k]);
                if (response.Reaches(value))
                {
                    found.Add(new Crossing(rays[r], before, valueBefore, s, value));
                    break;
                }

                (before, valueBefore) = (s, value);
            }
        }

        return found;
    }

    /// <summary>Narrows every bracket to a relative width: each is cut into sections, and the first that ends in the target is the next bracket.</summary>
    public static List<Crossing> Refine(Response response, IReadOnlyList<Crossing> crossings, double accuracy)
    {
        var refined = crossings.ToList();
        for (var k = 0; k < MostRefinements; k++)
        {
            int[] open = [.. Enumerable.Range(0, refined.Count).Where(c => refined[c].Above - refined[c].Below > accuracy * refined[c].Above)];
            if (open.Length == 0)
            {
                break;
            }

            var values = response.Of([.. open.SelectMany(c => Enumerable.Range(1, Sections - 1).Select(j => refined[c].Ray.At(Section(refined[c], j))))]);
            for (var o = 0; o < open.Length; o++)
            {
                refined[open[o]] = Narrow(response, refined[open[o]], values.AsSpan(o * (Sections - 1), Sections - 1));
            }
        }

        return refined;
    }

    private static double Section(Crossing crossing, int j) => crossing.Below + ((crossing.Above - crossing.Below) * j / Sections);

    private static Crossing Narrow(Response response, Crossing crossing, ReadOnlySpan<double> values)
    {
        var (below, valueBelow) = (crossing.Below, crossing.ValueBelow);
        for (var j = 1; j < Sections; j++)
        {
            var s = Section(crossing, j);
            if (response.Reaches(values[j - 1]))
            {
                return new Crossing(crossing.Ray, below, valueBelow, s, values[j - 1]);
            }

            (below, valueBelow) = (s, values[j - 1]);
        }

        return new Crossing(crossing.Ray, below, valueBelow, crossing.Above, crossing.ValueAbove);
    }
}
