using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Interdealer.Risk;

/// <summary>How a maximum-likelihood fit ended.</summary>
public enum GarchFitOutcome
{
    /// <summary>An interior maximum: the gradient of the likelihood vanishes there.</summary>
    Converged,

    /// <summary>The likelihood is highest where α, β or 1−α−β vanishes: the data carry no such effect, or a level shift that looks like persistence.</summary>
    AtBoundary,

    /// <summary>The search used all its evaluations; the parameters are the best seen, not a maximum.</summary>
    EvaluationLimit,
}

/// <summary>Choices of a GARCH fit.</summary>
public sealed record GarchFitOptions
{
    /// <summary>Whether the long-run variance is set to the sample's mean square, which leaves α and β to fit and is robust in short series.</summary>
    public bool VarianceTargeting { get; init; }

    /// <summary>Variance expected of the first return.</summary>
    public VarianceSeed Seed { get; init; } = VarianceSeed.WholeSample;

    /// <summary>Most evaluations of the likelihood, at least 100.</summary>
    public int EvaluationLimit
    {
        get;
        init => field = value >= 100
            ? value
            : throw new ArgumentOutOfRangeException(nameof(EvaluationLimit), value, "EvaluationLimit must be at least 100 evaluations.");
    } = 20_000;
}

/// <summary>A GARCH(1,1) fitted by maximum likelihood.</summary>
/// <param name="Model">The fitted recursion; α + β is below 1.</param>
/// <param name="LogLikelihood">Normal log-likelihood of the returns at the fit.</param>
/// <param name="Outcome">How the search ended.</param>
/// <param name="GradientNorm">
/// Length of the gradient of the mean log-likelihood in the unbounded coordinates of the search: the certificate of a maximum, near 0.
/// </param>
/// <param name="Evaluations">Evaluations of the likelihood used.</param>
/// <param name="VarianceForecast">Variance expected of the return after the last, a squared fraction.</param>
public sealed record GarchFit(
    Garch11 Model, double LogLikelihood, GarchFitOutcome Outcome, double GradientNorm, int Evaluations, double VarianceForecast)
{
    private const double MostPersistent = 0.99999;

    /// <summary>What the outcome means and what to try.</summary>
    public string Message => Outcome switch
    {
        GarchFitOutcome.Converged => "Converged to an interior maximum.",
        GarchFitOutcome.AtBoundary => "The maximum lies at the edge of the parameters: try a longer series, variance targeting, or EWMA.",
        _ => "The search ran out of evaluations: raise EvaluationLimit or use variance targeting.",
    };

    /// <summary>The recursion, its likelihood and how the search ended.</summary>
    public override string ToString() => FormattableString.Invariant($"{Model}; log-likelihood {LogLikelihood:0.####}. {Message}");

    /// <summary>Fits ω, α and β to returns of mean 0 by maximum likelihood under normal innovations (consistent for others too).</summary>
    /// <param name="returns">At least 50 returns, oldest first, as fractions, not all 0.</param>
    /// <param name="options">Targeting, seed and limit; all at their defaults when null.</param>
    /// <exception cref="ArgumentException">There are fewer than 50 returns, all are 0, or one is not finite.</exception>
    public static GarchFit Of(ReadOnlySpan<double> returns, GarchFitOptions? options = null)
    {
        options ??= new GarchFitOptions();
        if (returns.Length < 50)
        {
            throw new ArgumentException(FormattableString.Invariant($"returns has {returns.Length} entries; a fit needs at least 50."), nameof(returns));
        }

        Require.AllFinite(returns, "(a fraction)");
        var meanSquare = VarianceSeed.WholeSample.For(returns);
        if (meanSquare == 0)
        {
            throw new ArgumentException("returns are all 0; no variance can be fitted to them.", nameof(returns));
        }

        var first = options.Seed.For(returns);
        if (!(first > 0))
        {
            throw new ArgumentException("The seed's variance is 0; the likelihood of the first return needs one above 0.", nameof(options));
        }

        // The search runs without bounds: persistence and α's share of it through the logistic function, long-run variance through exp.
        // In these coordinates the likelihood's ridge ω ~ 1−α−β is straightened out.
        var series = returns.ToArray();
        Garch11 ModelAt(double[] x)
        {
            var persistence = MostPersistent * Logistic(x[0]);
            var alpha = persistence * Logistic(x[1]);
            var longRun = meanSquare * (x.Length > 2 ? Math.Exp(Math.Clamp(x[2], -20, 20)) : 1);
            return new Garch11(longRun * (1 - persistence), alpha, persistence - alpha);
        }

        double Objective(double[] x) => -MeanLogLikelihood(ModelAt(x), series, first);
        var found = Search(Objective, options.VarianceTargeting ? 2 : 3, options.EvaluationLimit);
        var model = ModelAt(found.At);
        var gradient = GradientLength(Objective, found.At);
        var edge = model.Alpha < 1e-6 || model.Beta < 1e-6 || model.Persistence > MostPersistent - 1e-5;
        var outcome = edge ? GarchFitOutcome.AtBoundary
            : found.Settled && gradient < 1e-6 ? GarchFitOutcome.Converged
            : GarchFitOutcome.EvaluationLimit;
        return new GarchFit(
            model, -found.Value * series.Length, outcome, gradient, found.Evaluations, model.Variances(series, options.Seed)[^1]);
    }

    /// <summary>Normal log-likelihood −½Σ(ln 2π + ln σ_t² + r_t²/σ_t²) of returns of mean 0.</summary>
    /// <param name="model">The recursion.</param>
    /// <param name="returns">Returns, oldest first, as fractions; at least one.</param>
    /// <param name="seed">Variance expected of the first return.</param>
    /// <exception cref="ArgumentException">There is no return, or one is not finite.</exception>
    public static double LogLikelihoodOf(IVarianceModel model, ReadOnlySpan<double> returns, VarianceSeed seed)
    {
        var variances = model.Variances(returns, seed);
        var sum = 0.0;
        for (var t = 0; t < returns.Length; t++)
        {
            sum -= 0.5 * (Math.Log(2 * Math.PI * variances[t]) + (returns[t] * returns[t] / variances[t]));
        }

        return sum;
    }

    private static double MeanLogLikelihood(Garch11 model, double[] returns, double variance)
    {
        var sum = 0.0;
        foreach (var r in returns)
        {
            sum -= 0.5 * (Math.Log(2 * Math.PI * variance) + (r * r / variance));
            variance = model.Update(variance, r);
        }

        return sum / returns.Length;
    }

    /// <summary>Best of a grid of persistences and shares, then simplex searches that restart until they gain nothing.</summary>
    private static Minimum Search(Func<double[], double> objective, int dimensions, int limit)
    {
        var starts =
            from persistence in (double[])[0.5, 0.8, 0.95, 0.99]
            from share in (double[])[0.03, 0.1, 0.3]
            select (double[])[Logit(persistence), Logit(share), .. new double[dimensions - 2]];
        var best = new Minimum(starts.MinBy(objective)!, double.PositiveInfinity, Evaluations: 12, Settled: false);
        while (best.Evaluations < limit)
        {
            var next = Simplex(objective, best, limit - best.Evaluations);
            var gain = best.Value - next.Value;
            best = next;
            if (next.Settled && gain < 1e-13)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>One search from the best point so far: the best point it saw, also where it ran out of evaluations.</summary>
    private static Minimum Simplex(Func<double[], double> objective, Minimum start, int limit)
    {
        var seen = start with { Value = double.PositiveInfinity };
        var counted = ObjectiveFunction.Value(x =>
        {
            var at = x.ToArray();
            var value = objective(at);
            seen = value < seen.Value ? seen with { At = at, Value = value } : seen;
            seen = seen with { Evaluations = seen.Evaluations + 1 };
            return value;
        });
        try
        {
            var step = Vector<double>.Build.Dense(start.At.Length, 0.3);
            _ = NelderMeadSimplex.Minimum(counted, Vector<double>.Build.DenseOfArray(start.At), step, 1e-15, limit);
            return seen with { Settled = true };
        }
        catch (MaximumIterationsException)
        {
            return seen with { Settled = false };
        }
    }

    private sealed record Minimum(double[] At, double Value, int Evaluations, bool Settled);

    private static double GradientLength(Func<double[], double> objective, double[] at)
    {
        const double h = 1e-4;
        var sum = 0.0;
        for (var k = 0; k < at.Length; k++)
        {
            var (up, down) = ((double[])at.Clone(), (double[])at.Clone());
            up[k] += h;
            down[k] -= h;
            var slope = (objective(up) - objective(down)) / (2 * h);
            sum += slope * slope;
        }

        return Math.Sqrt(sum);
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
