using System.Runtime.InteropServices;
using Interdealer;

namespace Interdealer.Benchmarks;

/// <summary>A system, start prices of its scenarios and where its cascades end, from a folder of files of plain doubles (name.f64).</summary>
internal sealed class ExportedCascades
{
    private readonly string _folder;
    private readonly double[] _prices;

    public ExportedCascades(string folder)
    {
        _folder = folder;
        System = ReadSystem();
        _prices = Read("price");
    }

    /// <summary>The system before the shock.</summary>
    public FinancialSystem System { get; }

    /// <summary>Number of scenarios S.</summary>
    public int ScenarioCount => _prices.Length / System.Assets.Length;

    /// <summary>Every scenario after its shock.</summary>
    public State Shocked()
    {
        var state = System.Start(ScenarioCount);
        for (var k = 0; k < System.Assets.Length; k++)
        {
            var prices = _prices.AsSpan(k * ScenarioCount, ScenarioCount);
            prices.CopyTo(state.Price.Row(k));
            prices.CopyTo(state.Fundamental.Row(k));
        }

        return state;
    }

    /// <summary>Equity of all institutions at the end, by scenario.</summary>
    /// <param name="cascade">Name of the cascade.</param>
    public double[] EquityOf(string cascade)
    {
        var (total, equity) = (new double[ScenarioCount], Read($"{cascade}.equity"));
        for (var x = 0; x < equity.Length; x++)
        {
            total[x % ScenarioCount] += equity[x];
        }

        return total;
    }

    /// <summary>Rounds until rest, by scenario.</summary>
    /// <param name="cascade">Name of the cascade.</param>
    public double[] RoundsOf(string cascade) => Read($"{cascade}.rounds");

    private FinancialSystem ReadSystem()
    {
        var (cash, debt, shortTerm) = (Read("cash"), Read("debt"), Read("short"));
        var (tier, depth, volatility, haircut) = (Read("tier"), Read("depth"), Read("vol"), Read("haircut"));
        var (amounts, holdings) = (Read("Q"), new List<Holding>());
        for (var x = 0; x < amounts.Length; x++)
        {
            if (amounts[x] > 0)
            {
                holdings.Add(new Holding($"institution {x / tier.Length}", $"asset {x % tier.Length}", amounts[x]));
            }
        }

        return new FinancialSystem(
            cash.Select((c, i) => new Institution($"institution {i}") { Cash = c, Debt = debt[i], ShortTermDebt = shortTerm[i] }),
            tier.Select((rank, k) => new Asset($"asset {k}") { LiquidityRank = (int)rank, Depth = depth[k], Volatility = volatility[k], Haircut = haircut[k] }),
            holdings);
    }

    private double[] Read(string name) => MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(_folder, $"{name}.f64"))).ToArray();
}
