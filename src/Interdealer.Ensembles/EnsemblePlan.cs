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

    /// <summary>Scenarios a block: enough that places in the loop are seldom empty, few enough for memory and for all threads.</summary>
    /// <param name="scenarios">Scenarios in all.</param>
    /// <param name="threads">Threads among which blocks are divided.</param>
    public int BlockSize(long scenarios, int threads)
    {
        // As it is and as it was untouched, with room for valuations.
        const long budget = 64 << 20;
        const int atOnce = 16;
        const int most = 1024;
        const int blocksPerThread = 4;
        var bytes = 4 * sizeof(double) * System.Start().Columns.Sum(c => (long)c.Column.Rows);
        var share = scenarios / ((long)threads * blocksPerThread);
        return (int)Math.Clamp(Math.Min(budget / bytes, share) / atOnce * atOnce, atOnce, most);
    }
}
