using BenchmarkDotNet.Attributes;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Benchmarks;

/// <summary>One application of an operator, and the impact that takes its orders, to 64 shocked scenarios of 90 institutions and 40 assets, each one operation.</summary>
public class Operators
{
    private const int ScenarioCount = 64;
    private static readonly Dictionary<string, IOperator> All = new()
    {
        ["leverage targeting"] = LeverageTargeting.AtStart() with { Buys = false },
        ["leverage ratio"] = new Deleverage(LeverageRatio.FromMinimum(0.05)),
        ["leverage ratio, most liquid first"] = new Deleverage(LeverageRatio.FromMinimum(0.05), Liquidation.MostLiquidFirst),
        ["value at risk"] = new Deleverage(ValueAtRisk.ShareOfEquity(0.1, correlation: 0.5)),
        ["haircuts"] = new Deleverage(new Haircuts()),
        ["leverage and haircuts"] = new Deleverage(LeverageRatio.FromMinimum(0.05).And(new Haircuts())),
        ["default"] = new Default(),
    };

    private readonly PriceImpact _linear = new PriceImpact.Linear(SellerShare.OldPrice);
    private readonly PriceImpact _exponential = new PriceImpact.Exponential(SellerShare.OldPrice);
    private State _start = null!;
    private State _state = null!;

    /// <summary>Names of the operators.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The operator.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "leverage targeting";

    /// <summary>Makes the state.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var system = BenchmarkSystem.Create(90, 40, seed: 1);
        _start = system.Shock(BenchmarkSystem.Shocks(system, ScenarioCount, seed: 100));
        _state = _start.Copy();
    }

    /// <summary>The copy that the others start with.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = ScenarioCount)]
    public void CopyAlone() => _state.CopyFrom(_start);

    /// <summary>The operator alone.</summary>
    [Benchmark(OperationsPerInvoke = ScenarioCount)]
    public void Operator()
    {
        _state.CopyFrom(_start);
        All[Name].Apply(_state);
    }

    /// <summary>The operator and linear impact.</summary>
    [Benchmark(OperationsPerInvoke = ScenarioCount)]
    public void OperatorAndLinearImpact()
    {
        Operator();
        _linear.Apply(_state);
    }

    /// <summary>The operator and exponential impact.</summary>
    [Benchmark(OperationsPerInvoke = ScenarioCount)]
    public void OperatorAndExponentialImpact()
    {
        Operator();
        _exponential.Apply(_state);
    }
}
