using System.Collections.Immutable;
using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Models;

namespace Interdealer.Fuzz.Systems;

/// <summary>A system, a round, and the shocks of some scenarios.</summary>
internal sealed record FuzzCase
{
    /// <summary>Scenarios of the large batch.</summary>
    public const int Most = 40;

    /// <summary>Scenarios of a batch that does not fit into one block: on one thread too, places are handed on.</summary>
    public const int Crowd = 70;

    public required int Seed { get; init; }

    public required ImmutableArray<Institution> Institutions { get; init; }

    public required ImmutableArray<Asset> Assets { get; init; }

    public required ImmutableArray<Holding> Holdings { get; init; }

    public required ImmutableArray<InterbankClaim> Claims { get; init; }

    public required ImmutableArray<Written<IOperator>> Steps { get; init; }

    /// <summary>The parts of the shock of each scenario.</summary>
    public required ImmutableArray<ImmutableArray<Written<Action<State, int>>>> Shocks { get; init; }

    /// <summary>Scenarios of the small batch, the first so many.</summary>
    public required int Few { get; init; }

    public required int MaximumRounds { get; init; }

    /// <summary>Which rounds the small batch keeps.</summary>
    public required int KeepEvery { get; init; }

    /// <summary>Whether a round reprices claims, so that they can rise again.</summary>
    public bool RepricesClaims => Steps.Any(s => s.Code.Contains("AtMarks", StringComparison.Ordinal));

    /// <summary>Whether a round shocks the system anew.</summary>
    public bool ShocksInRounds => Steps.Any(s => s.Code.Contains("new Shock()", StringComparison.Ordinal));

    /// <summary>The case of a seed.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="scenarios">Scenarios, at most; the shock of each is drawn by itself, so that fewer change nothing else.</param>
    /// <param name="allowsExtremes">False draws ordinary magnitudes alone.</param>
    /// <param name="currency">One unit of what amounts are written in.</param>
    /// <param name="isWrapped">Wraps every limit in something that changes nothing.</param>
    public static FuzzCase Of(int seed, int scenarios = Most, bool allowsExtremes = true, double currency = 1, bool isWrapped = false)
    {
        var draw = new Draw(seed, allowsExtremes, currency);
        var assets = DrawnSystem.Assets(draw);
        var count = 1 + draw.Below(12);
        var holdings = DrawnSystem.Holdings(draw, count, assets);
        var institutions = DrawnSystem.Institutions(draw, count, holdings);
        var claims = DrawnSystem.Claims(draw, count);
        List<string> labels = [.. assets.Select(a => a.Name)];
        var limits = new DrawnLimit(draw, labels) { IsWrapped = isWrapped };
        var steps = new DrawnRound(draw, limits, [.. institutions.Select(i => i.Name)], labels).Steps();
        var scales = draw.Chance(0.25);
        var (few, rounds, keep) = (2 + draw.Below(8), draw.Pick(1, 1, 2, 2, 3, 3, 5, 5, 8, 30), draw.Pick(0, 1, 1, 3));
        return new FuzzCase
        {
            Seed = seed,
            Institutions = [.. institutions],
            Assets = [.. assets],
            Holdings = [.. holdings],
            Claims = [.. claims],
            Steps = [.. steps],
            Shocks = [.. Enumerable.Range(0, scenarios).Select(s => new DrawnShock(new Draw((seed * 1009) + s, draw.IsExtreme, currency), institutions, assets).Parts(scales).ToImmutableArray())],
            Few = few,
            MaximumRounds = rounds,
            KeepEvery = keep,
        };
    }

    public FinancialSystem System() => new(Institutions, Assets, Holdings, Claims);

    /// <summary>The round, its steps in a row.</summary>
    public IOperator Round() => Steps.Select(s => s.Value).Aggregate(Operator.Then);

    /// <summary>The same round, each step applied by itself: nothing can be decided for several steps together.</summary>
    public IOperator StepByStep() => Operator.From(state =>
    {
        foreach (var step in Steps)
        {
            step.Value.Apply(state);
        }
    });

    /// <summary>A state in which each scenario has had its shock.</summary>
    public State Start(FinancialSystem system, params ReadOnlySpan<int> scenarios)
    {
        var state = system.Start(scenarios.Length);
        Shock(state, scenarios);
        return state;
    }

    /// <summary>Shocks each scenario of a state.</summary>
    public void Shock(State state, params ReadOnlySpan<int> scenarios)
    {
        for (var s = 0; s < scenarios.Length; s++)
        {
            foreach (var part in Shocks[scenarios[s]])
            {
                part.Value(state, s);
            }
        }
    }

    public CascadeOptions Options(int keepEvery, int threads = 1) => new() { MaximumRounds = MaximumRounds, KeepEvery = keepEvery, Threads = threads };
}
