using Interdealer.Engine;

namespace Interdealer.Risk;

/// <summary>Variance of a day from the variance and the return of the day before, in one scenario or several.</summary>
internal interface IVarianceRule
{
    /// <summary>Variance of the next day.</summary>
    T Next<T>(T variance, T @return)
        where T : unmanaged, ILanes<T>;
}

/// <summary>σ² ← ω + αr² + βσ²: GARCH(1,1), and with ω = 0 and α = 1 − β the exponentially weighted variance.</summary>
internal readonly record struct VarianceRecursion(double Omega, double Alpha, double Beta) : IVarianceRule
{
    public T Next<T>(T variance, T @return)
        where T : unmanaged, ILanes<T> => Omega + (Alpha * @return * @return) + (Beta * variance);

    public double Next(double variance, double @return) => OneLane.First(Next<OneLane>(variance, @return));
}
