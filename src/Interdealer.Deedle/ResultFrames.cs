using Deedle;
using Interdealer.Cascades;
using Interdealer.Ensembles.Results;
using Interdealer.Ensembles.Summaries;
using Interdealer.Frames.Writing;
using Interdealer.Models;

namespace Interdealer.Frames;

/// <summary>Results as frames: what the records of a result say, by their keys. Amounts are in the currency of the system, losses positive.</summary>
public static class ResultFrames
{
    /// <summary>The rounds of one scenario by round: columns Sold, Forced, Defaults, Lowest price, Equity, Loss.</summary>
    /// <param name="result">A cascade.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public static Frame<int, string> RoundsFrame(this CascadeResult result, int scenario = 0) => Checked(result).Rounds(scenario).ToFrame(x => x.Round);

    /// <summary>Losses of one scenario by institution: columns Direct, Indirect, Equity, Standing, Total.</summary>
    /// <param name="result">A cascade.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public static Frame<string, string> LossesFrame(this CascadeResult result, int scenario = 0) => Checked(result).Losses(scenario).ToFrame(x => x.Institution);

    /// <summary>Price falls of one scenario by asset: columns Direct fall, Indirect fall (fractions), Sold.</summary>
    /// <param name="result">A cascade.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public static Frame<string, string> AssetLossesFrame(this CascadeResult result, int scenario = 0) => Checked(result).AssetLosses(scenario).ToFrame(x => x.Asset);

    /// <summary>Forced sales of one scenario in their order: columns Round, Institution, Amount, Limit.</summary>
    /// <param name="result">A cascade.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public static Frame<int, string> ForcedSalesFrame(this CascadeResult result, int scenario = 0) => Checked(result).ForcedSales(scenario).ToFrame();

    /// <summary>Who lost because of whom in one scenario: columns Round, Cause, Through, Loser, Amount.</summary>
    /// <param name="result">A cascade.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public static Frame<int, string> LossFlowsFrame(this CascadeResult result, int scenario = 0) => Checked(result).LossFlows(scenario).ToFrame();

    /// <summary>The price of every asset at the end of every round kept of one scenario, 1 before the shock: rounds × assets.</summary>
    /// <param name="result">A cascade.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public static Frame<int, string> PricesFrame(this CascadeResult result, int scenario = 0)
    {
        var history = Checked(result).History.TakeWhile(h => h.Round <= result.RoundCounts[scenario]).ToArray();
        return FrameWriter.Of(
            [.. history.Select(h => h.Round)],
            [.. result.Start.System.Assets.Select(a => a.Name)],
            [.. result.Start.System.Assets.Select((_, k) => history.Select(h => h.State.Price[k, scenario]).ToArray())]);
    }

    /// <summary>The price of every asset at the end of every scenario, 1 before the shock: scenarios × assets.</summary>
    /// <param name="result">A cascade.</param>
    public static Frame<int, string> EndPricesFrame(this CascadeResult result) => FrameWriter.Of(
        [.. Enumerable.Range(0, Checked(result).End.ScenarioCount)],
        [.. result.Start.System.Assets.Select(a => a.Name)],
        [.. result.Start.System.Assets.Select((_, k) => result.End.Price.Row(k).ToArray())]);

    /// <summary>The total loss of every institution in every scenario: scenarios × institutions.</summary>
    /// <param name="result">A cascade.</param>
    public static Frame<int, string> TotalLossesFrame(this CascadeResult result)
    {
        var losses = Enumerable.Range(0, Checked(result).End.ScenarioCount).Select(scenario => result.Losses(scenario)).ToArray();
        return FrameWriter.Of(
            [.. Enumerable.Range(0, losses.Length)],
            [.. result.Start.System.Institutions.Select(i => i.Name)],
            [.. result.Start.System.Institutions.Select((_, i) => losses.Select(scenario => scenario[i].Total).ToArray())]);
    }

    /// <summary>The ranking by institution: columns Systemicness, Indirect, Direct, fractions of equity; the most systemic first.</summary>
    /// <param name="result">Vulnerabilities.</param>
    public static Frame<string, string> ToFrame(this VulnerabilityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Institutions.OrderByDescending(i => i.Systemicness).ToFrame(x => x.Institution);
    }

    /// <summary>Each channel's part of the loss of one scenario: columns Alone, Last, Shapley, Share.</summary>
    /// <param name="result">An attribution.</param>
    /// <param name="scenario">From 0.</param>
    public static Frame<string, string> SharesFrame(this AttributionResult result, int scenario = 0)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Shares(scenario).ToFrame(x => x.Channel);
    }

    /// <summary>The loss of every subset of channels of one scenario: columns Count, Loss, Added, Rounds, Outcome.</summary>
    /// <param name="result">An attribution.</param>
    /// <param name="scenario">From 0.</param>
    public static Frame<string, string> SubsetsFrame(this AttributionResult result, int scenario = 0)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Subsets(scenario).ToFrame(x => x.Channels);
    }

    /// <summary>A clearing by institution: columns Obligation, Payment, Recovery, Equity, Defaulted.</summary>
    /// <param name="result">A clearing vector.</param>
    public static Frame<string, string> ToFrame(this ClearingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Institutions.ToFrame(x => x.Institution);
    }

    /// <summary>The outputs an ensemble kept in full: scenarios × outputs, a scenario that was not run without values.</summary>
    /// <param name="result">An ensemble's result.</param>
    public static Frame<long, string> ValuesFrame(this EnsembleResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var count = checked((int)result.Scenarios);
        var scenarios = new long[count];
        for (var s = 0; s < count; s++)
        {
            scenarios[s] = s;
        }

        return FrameWriter.Of(scenarios, [.. result.Kept.Select(output => output.Name)], [.. result.Kept.Select(output => result.Values(output).ToArray())]);
    }

    /// <summary>The figures of an ensemble's summaries: outputs × figures, with the unit of each output; a figure an output does not have is a gap.</summary>
    /// <param name="result">An ensemble's result.</param>
    public static Frame<string, string> FiguresFrame(this EnsembleResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var outputs = result.Outputs;
        var found = outputs.Select(output => result.Summaries(output).OfType<IFigures>().SelectMany(f => f.Figures).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal)).ToArray();
        return FrameWriter.Of<string>(
            [.. outputs.Select(output => output.Name)],
            found.SelectMany(figures => figures.Keys).Distinct()
                .Select(name => (name, FrameWriter.Column(found.Select(figures => figures.GetValueOrDefault(name, double.NaN)).ToArray())))
                .Prepend(("Unit", FrameWriter.Column(outputs.Select(output => output.Unit).ToArray()))));
    }

    /// <summary>How often each limit forced each institution to sell: institutions × limits, then “Any”; shares of the scenarios.</summary>
    /// <param name="counts">Counts of binding limits.</param>
    public static Frame<string, string> ToFrame(this BindingCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var rows = Enumerable.Range(0, counts.Institutions.Length);
        return FrameWriter.Of<string>(
            [.. counts.Institutions],
            counts.Limits.Select((name, limit) => (name, FrameWriter.Column(rows.Select(i => (double)counts[i, limit] / counts.Scenarios).ToArray())))
                .Append(("Any", FrameWriter.Column(rows.Select(i => counts.Forced(i).Value).ToArray()))));
    }

    /// <summary>Parts of the variance of an output by input: columns First order and Total order, each with its bounds Least and Most.</summary>
    /// <param name="indices">Sobol indices.</param>
    public static Frame<string, string> ToFrame(this SobolIndices indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return indices.Indices.Select(x => new
        {
            x.Input, FirstOrder = x.First.Value, FirstOrderLeast = x.First.Least, FirstOrderMost = x.First.Most,
            TotalOrder = x.Total.Value, TotalOrderLeast = x.Total.Least, TotalOrderMost = x.Total.Most,
        }).ToFrame(x => x.Input);
    }

    private static CascadeResult Checked(CascadeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result;
    }
}
