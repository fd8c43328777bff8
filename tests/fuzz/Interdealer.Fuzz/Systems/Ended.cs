using Interdealer.Cascades;

namespace Interdealer.Fuzz.Systems;

/// <summary>Where one scenario ended, and how.</summary>
internal readonly record struct Ended(State State, int Scenario, Outcome Outcome, int Rounds, double Residual, Divergence? Divergence)
{
    public static Ended Of(CascadeResult result, int s) => new(result.End, s, result.Outcomes[s], result.RoundCounts[s], result.Residuals[s], result.Divergence(s));

    public static Ended Of(CascadeBlock block, int s) => new(block.State, s, block.Outcomes[s], block.Rounds[s], block.Residuals[s], block.Divergence(s));

    /// <summary>The first difference; null where there is none, to the last bit.</summary>
    public string? DifferenceFrom(Ended other)
    {
        if ((Outcome, Rounds) != (other.Outcome, other.Rounds))
        {
            return $"{Outcome} after {Rounds} rounds, {other.Outcome} after {other.Rounds}";
        }

        if (!Residual.Equals(other.Residual))
        {
            return $"residual {Code.Of(Residual)}, {Code.Of(other.Residual)} ({Outcome})";
        }

        return Divergence != other.Divergence ? $"{Divergence}, {other.Divergence}" : Difference(State, Scenario, other.State, other.Scenario);
    }

    /// <summary>The first difference of two scenarios of states.</summary>
    public static string? Difference(State one, int s, State other, int t)
    {
        var columns = other.Columns.ToDictionary(x => x.Name, x => x.Column, StringComparer.Ordinal);
        foreach (var (name, column) in one.Columns)
        {
            if (Difference(name, column, s, columns.GetValueOrDefault(name), t) is { } difference)
            {
                return difference;
            }

            columns.Remove(name);
        }

        return columns.Select(x => Difference(x.Key, x.Value, t, null, s)).FirstOrDefault(d => d is not null);
    }

    /// <summary>The first difference beyond rounding.</summary>
    /// <param name="other">Where else it ended.</param>
    /// <param name="size">What amounts are measured against; other quantities against 1 or themselves.</param>
    public string? DistanceFrom(Ended other, double size)
    {
        var columns = other.State.Columns.ToDictionary(x => x.Name, x => x.Column, StringComparer.Ordinal);
        foreach (var (name, column) in State.Columns)
        {
            var scale = StateLaws.Amounts.Contains(name) ? size : 1;
            for (var row = 0; row < column.Rows && columns.TryGetValue(name, out var same); row++)
            {
                var (x, y) = (column[row, Scenario], same[row, other.Scenario]);
                if (!x.Equals(y) && !(Math.Abs(x - y) <= 1e-9 * Math.Max(scale, Math.Abs(y))))
                {
                    return $"{name}[{row}] {Code.Of(x)}, {Code.Of(y)}";
                }
            }
        }

        return null;
    }

    /// <summary>A column that nobody asked for reads as zeros, a multiple that nobody set as ones.</summary>
    private static string? Difference(string name, Column column, int s, Column? other, int t)
    {
        for (var row = 0; row < column.Rows; row++)
        {
            var (x, y) = (column[row, s], other is null ? (name.StartsWith("Multiple.", StringComparison.Ordinal) ? 1 : 0) : other[row, t]);
            if (BitConverter.DoubleToInt64Bits(x) != BitConverter.DoubleToInt64Bits(y))
            {
                return $"{name}[{row}] {Code.Of(x)}, {Code.Of(y)}{(x.Equals(y) ? " (other bits)" : "")}";
            }
        }

        return null;
    }
}
