using System.Collections.Concurrent;
using Interdealer;
using Interdealer.Cascades;
using Interdealer.Contagion;

namespace Interdealer.Benchmarks;

/// <summary>A batch of leverage-targeting cascades: n banks, m assets, a share of the holdings not zero, S scenarios, a number of rounds.</summary>
internal sealed record BatchCase(int Banks, int Assets, double Density, int Scenarios, int Rounds = 10)
{
    public override string ToString() => FormattableString.Invariant($"{Banks}×{Assets} at {100 * Density:0.#} %, S = {Scenarios}, {Rounds} rounds");
}

/// <summary>
/// Inputs of the batch cascade from a seed, by a counter through splitmix64, so that a program in another language makes the same to the bit.
/// </summary>
/// <remarks>
/// u(c) = (splitmix64(seed + (c + 1)·0x9E3779B97F4A7C15) >> 11)·2⁻⁵³ with streams one after the other: mask, size, other assets, leverage, liquidity, shock.
/// </remarks>
internal sealed class BatchCascade
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private const double Shock = 0.02;
    private const double Scale = 0.05;
    private const int Vector = 4;
    private readonly ulong _seed;
    private readonly BatchCase _case;
    private readonly double[] _prices;
    private readonly ConcurrentDictionary<int, ConcurrentBag<CascadeBlock>> _idle = [];

    public BatchCascade(BatchCase batch, ulong seed = 12345)
    {
        (_case, _seed) = (batch, seed);
        var (n, m) = (batch.Banks, batch.Assets);
        var (all, holdings, held) = ((long)n * m, new List<Holding>(), new double[m]);
        var (banks, assets) = (new List<Institution>(n), new List<Asset>(m));
        var names = Enumerable.Range(0, m).Select(k => $"asset {k}").ToArray();
        for (var i = 0; i < n; i++)
        {
            var (name, sum) = ($"bank {i}", 0.0);
            for (var k = 0; k < m; k++)
            {
                var cell = ((long)i * m) + k;
                if (batch.Density >= 1 || U(cell) < batch.Density)
                {
                    var amount = U(all + cell) * (100 / (batch.Density * m));
                    holdings.Add(new Holding(name, names[k], amount));
                    held[k] += amount;
                    sum += amount;
                }
            }

            if (sum == 0)
            {
                holdings.Add(new Holding(name, names[i % m], 1));
                (held[i % m], sum) = (held[i % m] + 1, 1);
            }

            var other = 5 + (20 * U((2 * all) + i));
            var equity = (sum + other) * (0.03 + (0.07 * U((2 * all) + n + i)));
            banks.Add(new Institution(name) { OtherAssets = other, Debt = sum + other - equity });
            Equity += equity;
        }

        for (var k = 0; k < m; k++)
        {
            var impact = Scale * (0.5 + U((2 * all) + (2 * n) + k)) / (held[k] > 0 ? held[k] : 1);
            assets.Add(new Asset(names[k]) { Depth = 1 / impact });
        }

        System = new FinancialSystem(banks, assets, holdings);
        var shocks = (2 * all) + (2 * n) + m;
        _prices = new double[m * batch.Scenarios];
        for (var x = 0; x < _prices.Length; x++)
        {
            _prices[x] = 1 - (Shock * U(shocks + x));
        }
    }

    /// <summary>The system before the shock.</summary>
    public FinancialSystem System { get; }

    /// <summary>Equity of all banks before the shock.</summary>
    public double Equity { get; }

    /// <summary>Everyone keeps the leverage it started with, by sales only; prices fall linearly; sellers receive the price before.</summary>
    public IOperator Round { get; } = (LeverageTargeting.AtStart(atMost: 31) with { Buys = false }).Then(new PriceImpact.Linear(SellerShare.OldPrice));

    /// <summary>Runs every scenario, in blocks of about the same size spread over threads, as many for each.</summary>
    /// <param name="scenarioCount">Scenarios a block, about.</param>
    /// <param name="threads">Number of threads.</param>
    /// <returns>Equity lost to the cascade (not to the shock) over all equity, by scenario.</returns>
    public double[] Run(int scenarioCount, int threads)
    {
        var starts = Starts(scenarioCount, threads);
        var (next, results) = (-1, new double[_case.Scenarios]);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            for (var b = Interlocked.Increment(ref next); b + 1 < starts.Length; b = Interlocked.Increment(ref next))
            {
                var count = starts[b + 1] - starts[b];
                var idle = _idle.GetOrAdd(count, _ => []);
                if (!idle.TryTake(out var block))
                {
                    block = new CascadeBlock(System, count, Round, new CascadeOptions { MaximumRounds = _case.Rounds, Tolerance = double.Epsilon }) { KeepsStart = false };
                }

                RunBlock(block, starts[b], results);
                idle.Add(block);
            }
        });

        return results;
    }

    /// <summary>Where blocks start, and last the end: each of whole vectors, where those asked for are.</summary>
    private int[] Starts(int scenarioCount, int threads)
    {
        var unit = scenarioCount % Vector == 0 ? Vector : 1;
        var blocks = threads * Math.Max(1, (int)Math.Round(_case.Scenarios / (double)(scenarioCount * threads)));
        var units = (_case.Scenarios + unit - 1) / unit;
        return [.. Enumerable.Range(0, blocks + 1).Select(b => Math.Min(_case.Scenarios, (int)((long)units * b / blocks) * unit)).Distinct()];
    }

    /// <summary>The first scenario after its shock.</summary>
    public State Shocked()
    {
        var state = System.Start();
        for (var k = 0; k < _case.Assets; k++)
        {
            state.Price[k, 0] = _prices[k * _case.Scenarios];
        }

        return state;
    }

    private void RunBlock(CascadeBlock block, int first, double[] results)
    {
        var count = block.State.ScenarioCount;
        block.Reset();
        for (var k = 0; k < _case.Assets; k++)
        {
            _prices.AsSpan((k * _case.Scenarios) + first, count).CopyTo(block.State.Price.Row(k));
        }

        AddEquity(block.State, results.AsSpan(first, count), +1 / Equity);
        block.Run();
        AddEquity(block.State, results.AsSpan(first, count), -1 / Equity);
    }

    private void AddEquity(State state, Span<double> to, double times)
    {
        var equity = state.Value().Equity;
        for (var i = 0; i < _case.Banks; i++)
        {
            var row = equity.Row(i);
            for (var s = 0; s < to.Length; s++)
            {
                to[s] += times * row[s];
            }
        }
    }

    private double U(long counter)
    {
        var z = _seed + ((ulong)(counter + 1) * Step);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1L << 53));
    }
}
