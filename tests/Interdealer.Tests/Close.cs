namespace Interdealer.Tests;

/// <summary>Comparison of numbers to a relative accuracy.</summary>
internal static class Close
{
    /// <summary>Equal to 1e-9 relative, or to <paramref name="accuracy"/>.</summary>
    public static void To(double expected, double actual, double accuracy = 1e-9)
    {
        var scale = Math.Max(Math.Abs(expected), 1e-300);
        var ok = expected == actual || Math.Abs(expected - actual) <= accuracy * (expected == 0 ? 1 : scale);
        Assert.True(ok, $"expected {expected:R}, was {actual:R}, off by {Math.Abs(expected - actual) / scale:E2} relative");
    }

    /// <summary>Equal to the digits that a source prints.</summary>
    public static void ToDigits(double expected, double actual, int decimals) => Assert.Equal(expected, actual, decimals);
}
