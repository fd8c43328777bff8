namespace Interdealer.Sensitivity;

/// <summary>Axes of a grid: listed values, evenly spaced ones, evenly spaced ratios, and named choices.</summary>
public static class Axis
{
    /// <summary>An axis of listed values.</summary>
    /// <typeparam name="T">Numbers or choices.</typeparam>
    /// <param name="name">What varies, with its unit.</param>
    /// <param name="values">At least one; finite, no two equal.</param>
    /// <exception cref="ArgumentException">The name is blank, or there is no value, or one is null, not finite or listed twice.</exception>
    public static Axis<T> Of<T>(string name, IEnumerable<T> values)
        where T : notnull => new(name, values);

    /// <summary>An axis of evenly spaced values, both ends included.</summary>
    /// <param name="name">What varies, with its unit.</param>
    /// <param name="low">The first value.</param>
    /// <param name="high">The last value, above the first.</param>
    /// <param name="count">Number of values, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite, they are in the wrong order, or there are fewer than two values.</exception>
    public static Axis<double> Between(string name, double low, double high, int count)
    {
        Require.Finite(low, "units of the axis");
        Above(low, high);
        return new(name, Steps(count).Select(t => t == 0 ? low : t == 1 ? high : Neat(low + ((high - low) * t), high - low)));
    }

    /// <summary>An axis of values each of which is the same multiple of the one before, both ends included.</summary>
    /// <param name="name">What varies, with its unit.</param>
    /// <param name="low">The first value, above 0.</param>
    /// <param name="high">The last value, above the first.</param>
    /// <param name="count">Number of values, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite or not above 0, they are in the wrong order, or there are fewer than two values.</exception>
    public static Axis<double> Ratios(string name, double low, double high, int count)
    {
        Require.Positive(low, "units of the axis");
        Above(low, high);
        double Between(double t) => low * Math.Pow(high / low, t);
        return new(name, Steps(count).Select(t => t == 0 ? low : t == 1 ? high : Neat(Between(t), Between(t))));
    }

    /// <summary>An axis of choices, each with a name.</summary>
    /// <typeparam name="T">What is chosen.</typeparam>
    /// <param name="name">What is chosen, in words.</param>
    /// <param name="choices">At least one; no two labels and no two values alike.</param>
    /// <exception cref="ArgumentException">A name is blank or used twice, or a value is null or listed twice.</exception>
    public static Axis<T> Named<T>(string name, params IEnumerable<(string Label, T Value)> choices)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(choices);
        var all = choices.ToList();
        return new(name, all.Select(c => c.Value), all.Select(c => c.Label));
    }

    private static IEnumerable<double> Steps(int count) =>
        Enumerable.Range(0, Require.AtLeast(2, count, "values")).Select(i => (double)i / (count - 1));

    // Twelve digits, so that three tenths are written 0.3 and not 0.30000000000000004.
    private static double Neat(double value, double scale)
    {
        var digits = 12 - (int)Math.Ceiling(Math.Log10(scale));
        return digits is >= 0 and <= 15 ? Math.Round(value, digits) : value;
    }

    private static void Above(double low, double high)
    {
        if (!(high > low) || !double.IsFinite(high))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"high must be a finite number above low ({Require.Text(low)}); it was {Require.Text(high)}.");
        }
    }
}
