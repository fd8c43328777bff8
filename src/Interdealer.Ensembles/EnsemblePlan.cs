using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Cascades;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles;

/// <summary>An ensemble with every name looked up and every choice made.</summary>
internal sealed record EnsemblePlan(FinancialSystem System, IScenarioSource Source, IOperator Round, CascadeOptions Cascade)
{
    /// <summary>What it was read from, if it was.</summary>
    public JsonObject? Declaration { get; init; }

    /// <summary>What each coordinate does, in the source's order.</summary>
    public required ImmutableArray<BoundEffect> Effects { get; init; }

    /// <summary>What is measured: what was asked for, then what every ensemble counts.</summary>
    public required ImmutableArray<Output> Outputs { get; init; }

    /// <summary>How many of the outputs were asked for, the first so many.</summary>
    public required int Asked { get; init; }

    /// <summary>What is summarised: first each output by itself, in their order, then outputs together.</summary>
    public required ImmutableArray<SummarisedOutputs> Summarised { get; init; }

    /// <summary>Which outputs are kept in full.</summary>
    public required ImmutableArray<int> Kept { get; init; }

    /// <summary>Whether an output looks at the states that cascades start from.</summary>
    public bool NeedsStart => Outputs.Any(o => o.NeedsStart);

    /// <summary>Whether an output needs the loss to the shock.</summary>
    public bool NeedsDirectLoss => Outputs.Any(o => o.NeedsDirectLoss);

    /// <summary>Whether an output needs to know which limit bound in every round.</summary>
    public bool NeedsLimits => Outputs.Any(o => o.NeedsLimits);

    /// <summary>Empty summaries, by what they summarise.</summary>
    public ISummary[][] NewSummaries() => [.. Summarised.Select(of => of.Summaries.Select(make => make()).ToArray())];

    /// <summary>Adds summaries to others of the same plan.</summary>
    public static void Merge(ISummary[][] to, ISummary[][] more)
    {
        for (var o = 0; o < to.Length; o++)
        {
            for (var s = 0; s < to[o].Length; s++)
            {
                to[o][s].Add(more[o][s]);
            }
        }
    }

    /// <summary>Scenarios a block that keep what a worker's rounds touch in the caches of a core, in whole vectors.</summary>
    public int DefaultBlockSize()
    {
        // Three states (as it is, before the round, untouched) and room for valuations take turns, but a round touches less than half of their columns.
        // With fewer than sixteen scenarios the products wait for their own sums, however large the system.
        const long budget = 3 << 19;
        const int atOnce = 16;
        const int most = 64;
        var bytes = 4 * sizeof(double) * System.Start().Columns.Sum(c => (long)c.Column.Rows);
        return (int)Math.Clamp(budget / bytes / atOnce * atOnce, atOnce, most);
    }
}
