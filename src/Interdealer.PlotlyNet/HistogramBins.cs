namespace Interdealer.Charts;

/// <summary>Values counted in bins of equal width.</summary>
internal sealed record HistogramBins(double Start, double Width, int[] Counts)
{
    private const int Fewest = 5;
    private const int Most = 60;
    private const int Limit = 500;

    public double End => Start + Width * Counts.Length;

    public int Total => Counts.Sum();

    public IEnumerable<double> Centres => Counts.Select((_, i) => Start + Width * (i + 0.5));

    public static HistogramBins Of(IEnumerable<double> values, int? bins)
    {
        var sorted = Require.NotEmpty(values, nameof(values));
        Array.ForEach(sorted, value => Require.FiniteNumber(value, nameof(values)));
        Array.Sort(sorted);
        if (bins is < 1 or > Limit)
        {
            throw new ArgumentOutOfRangeException(nameof(bins), bins, FormattableString.Invariant($"bins must be 1 to {Limit}."));
        }
        var (least, greatest) = (sorted[0], sorted[^1]);
        if (least == greatest)
        {
            // One value has no spread: a bin around it, wide enough to be told from its neighbours.
            var width = least == 0 ? 1 : Math.Abs(least) / 10;
            return new(least - width / 2, width, [sorted.Length]);
        }
        var number = bins ?? Chosen(sorted);
        var size = (greatest - least) / number;
        var counts = new int[number];
        foreach (var value in sorted)
        {
            counts[Math.Min(number - 1, (int)((value - least) / size))]++;
        }
        return new(least, size, counts);
    }

    // Freedman and Diaconis (1981): width 2·IQR/n^⅓.
    private static int Chosen(double[] sorted)
    {
        var width = 2 * (sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4]) / Math.Cbrt(sorted.Length);
        return width > 0 ? (int)Math.Clamp(Math.Ceiling((sorted[^1] - sorted[0]) / width), Fewest, Most) : Fewest;
    }
}
