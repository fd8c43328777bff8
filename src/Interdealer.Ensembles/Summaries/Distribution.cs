namespace Interdealer.Ensembles.Summaries;

/// <summary>
/// The distribution of an output: quantiles, tail expectations, exceedance probabilities and histograms, each with hard bounds.
/// </summary>
/// <remarks>
/// Values are counted in bins of equal relative width, at most <c>bins</c> of them: at first every different value has a bin of its own and all
/// figures are exact; when there are too many, bins are made twice as wide until they fit. Every bin also keeps the exact sum of its values, so a
/// tail expectation is uncertain only in the bin at its border. Width and content of bins follow from the set of values alone, so the bits do not
/// depend on order and grouping. The bounds are not of confidence: they hold for certain for the scenarios that were run.
/// </remarks>
public sealed class Distribution : ISummary, IFigures
{
    /// <summary>Bins when no other number is asked for: about 100 KB.</summary>
    public const int UsualBins = 4096;

    private static readonly double[] Shown = [0.5, 0.9, 0.95, 0.99, 0.995, 0.999];
    private readonly ValueBins _bins;

    /// <summary>No values yet.</summary>
    /// <param name="bins">Bins at most, at least 4,096; four times as many make bounds about four times as narrow.</param>
    public Distribution(int bins = UsualBins) => _bins = new ValueBins(Require.AtLeast(UsualBins, bins, "bins"));

    /// <summary>Scenarios with a value.</summary>
    public long Count => _bins.Count;

    /// <summary>Scenarios without one (NaN).</summary>
    public long Missing { get; private set; }

    /// <summary>Width of a bin over the values in it, at most; 0 while every different value has a bin of its own.</summary>
    public double RelativeWidth => _bins.RelativeWidth;

    /// <inheritdoc />
    public IEnumerable<(string Name, double Value)> Figures
    {
        get
        {
            yield return ("count", Count);
            yield return ("missing", Missing);
            yield return ("least", Count > 0 ? _bins.Least : double.NaN);
            yield return ("greatest", Count > 0 ? _bins.Greatest : double.NaN);
            yield return ("relative width of bins", RelativeWidth);
            foreach (var p in Shown)
            {
                var quantile = Count > 0 ? Quantile(p) : new Interval(double.NaN, double.NaN, double.NaN);
                yield return ($"quantile {Require.Text(p)}", quantile.Value);
                yield return ($"quantile {Require.Text(p)}, lower bound", quantile.Least);
                yield return ($"quantile {Require.Text(p)}, upper bound", quantile.Most);
            }

            foreach (var p in Shown)
            {
                var tail = Count > 0 ? TailExpectation(p) : new Interval(double.NaN, double.NaN, double.NaN);
                yield return ($"tail expectation {Require.Text(p)}", tail.Value);
                yield return ($"tail expectation {Require.Text(p)}, lower bound", tail.Least);
                yield return ($"tail expectation {Require.Text(p)}, upper bound", tail.Most);
            }
        }
    }

    /// <summary>The p-quantile: the order statistic of rank ⌈p·n⌉, between hard bounds.</summary>
    /// <param name="probability">p above 0 and below 1.</param>
    /// <exception cref="InvalidOperationException">There is no value.</exception>
    public Interval Quantile(double probability) => _bins.OfRank(Rank(Require.OpenFraction(probability)));

    /// <summary>An interval of confidence for the quantile of the distribution that independent scenarios were drawn from: order statistics whose ranks the binomial gives, bounds of bins included.</summary>
    /// <param name="probability">p above 0 and below 1.</param>
    /// <param name="level">Level of confidence, a fraction.</param>
    /// <exception cref="InvalidOperationException">There is no value.</exception>
    public Interval QuantileInterval(double probability, double level = Confidence.Usual)
    {
        var quantile = Quantile(probability);
        var (least, most) = Confidence.Ranks(probability, Count, level);
        return new Interval(quantile.Value, _bins.OfRank(least).Least, _bins.OfRank(most).Most);
    }

    /// <summary>
    /// Expected shortfall: the mean of the worst (1 − p)·n values, the one at the border counted with the fraction that is left, between hard bounds.
    /// </summary>
    /// <remarks>Source of the definition: Acerbi and Tasche, "On the coherence of expected shortfall", Journal of Banking &amp; Finance 26 (2002).</remarks>
    /// <param name="probability">p above 0 and below 1; the greatest values are the worst.</param>
    /// <exception cref="InvalidOperationException">There is no value.</exception>
    public Interval TailExpectation(double probability)
    {
        var tail = ValueBins.SnapToWhole((1 - Require.OpenFraction(probability)) * EnsureAny());
        return _bins.MeanOfGreatest(tail);
    }

    /// <summary>An interval of confidence for the tail expectation of independent scenarios (normal approximation), bounds of bins included.</summary>
    /// <remarks>
    /// The variance is that of the estimator of Acerbi and Tasche for large n, [Var(X | tail) + p·(ES − quantile)²]/(n·(1 − p)); source: Manistre
    /// and Hancock, "Variance of the CTE estimator", North American Actuarial Journal 9 (2005).
    /// </remarks>
    /// <param name="probability">p above 0 and below 1.</param>
    /// <param name="level">Level of confidence, a fraction.</param>
    /// <exception cref="InvalidOperationException">There is no value.</exception>
    public Interval TailExpectationInterval(double probability, double level = Confidence.Usual)
    {
        var (tail, quantile) = (TailExpectation(probability), Quantile(probability));
        var within = _bins.VarianceOfGreatest(ValueBins.SnapToWhole((1 - probability) * Count), tail.Value);
        var excess = tail.Value - quantile.Value;
        var reach = Confidence.Normal(level) * Math.Sqrt((within + (probability * excess * excess)) / (Count * (1 - probability)));
        return new Interval(tail.Value, tail.Least - reach, tail.Most + reach);
    }

    /// <summary>Share of scenarios whose value exceeds a threshold, P(X &gt; x), between hard bounds.</summary>
    /// <param name="threshold">x, a number.</param>
    /// <exception cref="InvalidOperationException">There is no value.</exception>
    public Interval Exceedance(double threshold)
    {
        var count = EnsureAny();
        if (double.IsNaN(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "threshold must be a number; it was NaN.");
        }

        var (value, least, most) = _bins.Above(threshold);
        return new Interval(value / count, least / count, most / count);
    }

    /// <summary>The exceedance curve: of ascending values, the probability of more; one point for each bin that holds values, so every step of the curve while figures are exact.</summary>
    public IReadOnlyList<(double Value, double Probability)> ExceedanceCurve() => _bins.Curve();

    /// <summary>A histogram of equally wide classes from the least to the greatest value, for charts; a bin that crosses an edge is divided evenly.</summary>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <exception cref="InvalidOperationException">There is no value, or one is infinite.</exception>
    public IReadOnlyList<(double From, double To, double Scenarios)> Histogram(int classes)
    {
        EnsureAny();
        Require.AtLeast(1, classes, "classes");
        var (least, greatest) = (_bins.Least, _bins.Greatest);
        if (!double.IsFinite(greatest - least))
        {
            throw new InvalidOperationException("A histogram of equally wide classes needs finite values.");
        }

        var edges = Enumerable.Range(0, classes + 1).Select(k => k == classes ? greatest : least + ((greatest - least) * k / classes)).ToArray();
        var above = edges.Select((edge, k) => k == 0 ? Count : k == classes ? 0 : _bins.Above(edge).Value).ToArray();
        return [.. Enumerable.Range(0, classes).Select(k => (edges[k], edges[k + 1], above[k] - above[k + 1]))];
    }

    /// <inheritdoc />
    public void Add(ScenarioValues values)
    {
        foreach (var value in values.Of(0))
        {
            if (double.IsNaN(value))
            {
                Missing++;
            }
            else
            {
                _bins.Add(value);
            }
        }
    }

    /// <inheritdoc />
    public void Add(ISummary other)
    {
        var more = Kinds.Same<Distribution>(other);
        Missing += more.Missing;
        _bins.Add(more._bins);
    }

    /// <inheritdoc />
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Missing);
        _bins.Save(writer);
    }

    /// <inheritdoc />
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Missing = Kinds.Count(reader);
        _bins.Load(reader);
    }

    private long Rank(double probability) => Math.Clamp((long)Math.Ceiling(ValueBins.SnapToWhole(probability * EnsureAny())), 1, Count);

    private long EnsureAny() => Count > 0 ? Count : throw new InvalidOperationException("No scenario has a value yet; a distribution of none has no figures.");
}
