namespace Interdealer.Risk;

/// <summary>One day of margin.</summary>
/// <param name="Day">Day from 0.</param>
/// <param name="Volatility">Volatility that day, a fraction a day.</param>
/// <param name="Raw">Margin the risk model asks for, in currency.</param>
/// <param name="Charged">Margin charged after the anti-procyclicality tools, in currency; never below raw.</param>
/// <param name="Buffer">Charged over raw less 1, a fraction: what is left above the risk model; 0 when raw is 0.</param>
public sealed record MarginDay(int Day, double Volatility, double Raw, double Charged, double Buffer);

/// <summary>Margin over a path of volatility, with and without tools that keep it from rising when markets can bear it least.</summary>
public static class MarginPath
{
    /// <summary>Margin each day: raw = multiplier · σ · |position|, then through the tools in order.</summary>
    /// <param name="volatilities">One volatility per day, oldest first, a fraction a day, at least 0.</param>
    /// <param name="position">Position in currency; its sign does not matter.</param>
    /// <param name="multiplier">Distribution, measure, confidence and horizon: usually 99 %, 2 days.</param>
    /// <param name="tools">Tools in the order in which they apply; none gives raw margin.</param>
    /// <exception cref="ArgumentException">A volatility is negative or not finite, or the position is not finite.</exception>
    public static IReadOnlyList<MarginDay> Of(
        ReadOnlySpan<double> volatilities, double position, RiskMultiplier multiplier, params ReadOnlySpan<IMarginTool> tools)
    {
        Require.AllNonNegative(volatilities, "(a fraction; write 0.01, not 1, for 1 % a day)");
        Require.Finite(position, "currency");
        ArgumentNullException.ThrowIfNull(multiplier);
        var raw = new double[volatilities.Length];
        for (var t = 0; t < raw.Length; t++)
        {
            raw[t] = multiplier.Value * volatilities[t] * Math.Abs(position);
        }

        var charged = raw;
        foreach (var tool in tools)
        {
            charged = tool.Charge(charged);
        }

        var days = new MarginDay[raw.Length];
        for (var t = 0; t < days.Length; t++)
        {
            days[t] = new MarginDay(t, volatilities[t], raw[t], charged[t], raw[t] > 0 ? (charged[t] / raw[t]) - 1 : 0);
        }

        return days;
    }
}
