using Interdealer.Engine;

namespace Interdealer.Risk;

/// <summary>The risk of positions: an equation, written once, for one scenario or several.</summary>
internal interface IRiskRule
{
    /// <summary>The risk and what one more unit of each position adds to it; risk = Σ position · marginal.</summary>
    /// <param name="positions">One amount per asset, in currency.</param>
    /// <param name="volatilities">One volatility per asset, a fraction.</param>
    /// <param name="exposures">A buffer of one number per asset.</param>
    /// <param name="marginals">Receives one number per asset; all 0 when there is no risk.</param>
    T Marginals<T>(ReadOnlySpan<T> positions, ReadOnlySpan<T> volatilities, Span<T> exposures, Span<T> marginals)
        where T : unmanaged, ILanes<T>;
}

/// <summary>Whoever wants to know the risk of an estimator as a rule.</summary>
internal interface IRiskVisitor<TResult>
{
    /// <summary>Receives the rule, made for a number of assets.</summary>
    TResult Visit<TRisk>(Func<int, TRisk> risk)
        where TRisk : struct, IRiskRule;
}

/// <summary>z·√(x′ρx), x = σ∘v; marginals z·σ_k·(ρx)_k / √(x′ρx).</summary>
/// <param name="multiplier">z.</param>
/// <param name="correlation">ρ.</param>
internal readonly struct EllipticalRule(double multiplier, Correlation correlation) : IRiskRule
{
    public T Marginals<T>(ReadOnlySpan<T> positions, ReadOnlySpan<T> volatilities, Span<T> exposures, Span<T> marginals)
        where T : unmanaged, ILanes<T>
    {
        for (var k = 0; k < exposures.Length; k++)
        {
            exposures[k] = positions[k] * volatilities[k];
        }

        var deviation = correlation.StandardDeviation<T>(exposures);
        correlation.Times<T>(exposures, marginals);
        var isRiskless = T.AreEqual(deviation, 0);
        for (var k = 0; k < marginals.Length; k++)
        {
            marginals[k] = T.Except(isRiskless, multiplier * volatilities[k] * marginals[k] / deviation);
        }

        return multiplier * deviation;
    }
}

/// <summary>One correlation ρ between any two assets: z·√((1−ρ)·Σ x_k² + ρ·(Σ x_k)²), x = σ∘v, for however many assets there are.</summary>
/// <param name="multiplier">z.</param>
/// <param name="correlation">ρ, a fraction from 0 to 1.</param>
internal readonly struct UniformRule(double multiplier, double correlation) : IRiskRule
{
    public T Marginals<T>(ReadOnlySpan<T> positions, ReadOnlySpan<T> volatilities, Span<T> exposures, Span<T> marginals)
        where T : unmanaged, ILanes<T>
    {
        T sum = 0, squares = 0;
        for (var k = 0; k < exposures.Length; k++)
        {
            var x = volatilities[k] * positions[k];
            exposures[k] = x;
            sum += x;
            squares += x * x;
        }

        var risk = multiplier * T.SquareRoot(((1 - correlation) * squares) + (correlation * sum * sum));
        var isRiskless = T.AreEqual(risk, 0);
        for (var k = 0; k < marginals.Length; k++)
        {
            var covarying = ((1 - correlation) * exposures[k]) + (correlation * sum);
            marginals[k] = T.Except(isRiskless, multiplier * multiplier * volatilities[k] * covarying / risk);
        }

        return risk;
    }
}

/// <summary>An estimator that is asked for one scenario after another.</summary>
internal sealed class AskedRisk(IRiskEstimator estimator, int assets)
{
    private readonly double[] _positions = new double[assets];
    private readonly double[] _volatilities = new double[assets];
    private readonly double[] _marginals = new double[assets];

    /// <summary>The estimator as a rule.</summary>
    public Rule AsRule => new(this);

    internal readonly struct Rule(AskedRisk asked) : IRiskRule
    {
        public T Marginals<T>(ReadOnlySpan<T> positions, ReadOnlySpan<T> volatilities, Span<T> exposures, Span<T> marginals)
            where T : unmanaged, ILanes<T>
        {
            Span<T> risk = [0];
            for (var s = 0; s < T.Count; s++)
            {
                Buffers.Take(positions, s, asked._positions);
                Buffers.Take(volatilities, s, asked._volatilities);
                Buffers.Put(asked.Ask(), s, risk, 0);
                for (var k = 0; k < marginals.Length; k++)
                {
                    Buffers.Put(asked._marginals[k], s, marginals, k);
                }
            }

            return risk[0];
        }
    }

    // Of positions that are not finite there is no risk to ask for: that it is not a number tells that the scenario has diverged.
    private double Ask()
    {
        if (AreFinite(_positions) && AreFinite(_volatilities))
        {
            return estimator.Marginals(_positions, _volatilities, _marginals);
        }

        Array.Fill(_marginals, double.NaN);
        return double.NaN;
    }

    private static bool AreFinite(ReadOnlySpan<double> numbers)
    {
        foreach (var x in numbers)
        {
            if (!double.IsFinite(x))
            {
                return false;
            }
        }

        return true;
    }
}
