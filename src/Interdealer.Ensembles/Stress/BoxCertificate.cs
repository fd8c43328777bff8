namespace Interdealer.Ensembles.Stress;

/// <summary>What a search over boxes showed.</summary>
/// <param name="Radius">No shock below this size reaches the target.</param>
/// <param name="Hit">A shock smaller than the one looked for that does; null where there is none.</param>
/// <param name="Contradiction">Two shocks, the second at least as bad in every coordinate, of which the first has the larger output; null where none were met.</param>
internal sealed record BoxFinding(double Radius, double[]? Hit, (double[] Milder, double[] Worse)? Contradiction);

/// <summary>
/// Shows that no shock below a size reaches the target, where the output never falls as any coordinate gets worse: a box whose worst corner
/// does not reach it holds no shock that does, one farther away than the size does not matter, any other is cut in two.
/// </summary>
/// <param name="response">The response, not decreasing in any coordinate.</param>
/// <param name="distance">The sizes.</param>
/// <param name="weights">How much each coordinate matters, to choose the side that is cut.</param>
/// <param name="hits">Shocks known to reach the target: a worse one that does not is a contradiction.</param>
/// <param name="most">Cascades at most.</param>
internal sealed class BoxCertificate(Response response, Distance distance, double[] weights, IReadOnlyList<double[]> hits, long most)
{
    private const int AtOnce = 2048;

    // Cascades end within a tolerance; a fall by less than this, relative, is none.
    private const double Rounding = 1e-9;

    private readonly PriorityQueue<Part, (double Least, long Number)> _open = new();
    private long _number;

    /// <summary>Told of the size up to which nothing is left to look at.</summary>
    public Action<double>? Progress { get; init; }

    /// <summary>Searches all boxes nearer than a size, nearest first.</summary>
    public BoxFinding Search(double size)
    {
        var whole = response.Box;
        var ends = response.Of([whole.Lower, whole.Upper]);
        Put(new Part(whole, ends[0], ends[1]), size);
        while (_open.Count > 0 && response.Count < most)
        {
            var parts = Take();
            Progress?.Invoke(parts[0].Least);
            var corners = parts.Select(p => Cut(p.Part.Box)).ToList();
            var values = response.Of([.. corners.SelectMany(c => new[] { c.First.Upper, c.Second.Lower, distance.Nearest(c.Second) })]);
            for (var k = 0; k < parts.Count; k++)
            {
                var (part, (first, second)) = (parts[k].Part, corners[k]);
                var (middle, start, nearest) = (values[3 * k], values[(3 * k) + 1], values[(3 * k) + 2]);
                if ((Contradiction(part.AtLower, first.Lower, middle, first.Upper) ?? Contradiction(start, second.Lower, part.AtUpper, second.Upper) ?? Contradiction(middle, first.Upper)) is { } pair)
                {
                    return new BoxFinding(0, null, pair);
                }

                if (response.Reaches(nearest) && distance.Size(distance.Nearest(second)) < size)
                {
                    return new BoxFinding(parts[0].Least, distance.Nearest(second), null);
                }

                Put(new Part(first, part.AtLower, middle), size);
                Put(new Part(second, start, part.AtUpper), size);
            }
        }

        return new BoxFinding(_open.TryPeek(out _, out var next) ? Math.Min(size, next.Least) : size, null, null);
    }

    private void Put(Part part, double size)
    {
        var least = distance.LeastIn(part.Box);
        if (response.Reaches(part.AtUpper) && least < size)
        {
            _open.Enqueue(part, (least, _number++));
        }
    }

    private List<(Part Part, double Least)> Take()
    {
        var parts = new List<(Part, double)>();
        while (parts.Count < AtOnce && _open.TryDequeue(out var part, out var key))
        {
            parts.Add((part, key.Least));
        }

        return parts;
    }

    /// <summary>Cuts the side along which the output should change most.</summary>
    private (Box First, Box Second) Cut(Box box)
    {
        var side = 0;
        for (var i = 1; i < weights.Length; i++)
        {
            side = weights[i] * (box.Upper[i] - box.Lower[i]) > weights[side] * (box.Upper[side] - box.Lower[side]) ? i : side;
        }

        var middle = box.Lower[side] + ((box.Upper[side] - box.Lower[side]) / 2);
        var (upper, lower) = ((double[])box.Upper.Clone(), (double[])box.Lower.Clone());
        (upper[side], lower[side]) = (middle, middle);
        return (new Box(box.Lower, upper), new Box(lower, box.Upper));
    }

    private static (double[] Milder, double[] Worse)? Contradiction(double mild, double[] milder, double bad, double[] worse) =>
        mild > bad + (Rounding * Math.Max(Math.Abs(mild), Math.Abs(bad))) ? (milder, worse) : null;

    /// <summary>A shock that does not reach the target though it is worse than one that does.</summary>
    private (double[] Milder, double[] Worse)? Contradiction(double value, double[] point)
    {
        if (response.Reaches(value) || double.IsNaN(value))
        {
            return null;
        }

        foreach (var hit in hits)
        {
            if (IsWorse(point, hit))
            {
                return (hit, point);
            }
        }

        return null;
    }

    private static bool IsWorse(double[] point, double[] than)
    {
        for (var i = 0; i < point.Length; i++)
        {
            if (point[i] < than[i])
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Part(Box Box, double AtLower, double AtUpper);
}
