using System.Globalization;

namespace Interdealer.Risk;

/// <summary>Daily returns of m assets over T days, oldest first.</summary>
public sealed class ReturnHistory
{
    private readonly double[] returns;
    private readonly string[] assets;

    private ReturnHistory(string[] assets, double[] returns)
    {
        this.assets = assets;
        this.returns = returns;
        Days = returns.Length / assets.Length;
    }

    /// <summary>Number of days T, at least 1.</summary>
    public int Days { get; }

    /// <summary>Asset names, m of them.</summary>
    public IReadOnlyList<string> Assets => assets;

    /// <summary>Return of an asset on a day, a fraction.</summary>
    /// <param name="day">Day from 0, the oldest.</param>
    /// <param name="asset">Asset index from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Day or asset is outside the history.</exception>
    public double this[int day, int asset]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(asset);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(asset, assets.Length);
            return Day(day)[asset];
        }
    }

    /// <summary>A history from a table of returns.</summary>
    /// <param name="assets">One different name per column.</param>
    /// <param name="returns">T × m, oldest day first: simple returns as fractions (−0.01 is a fall of 1 %).</param>
    /// <exception cref="ArgumentException">There are no days or assets, names are missing or repeated, or a return is not finite.</exception>
    public static ReturnHistory Of(IReadOnlyList<string> assets, double[,] returns)
    {
        ArgumentNullException.ThrowIfNull(assets);
        ArgumentNullException.ThrowIfNull(returns);
        var (days, count) = (returns.GetLength(0), returns.GetLength(1));
        if (days == 0 || count == 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"returns is {days} × {count}; it must have at least one day and one asset."), nameof(returns));
        }

        Require.Length(assets.Count, count, nameof(assets), "column of returns");
        var repeated = assets.GroupBy(a => a, StringComparer.Ordinal).FirstOrDefault(g => string.IsNullOrWhiteSpace(g.Key) || g.Count() > 1);
        if (repeated is not null)
        {
            throw new ArgumentException($"assets has the name '{repeated.Key}' {repeated.Count()} times; every asset needs its own name.", nameof(assets));
        }

        var flat = new double[days * count];
        for (var t = 0; t < days; t++)
        {
            for (var k = 0; k < count; k++)
            {
                flat[(t * count) + k] = double.IsFinite(returns[t, k])
                    ? returns[t, k]
                    : throw Require.Refusal(
                        FormattableString.Invariant($"returns[{t},{k}] ({assets[k]})"), returns[t, k], "must be a finite fraction", nameof(returns));
            }
        }

        return new ReturnHistory([.. assets], flat);
    }

    /// <summary>The history of a single asset.</summary>
    /// <param name="asset">Its name.</param>
    /// <param name="returns">T returns, oldest first, as fractions.</param>
    /// <exception cref="ArgumentException">There is no return, or one is not finite.</exception>
    public static ReturnHistory Of(string asset, ReadOnlySpan<double> returns)
    {
        var table = new double[returns.Length, 1];
        for (var t = 0; t < returns.Length; t++)
        {
            table[t, 0] = returns[t];
        }

        return Of([asset], table);
    }

    /// <summary>Simple returns p_t/p_{t−1} − 1 of a table of prices, one day fewer than prices.</summary>
    /// <param name="assets">One different name per column.</param>
    /// <param name="prices">(T+1) × m, oldest first, each above 0.</param>
    /// <exception cref="ArgumentException">There are fewer than two days, names are missing or repeated, or a price is not above 0.</exception>
    public static ReturnHistory FromPrices(IReadOnlyList<string> assets, double[,] prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        var (days, count) = (prices.GetLength(0), prices.GetLength(1));
        var returns = new double[Math.Max(0, days - 1), count];
        for (var t = 0; t < days; t++)
        {
            for (var k = 0; k < count; k++)
            {
                if (!(prices[t, k] > 0) || !double.IsFinite(prices[t, k]))
                {
                    throw Require.Refusal(FormattableString.Invariant($"prices[{t},{k}]"), prices[t, k], "must be a finite number above 0", nameof(prices));
                }

                if (t > 0)
                {
                    returns[t - 1, k] = (prices[t, k] / prices[t - 1, k]) - 1;
                }
            }
        }

        return Of(assets, returns);
    }

    /// <summary>All returns of one asset, oldest first.</summary>
    /// <param name="asset">Asset index from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the history.</exception>
    public double[] Asset(int asset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(asset);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(asset, assets.Length);
        var result = new double[Days];
        for (var t = 0; t < Days; t++)
        {
            result[t] = returns[(t * assets.Length) + asset];
        }

        return result;
    }

    /// <summary>Returns of every asset on one day.</summary>
    /// <param name="day">Day from 0, the oldest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is outside the history.</exception>
    public ReadOnlySpan<double> Day(int day)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(day);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(day, Days);
        return returns.AsSpan(day * assets.Length, assets.Length);
    }

    /// <summary>Gains and losses today's positions would have made on each day: Σ_k v_k r_tk, in currency, gains positive.</summary>
    /// <param name="positions">One amount per asset, in currency; negative for short positions.</param>
    /// <exception cref="ArgumentException">The length differs from the number of assets, or an amount is not finite.</exception>
    public double[] ProfitAndLoss(ReadOnlySpan<double> positions)
    {
        Require.Length(positions.Length, assets.Length, nameof(positions), "asset");
        Require.AllFinite(positions, "currency");
        var result = new double[Days];
        for (var t = 0; t < Days; t++)
        {
            var day = returns.AsSpan(t * assets.Length, assets.Length);
            for (var k = 0; k < day.Length; k++)
            {
                result[t] += positions[k] * day[k];
            }
        }

        return result;
    }
}
