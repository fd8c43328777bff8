namespace Interdealer.Charts;

/// <summary>A scale of colours that turns at a centre: values as far from it on either side are as deep, and only what occurs is on the scale.</summary>
internal sealed record TwoSidedScale(double Least, double Greatest, object[][] Colours)
{
    // From the deepest blue over the centre to the deepest orange.
    private static readonly (double At, int Red, int Green, int Blue)[] Stops =
        [(-1, 0x0B, 0x4F, 0x8A), (-0.5, 0x6F, 0xA8, 0xD6), (0, 0xE9, 0xE6, 0xE1), (0.5, 0xE8, 0x92, 0x5A), (1, 0xA3, 0x3E, 0x00)];

    /// <summary>The scale of some values; null where all of them are at the centre.</summary>
    public static TwoSidedScale? Of(IEnumerable<double> values, double centre)
    {
        var finite = values.Where(double.IsFinite).Append(centre).ToArray();
        var (least, greatest) = (finite.Min(), finite.Max());
        var farthest = Math.Max(centre - least, greatest - centre);
        if (farthest == 0)
        {
            return null;
        }
        double[] ends = [(least - centre) / farthest, (greatest - centre) / farthest];
        var shown = Stops.Select(stop => stop.At).Where(at => at > ends[0] && at < ends[1]).Prepend(ends[0]).Append(ends[1]).Distinct();
        return new(least, greatest, [.. shown.Select(at => new object[] { Math.Round((at - ends[0]) / (ends[1] - ends[0]), 6), ColourAt(at) })]);
    }

    private static string ColourAt(double at)
    {
        var right = Array.FindIndex(Stops, 1, stop => stop.At >= at);
        var (from, to) = (Stops[right - 1], Stops[right]);
        var share = (at - from.At) / (to.At - from.At);
        int Between(int a, int b) => (int)Math.Round(a + (share * (b - a)));
        return $"#{Between(from.Red, to.Red):X2}{Between(from.Green, to.Green):X2}{Between(from.Blue, to.Blue):X2}";
    }
}
