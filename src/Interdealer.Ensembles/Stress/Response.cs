using System.Collections.Immutable;
using Interdealer.Ensembles.Storage;

namespace Interdealer.Ensembles.Stress;

/// <summary>What a target's output is as a function of shocks, each given by its coordinates as the norm counts them; counts what it was asked.</summary>
/// <param name="coordinates">What is searched over.</param>
/// <param name="threshold">The value that has to be reached.</param>
/// <param name="followers">What moves with the coordinates; null where nothing does.</param>
/// <param name="batch">Runs shocks given by the values of coordinates and followers.</param>
internal sealed class Response(ImmutableArray<StressCoordinate> coordinates, double threshold, Followers? followers, Action<Column, Span<double>> batch) : IDisposable
{
    private const int ProbeCount = 16;

    /// <summary>Where the batches are remembered; closed with the response.</summary>
    public BatchJournal? Journal { get; set; }

    /// <summary>The box of all shocks.</summary>
    public Box Box { get; } = new([.. coordinates.Select(c => c.Low)], [.. coordinates.Select(c => c.High)]);

    /// <summary>Number of coordinates.</summary>
    public int Dimensions => coordinates.Length;

    /// <summary>The value that has to be reached.</summary>
    public double Threshold => threshold;

    /// <summary>Shocks run so far.</summary>
    public long Count { get; private set; }

    /// <summary>Shocks whose result was missing, as where a cascade that diverged is allowed: they reach nothing, and nothing is certified past them.</summary>
    public long Missing { get; private set; }

    /// <summary>The largest value met.</summary>
    public double Largest { get; private set; } = double.NegativeInfinity;

    /// <summary>Told of each batch.</summary>
    public Action<Response>? AfterBatch { get; init; }

    /// <summary>The output of every shock.</summary>
    public double[] Of(IReadOnlyList<double[]> points)
    {
        var results = new double[points.Count];
        if (points.Count == 0)
        {
            return results;
        }

        batch(Values(points), results);
        Count += points.Count;
        foreach (var result in results)
        {
            Missing += double.IsNaN(result) ? 1 : 0;
            Largest = result > Largest ? result : Largest;
        }

        AfterBatch?.Invoke(this);
        return results;
    }

    /// <summary>Whether a result reaches the target.</summary>
    public bool Reaches(double result) => result >= threshold;

    /// <summary>The values of coordinates and followers at a shock.</summary>
    public double[] ValuesAt(double[] point) => Values([point]).Scenario(0);

    /// <summary>Shocks from the mildest corner to the worst.</summary>
    public Column Probes() => Values([.. Enumerable.Range(0, ProbeCount).Select(k => (double[])[.. Box.Lower.Zip(Box.Upper, (low, high) => low + ((high - low) * k / (ProbeCount - 1)))])]);

    public void Dispose() => Journal?.Dispose();

    private Column Values(IReadOnlyList<double[]> points)
    {
        var values = new Column(coordinates.Length + (followers?.Count ?? 0), points.Count);
        for (var i = 0; i < coordinates.Length; i++)
        {
            var row = values.Row(i);
            for (var s = 0; s < points.Count; s++)
            {
                row[s] = coordinates[i].ValueOf(points[s][i]);
            }
        }

        followers?.Write(values);
        return values;
    }
}

/// <summary>Factors that are not stressed: each at its conditional mean given those that are.</summary>
internal sealed class Followers
{
    private readonly double[,] _slopes;
    private readonly double[] _means;
    private readonly double[] _stressedMeans;

    /// <param name="norm">The factors' covariance and mean.</param>
    /// <param name="stressed">Names of those that are stressed.</param>
    /// <param name="following">Names of those that are not.</param>
    public Followers(StressNorm.MahalanobisNorm norm, IReadOnlyList<string> stressed, IReadOnlyList<string> following)
    {
        int[] given = [.. stressed.Select(norm.At)];
        int[] rest = [.. following.Select(norm.At)];
        var across = SmallMatrix.Part(norm.Covariance, rest, given);
        var inverse = SmallMatrix.Inverse(SmallMatrix.Part(norm.Covariance, given, given));
        _slopes = new double[rest.Length, given.Length];
        for (var r = 0; r < rest.Length; r++)
        {
            for (var c = 0; c < given.Length; c++)
            {
                for (var k = 0; k < given.Length; k++)
                {
                    _slopes[r, c] += across[r, k] * inverse[k, c];
                }
            }
        }

        _means = [.. rest.Select(r => norm.Mean[r])];
        _stressedMeans = [.. given.Select(g => norm.Mean[g])];
    }

    /// <summary>Number of followers.</summary>
    public int Count => _means.Length;

    /// <summary>Whether none falls where a stressed factor rises.</summary>
    public bool NeverGoAgainst => !_slopes.Cast<double>().Any(s => s < 0);

    /// <summary>Writes the rows after the stressed ones: E[x_r | x_s] = μ_r + Σ_rs Σ_ss⁻¹ (x_s − μ_s).</summary>
    public void Write(Column values)
    {
        for (var r = 0; r < Count; r++)
        {
            var row = values.Row(_stressedMeans.Length + r);
            row.Fill(_means[r]);
            for (var c = 0; c < _stressedMeans.Length; c++)
            {
                var given = values.In(c);
                for (var s = 0; s < row.Length; s++)
                {
                    row[s] += _slopes[r, c] * (given[s] - _stressedMeans[c]);
                }
            }
        }
    }
}
