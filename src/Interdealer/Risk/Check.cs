using System.Globalization;

namespace Interdealer.Risk;

/// <summary>What public doors of risk models ask of numbers; each answer names argument, value, expectation and unit.</summary>
internal static class Check
{
    public static double Finite(double value, string name, string unit) =>
        double.IsFinite(value) ? value : throw Out(name, value, $"must be a finite number ({unit})");

    public static double NotNegative(double value, string name, string unit) =>
        double.IsFinite(value) && value >= 0 ? value : throw Out(name, value, $"must be a finite number of at least 0 ({unit})");

    public static double Positive(double value, string name, string unit) =>
        double.IsFinite(value) && value > 0 ? value : throw Out(name, value, $"must be a finite number above 0 ({unit})");

    public static double Confidence(double value, string name = "confidence") =>
        value > 0.5 && value < 1
            ? value
            : throw Out(name, value, "must be a fraction above 0.5 and below 1 (write 0.99, not 99, for 99 %)");

    public static double Share(double value, string name) =>
        value >= 0 && value <= 1 ? value : throw Out(name, value, "must be a fraction from 0 to 1 (write 0.25, not 25, for 25 %)");

    public static double OpenFraction(double value, string name) =>
        value > 0 && value < 1 ? value : throw Out(name, value, "must be a fraction above 0 and below 1 (write 0.05, not 5, for 5 %)");

    public static void Length(int actual, int expected, string name, string each)
    {
        if (actual != expected)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{name} has {actual} entries, expected {expected}: one for each {each}."), name);
        }
    }

    public static void AllFinite(ReadOnlySpan<double> values, string name, string unit)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw Out(Entry(name, i), values[i], $"must be a finite number ({unit})", name);
            }
        }
    }

    public static void AllNotNegative(ReadOnlySpan<double> values, string name, string unit)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!(double.IsFinite(values[i]) && values[i] >= 0))
            {
                throw Out(Entry(name, i), values[i], $"must be a finite number of at least 0 ({unit})", name);
            }
        }
    }

    public static string Entry(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");

    /// <summary>The exception for <paramref name="what"/>, an argument or an entry of the argument <paramref name="argument"/>.</summary>
    public static ArgumentOutOfRangeException Out(string what, double value, string expected, string? argument = null) =>
        new(argument ?? what, value, string.Create(CultureInfo.InvariantCulture, $"{what} was {value:R}; it {expected}."));
}
