namespace Interdealer.Risk;

/// <summary>A recursion for the variance of tomorrow's return from today's variance and today's return.</summary>
public interface IVarianceModel
{
    /// <summary>The variance of the next return.</summary>
    /// <param name="variance">Variance that was expected of this return, a squared fraction.</param>
    /// <param name="return">The return that came, a fraction.</param>
    double Update(double variance, double @return);

    /// <summary>The model as a recursion that runs on several scenarios at once; null asks <see cref="Update"/> for one at a time.</summary>
    internal VarianceRecursion? Recursion => null;
}
