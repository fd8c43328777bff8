using System.Globalization;

namespace Interdealer.Fuzz.Systems;

/// <summary>A thing and the C# that makes it: whoever reads a violation can paste what it takes to see it again.</summary>
internal readonly record struct Written<T>(T Value, string Code);

/// <summary>Numbers and names as C# reads them.</summary>
internal static class Code
{
    public static string Of(double value) => value switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double.NaN => "double.NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    public static string Of(string name) => $"\"{name}\"";

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);
}
