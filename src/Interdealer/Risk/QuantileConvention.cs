namespace Interdealer.Risk;

/// <summary>
/// Which order statistic of T gains and losses is called the quantile at tail probability p = 1 − confidence, the worst being number 1.
/// </summary>
/// <remarks>
/// With 250 days at 99 % p·T = 2.5: the lower and the upper quantile are both the 3rd worst day, the interpolated one lies 49 % of the way from the
/// 3rd to the 4th worst. With 500 days p·T = 5: lower is the 5th worst, upper the 6th. Expected shortfall is never below any of the three.
/// </remarks>
public enum QuantileConvention
{
    /// <summary>The ⌈pT⌉-th worst: the inverse of the empirical distribution function (R's type 1). The default, and the most cautious of the three on whole pT.</summary>
    LowerQuantile,

    /// <summary>The (⌊pT⌋+1)-th worst: a worse loss has probability at most p. The definition of Acerbi and Tasche.</summary>
    UpperQuantile,

    /// <summary>Linear between the neighbours of position (T−1)p + 1 from the worst: R's type 7, the default of R, NumPy and spreadsheets.</summary>
    Interpolated,
}
