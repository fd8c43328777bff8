using System.Globalization;
using Interdealer.Engine;

namespace Interdealer.Risk;

/// <summary>
/// A correlation matrix ρ, kept apart from volatilities because volatilities move in a cascade while ρ stays: Σ = diag(σ) ρ diag(σ).
/// </summary>
public sealed class Correlation
{
    private readonly double[] entries;
    private readonly bool diagonal;

    private Correlation(double[] entries, int count)
    {
        this.entries = entries;
        Count = count;
        diagonal = IsDiagonal(entries, count);
    }

    /// <summary>Number of assets m.</summary>
    public int Count { get; }

    /// <summary>Correlation of two assets, from −1 to 1.</summary>
    /// <param name="row">Asset index from 0.</param>
    /// <param name="column">Asset index from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the matrix.</exception>
    public double this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Count);
            return entries[(row * Count) + column];
        }
    }

    /// <summary>A correlation matrix from its entries.</summary>
    /// <param name="matrix">m × m, symmetric, ones on the diagonal, entries from −1 to 1, no negative eigenvalue (each to 1e-9).</param>
    /// <exception cref="ArgumentException">The matrix is not a correlation matrix; the message names the entry that spoils it.</exception>
    public static Correlation Of(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new Correlation(CorrelationCheck.Entries(matrix), matrix.GetLength(0));
    }

    /// <summary>Assets that move independently.</summary>
    /// <param name="count">Number of assets, at least 1.</param>
    public static Correlation Independent(int count) => Uniform(count, 0);

    /// <summary>The same correlation between any two assets.</summary>
    /// <param name="count">Number of assets m, at least 1.</param>
    /// <param name="correlation">From −1/(m−1), below which no such assets exist, to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1 or the correlation outside its range.</exception>
    public static Correlation Uniform(int count, double correlation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var least = count == 1 ? -1 : -1.0 / (count - 1);
        if (!(correlation >= least && correlation <= 1))
        {
            throw Require.Refusal(
                nameof(correlation), correlation, string.Create(CultureInfo.InvariantCulture, $"must be from {least:R} to 1 for {count} assets"));
        }

        var entries = new double[count * count];
        Array.Fill(entries, correlation);
        for (var k = 0; k < count; k++)
        {
            entries[(k * count) + k] = 1;
        }

        return new Correlation(entries, count);
    }

    /// <summary>√(v′Σv) of positions v, in the currency of the positions.</summary>
    /// <param name="positions">One amount per asset, in currency; negative for short positions.</param>
    /// <param name="volatilities">One volatility per asset, a fraction, at least 0.</param>
    /// <exception cref="ArgumentException">A length differs from <see cref="Count"/>, or an entry is not a finite number in its range.</exception>
    public double StandardDeviation(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities)
    {
        Check(positions, volatilities);
        var exposures = new double[Count];
        for (var k = 0; k < Count; k++)
        {
            exposures[k] = positions[k] * volatilities[k];
        }

        Span<double> result = stackalloc double[1];
        StandardDeviations(exposures, 1, result);
        return result[0];
    }

    /// <summary>√(x′ρx) of exposures x = v∘σ for many scenarios at once; each scenario has the same bits as when it is computed alone.</summary>
    /// <param name="exposures">m × S, scenario contiguous: entry [k·S + s] is position times volatility of asset k in scenario s.</param>
    /// <param name="scenarios">Number of scenarios S, at least 1.</param>
    /// <param name="result">S standard deviations, in currency.</param>
    /// <exception cref="ArgumentException">A length does not fit m × S or S.</exception>
    public void StandardDeviations(ReadOnlySpan<double> exposures, int scenarios, Span<double> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios, 1);
        Require.Length(exposures.Length, Count * scenarios, nameof(exposures), "asset and scenario");
        Require.Length(result.Length, scenarios, nameof(result), "scenario");
        Widths.Do(new Deviations(this, exposures, Buffers.For(Count), result), 0, scenarios);
    }

    /// <summary>√(x′ρx) of exposures x = v∘σ.</summary>
    internal T StandardDeviation<T>(ReadOnlySpan<T> exposures)
        where T : unmanaged, ILanes<T>
    {
        T variance = 0;
        for (var k = 0; k < exposures.Length; k++)
        {
            // x′ρx = Σ_k x_k (x_k + 2 Σ_{l<k} ρ_kl x_l): half the products of the full matrix.
            T row = 0;
            for (var l = 0; l < k && !diagonal; l++)
            {
                row += 2 * entries[(k * Count) + l] * exposures[l];
            }

            variance += exposures[k] * (exposures[k] + row);
        }

        return T.SquareRoot(T.Max(0, variance));
    }

    /// <summary>ρx, one number per asset, for Euler contributions.</summary>
    internal void Times<T>(ReadOnlySpan<T> exposures, Span<T> result)
        where T : unmanaged, ILanes<T>
    {
        for (var k = 0; k < result.Length; k++)
        {
            T sum = 0;
            for (var l = 0; l < exposures.Length; l++)
            {
                sum += entries[(k * Count) + l] * exposures[l];
            }

            result[k] = sum;
        }
    }

    /// <summary>Refuses what is no set of positions and volatilities.</summary>
    internal void Check(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities)
    {
        Require.Length(positions.Length, Count, nameof(positions), "asset");
        Require.Length(volatilities.Length, Count, nameof(volatilities), "asset");
        Require.AllFinite(positions, "currency");
        Require.AllNonNegative(volatilities, "(a fraction; write 0.01, not 1, for 1 % a day)");
    }

    private static bool IsDiagonal(double[] entries, int m)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i] != 0 && i % (m + 1) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private readonly ref struct Deviations(Correlation correlation, ReadOnlySpan<double> exposures, double[] buffer, Span<double> result) : IWork
    {
        private readonly ReadOnlySpan<double> _exposures = exposures;
        private readonly Span<double> _result = result;

        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            var x = Buffers.Of<T>(buffer)[..correlation.Count];
            for (var scenario = first; scenario < end; scenario += T.Count)
            {
                Buffers.Gather(_exposures, _result.Length, scenario, x);
                Buffers.Put(correlation.StandardDeviation<T>(x), _result, scenario);
            }
        }
    }
}
