namespace Interdealer.Ensembles.Sampling;

/// <summary>
/// Inverts a tail P(X &gt; x), or P(X ≤ x), of a distribution on x ≥ 0 for probabilities of at most ½: brackets from a table made once, then
/// Newton's method kept inside them.
/// </summary>
internal sealed class InvertedTail
{
    // A table a binary order of probability, down to below the least fraction that is ever drawn.
    private const int Orders = 60;
    private const int PerOrder = 4;
    private const int MostSteps = 200;
    private readonly Func<double, double> _tail;
    private readonly Func<double, double> _density;
    private readonly double _most;
    private readonly bool _rises;
    private readonly double[] _nodes;

    /// <summary>An inverter.</summary>
    /// <param name="tail">The tail, monotone.</param>
    /// <param name="density">The density.</param>
    /// <param name="least">Lower end of the values that are looked for.</param>
    /// <param name="most">Upper end; +∞ where there is none.</param>
    /// <param name="rises">Whether it is the lower tail P(X ≤ x), which rises.</param>
    public InvertedTail(Func<double, double> tail, Func<double, double> density, double least = 0, double most = double.PositiveInfinity, bool rises = false)
    {
        (_tail, _density, _most, _rises) = (tail, density, most, rises);
        _nodes = new double[(Orders * PerOrder) + 1];
        var (low, high) = (least, double.IsFinite(most) ? most : 1);
        while (!double.IsFinite(most) && IsBelow(high, rises ? 0.5 : Probability(_nodes.Length - 1)) && high < 1e300)
        {
            high *= 16;
        }

        for (var k = 0; k < _nodes.Length; k++)
        {
            // Every node is found between the one before and the far end.
            _nodes[k] = Solve(Probability(k), low, high, double.NaN);
            (low, high) = rises ? (low, _nodes[k]) : (_nodes[k], high);
        }
    }

    /// <summary>The x at which the tail has a probability.</summary>
    /// <param name="probability">Above 0, at most ½.</param>
    public double Quantile(double probability)
    {
        var order = -Math.Log2(2 * probability) * PerOrder;
        var k = Math.Clamp((int)order, 0, _nodes.Length - 2);
        var (near, far) = (_nodes[k], _nodes[k + 1]);
        return Solve(probability, Math.Min(near, far), Math.Max(near, far), near + ((far - near) * Math.Clamp(order - k, 0, 1)));
    }

    private static double Probability(int node) => 0.5 * Math.Pow(2, -(double)node / PerOrder);

    /// <summary>Whether the solution for a probability lies above x.</summary>
    private bool IsBelow(double x, double probability) => _rises ? _tail(x) < probability : _tail(x) > probability;

    private double Solve(double probability, double low, double high, double start)
    {
        // The nodes were rounded: a bracket may end just short of the solution.
        const double slack = 1e-12;
        (low, high) = (low * (1 - slack), Math.Min(_most, high * (1 + slack)));
        var x = start;
        for (var step = 0; step < MostSteps; step++)
        {
            if (!(x > low && x < high))
            {
                x = low > 0 && high / low > 4 ? Math.Sqrt(low) * Math.Sqrt(high) : low == 0 && high > 1e-3 ? high / 16 : 0.5 * (low + high);
                if (!(x > low && x < high))
                {
                    break;
                }
            }

            var tail = _tail(x);
            var below = _rises ? tail < probability : tail > probability;
            (low, high) = below ? (x, high) : (low, x);
            if (tail == probability)
            {
                return x;
            }

            // Newton on the logarithm of the tail, which far out is nearly straight in x; a lower tail near 0 is straight in ln x.
            var change = Math.Log(tail / probability) * tail / _density(x);
            var next = _rises ? x * Math.Exp(-change / x) : x + change;
            if (Math.Abs(next - x) <= 2e-16 * x)
            {
                return next >= low && next <= high ? next : x;
            }

            x = next;
        }

        return x;
    }
}
