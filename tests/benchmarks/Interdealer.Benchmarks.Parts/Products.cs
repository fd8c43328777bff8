using BenchmarkDotNet.Attributes;

namespace Interdealer.Benchmarks;

/// <summary>The two products of a round, sixteen scenarios at a time, each scenario one operation.</summary>
public class Products
{
    private const int ScenarioCount = 16;
    private Holdings _holdings = null!;
    private Column _byAsset = null!;
    private Column _byHolder = null!;

    /// <summary>Institutions, twice the assets.</summary>
    [Params(50, 1000, 10_000)]
    public int Institutions { get; set; }

    /// <summary>Makes the system.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var system = new BatchCascade(new BatchCase(Institutions, Institutions / 2, Math.Min(1, 100.0 / Institutions), 1)).System;
        _holdings = system.Q;
        _byAsset = new Column(system.Assets.Length, ScenarioCount);
        _byHolder = new Column(system.Institutions.Length, ScenarioCount);
        _byAsset.Values.Fill(0.99);
        _byHolder.Values.Fill(0.01);
    }

    /// <summary>Q·p.</summary>
    [Benchmark(OperationsPerInvoke = ScenarioCount)]
    public void Values() => _holdings.Values(_byAsset, _byHolder);

    /// <summary>Qᵀ·y.</summary>
    [Benchmark(OperationsPerInvoke = ScenarioCount)]
    public void Volumes() => _holdings.Volumes(_byHolder, _byAsset, ScenarioCount);
}
