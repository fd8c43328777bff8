namespace Interdealer.Risk;

/// <summary>One day of history that enters a risk number.</summary>
/// <param name="Day">Day from 0, the oldest of the history.</param>
/// <param name="Rank">1 for the worst day.</param>
/// <param name="Weight">Share of the risk number taken from this day; weights add up to 1.</param>
/// <param name="ProfitAndLoss">Gain of today's positions on that day, in currency; negative for a loss.</param>
public sealed record TailScenario(int Day, int Rank, double Weight, double ProfitAndLoss);

/// <summary>
/// Writes every historical risk number as minus a weighted mean of days, so that quantiles, shortfalls and Euler contributions share one form.
/// </summary>
internal static class EmpiricalTail
{
    // 1 − 0.99 is not exactly 0.01: a p·T this near to a whole number of days is that number.
    private const double Snap = 1e-9;

    public static List<TailScenario> ValueAtRisk(double[] gains, double tail, QuantileConvention convention)
    {
        var order = WorstFirst(gains);
        var expected = SnapToWhole(tail * gains.Length);
        var (first, towardsNext) = convention switch
        {
            QuantileConvention.LowerQuantile => (Math.Ceiling(expected), 0),
            QuantileConvention.UpperQuantile => (Math.Floor(expected) + 1, 0),
            _ => Split(SnapToWhole(((gains.Length - 1) * tail) + 1)),
        };
        var rank = (int)first;
        var result = new List<TailScenario> { Scenario(gains, order, rank, 1 - towardsNext) };
        if (towardsNext > 0)
        {
            result.Add(Scenario(gains, order, rank + 1, towardsNext));
        }

        return result;
    }

    /// <summary>Mean of the worst p·T days; the day on the boundary counts with the fraction that is left (Acerbi and Tasche 2002).</summary>
    public static List<TailScenario> ExpectedShortfall(double[] gains, double tail)
    {
        var order = WorstFirst(gains);
        var expected = SnapToWhole(tail * gains.Length);
        var result = new List<TailScenario>();
        for (var rank = 1; rank - 1 < expected; rank++)
        {
            result.Add(Scenario(gains, order, rank, Math.Min(1, expected - (rank - 1)) / expected));
        }

        return result;
    }

    /// <summary>The first day, from the worst, at which the weights passed reach the tail (lower) or exceed it (upper).</summary>
    public static List<TailScenario> ValueAtRisk(double[] gains, double tail, QuantileConvention convention, ObservationWeights weights)
    {
        var order = WorstFirst(gains);
        var passed = 0.0;
        for (var rank = 1; rank < order.Length; rank++)
        {
            passed += weights[order[rank - 1]];
            if (convention == QuantileConvention.LowerQuantile ? passed >= tail - (Snap * tail) : passed > tail + (Snap * tail))
            {
                return [Scenario(gains, order, rank, 1)];
            }
        }

        return [Scenario(gains, order, order.Length, 1)];
    }

    /// <summary>Mean of the worst days whose weights add up to the tail, the last of them in part.</summary>
    public static List<TailScenario> ExpectedShortfall(double[] gains, double tail, ObservationWeights weights)
    {
        var order = WorstFirst(gains);
        var result = new List<TailScenario>();
        var left = tail;
        for (var rank = 1; rank <= order.Length && left > Snap * tail; rank++)
        {
            var taken = rank == order.Length ? left : Math.Min(left, weights[order[rank - 1]]);
            left -= taken;
            if (taken > 0)
            {
                result.Add(Scenario(gains, order, rank, taken / tail));
            }
        }

        return result;
    }

    private static TailScenario Scenario(double[] gains, int[] order, int rank, double weight) =>
        new(order[rank - 1], rank, weight, gains[order[rank - 1]]);

    private static (double Whole, double Fraction) Split(double position) => (Math.Floor(position), position - Math.Floor(position));

    private static double SnapToWhole(double days) => Math.Abs(days - Math.Round(days)) < Snap ? Math.Round(days) : days;

    /// <summary>Days from the worst to the best; equal days keep the order of time, so that contributions are the same on every machine.</summary>
    private static int[] WorstFirst(double[] gains)
    {
        var order = new int[gains.Length];
        for (var t = 0; t < order.Length; t++)
        {
            order[t] = t;
        }

        Array.Sort(order, (a, b) => gains[a].CompareTo(gains[b]) is var c and not 0 ? c : a.CompareTo(b));
        return order;
    }
}
