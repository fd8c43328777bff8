namespace Interdealer.Risk;

/// <summary>What a variance recursion starts from: the variance expected of the first return.</summary>
public sealed record VarianceSeed
{
    private readonly double variance;
    private readonly int days;

    private VarianceSeed(double variance, int days)
    {
        this.variance = variance;
        this.days = days;
    }

    /// <summary>The mean squared return of the whole series: no choice to make, but it looks ahead.</summary>
    public static VarianceSeed WholeSample { get; } = new(0, int.MaxValue);

    /// <summary>The mean squared return of the first days of the series.</summary>
    /// <param name="days">Number of days, at least 1; no more than there are is used.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no day.</exception>
    public static VarianceSeed FirstDays(int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        return new VarianceSeed(0, days);
    }

    /// <summary>A volatility known from elsewhere.</summary>
    /// <param name="volatility">Daily volatility, a fraction (0.01 is 1 % a day), at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The volatility is negative or not finite.</exception>
    public static VarianceSeed Volatility(double volatility)
    {
        Require.NonNegative(volatility, "(a fraction; write 0.01, not 1, for 1 % a day)");
        return new VarianceSeed(volatility * volatility, 0);
    }

    /// <summary>The variance a series starts from.</summary>
    internal double For(ReadOnlySpan<double> returns) => ForProduct(returns, returns);

    /// <summary>The covariance two series start from; a stated volatility starts uncorrelated.</summary>
    internal double ForProduct(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var count = Math.Min(days, first.Length);
        if (count == 0)
        {
            return first == second ? variance : 0;
        }

        var sum = 0.0;
        for (var t = 0; t < count; t++)
        {
            sum += first[t] * second[t];
        }

        return sum / count;
    }
}
