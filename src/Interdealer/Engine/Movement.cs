namespace Interdealer.Engine;

/// <summary>How far a column has moved: what tells whether a scenario is at rest.</summary>
internal static class Movement
{
    // Rows that are looked at before asking whether the rest matters.
    private const int Rows = 8;

    /// <summary>
    /// Raises each scenario's distance to the largest |now − before| / max(scale, |before|) of the column, if that is more. Once the scenarios of a
    /// vector have all moved by more than enough, the rest is not looked at: how far they moved beyond that is not asked for.
    /// </summary>
    public static void Measure(Span<double> distance, Column now, Column before, double scale, double enough)
    {
        if (!(now.IsZero && before.IsZero))
        {
            Widths.Do(new Work(distance, now, before, scale, enough), 0, distance.Length);
        }
    }

    private readonly ref struct Work(Span<double> distance, Column now, Column before, double scale, double enough) : IWork
    {
        private readonly Span<double> _distance = distance;

        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            ref readonly var a = ref now.Place();
            ref readonly var b = ref before.Place();
            for (var scenario = first; scenario < end; scenario += T.Count)
            {
                var most = T.Load(in _distance[0], scenario);
                for (var row = 0; row < now.Rows && !(row % Rows == 0 && T.All(most > enough)); row++)
                {
                    var at = (row * now.ScenarioCount) + scenario;
                    var (x, y) = (T.Load(in a, at), T.Load(in b, at));
                    var same = T.AreEqual(x, y);
                    if (T.All(same))
                    {
                        continue;
                    }

                    // Equal infinities, such as a depth without limit, are no distance; once not a number, always not a number.
                    // A distance between finite numbers is finite, though it may be beyond the largest.
                    var gap = T.Except(same, T.Min(double.MaxValue, T.Abs(x - y) / T.Max(scale, T.Abs(y))));
                    most = T.Where((gap <= most) | T.IsNaN(most), most, gap);
                }

                T.Store(most, ref _distance[0], scenario);
            }
        }
    }
}
