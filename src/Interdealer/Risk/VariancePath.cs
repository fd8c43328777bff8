namespace Interdealer.Risk;

/// <summary>A variance recursion run over a series of returns.</summary>
public static class VariancePath
{
    /// <summary>The variances expected of each return, and last the variance expected of the return to come.</summary>
    /// <param name="model">The recursion.</param>
    /// <param name="returns">T returns, oldest first, as fractions; at least one.</param>
    /// <param name="seed">Variance expected of the first return.</param>
    /// <returns>T + 1 variances: entry t belongs to return t and knows only the returns before it; entry T is today's forecast.</returns>
    /// <exception cref="ArgumentException">There is no return, or one is not finite.</exception>
    public static double[] Variances(this IVarianceModel model, ReadOnlySpan<double> returns, VarianceSeed seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(seed);
        if (returns.IsEmpty)
        {
            throw new ArgumentException("returns is empty; at least one return is needed.", nameof(returns));
        }

        Require.AllFinite(returns, "(a fraction)");
        var variances = new double[returns.Length + 1];
        variances[0] = seed.For(returns);
        for (var t = 0; t < returns.Length; t++)
        {
            variances[t + 1] = model.Update(variances[t], returns[t]);
        }

        return variances;
    }

    /// <summary>Today's volatility: the square root of the last of <see cref="Variances"/>, a fraction a day.</summary>
    /// <param name="model">The recursion.</param>
    /// <param name="returns">Returns, oldest first, as fractions; at least one.</param>
    /// <param name="seed">Variance expected of the first return.</param>
    /// <exception cref="ArgumentException">There is no return, or one is not finite.</exception>
    public static double Volatility(this IVarianceModel model, ReadOnlySpan<double> returns, VarianceSeed seed) =>
        Math.Sqrt(model.Variances(returns, seed)[^1]);
}
