namespace Interdealer;

/// <summary>The checks at the public doors of tables and figures.</summary>
internal static partial class Require
{
    /// <summary>Returns the text, or throws naming the argument when it is blank.</summary>
    public static string NotBlank(string? value, string argument, string expected)
        => string.IsNullOrWhiteSpace(value)
            ? throw new ArgumentException($"{argument} was blank; it must be {expected}.", argument)
            : value;

    /// <summary>Returns the sequence as an array, or throws naming the argument when it is null or empty.</summary>
    public static T[] NotEmpty<T>(IEnumerable<T>? values, string argument)
    {
        ArgumentNullException.ThrowIfNull(values, argument);
        var items = values.ToArray();
        return items.Length > 0
            ? items
            : throw new ArgumentException($"{argument} was empty; it must have at least one value.", argument);
    }

    /// <summary>Throws when two lengths that must agree do not.</summary>
    public static void SameLength(int actual, int expected, string argument, string what)
    {
        if (actual != expected)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{argument} has {actual} values; it must have {expected}, one for each {what}."), argument);
        }
    }

    /// <summary>Returns the number, or throws naming the argument when it is NaN or infinite.</summary>
    public static double FiniteNumber(double value, string argument)
        => double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be a finite number.");

    /// <summary>Returns the number, or throws naming the argument when it is negative, NaN or infinite.</summary>
    public static double FiniteSize(double value, string argument)
        => double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be a finite number, at least 0.");
}
