using Interdealer.Cascades;
using Interdealer.Contagion;

namespace Interdealer.Fuzz.Systems;

/// <summary>Laws of what a result reports, and of a loss attributed to channels.</summary>
internal sealed class ReportLaws(FuzzCase c, FinancialSystem system, StateLaws states)
{
    /// <summary>What is broken.</summary>
    public IEnumerable<Violation> Of(CascadeResult result)
    {
        _ = result.ToString();
        _ = result.ForcedSales();
        var losses = result.Outcome == Outcome.Diverged ? [] : Losses(result);
        return c.Steps.Any(s => s.Value is Channel) ? losses.Concat(Channels(result)) : losses;
    }

    private IEnumerable<Violation> Losses(CascadeResult result)
    {
        var dust = 1e-9 * (states.SizeOf(system.Start(), 0) + result.History.Max(h => states.SizeOf(h.State, 0)));
        if (!double.IsFinite(dust))
        {
            yield break;
        }

        var flows = result.LossFlows().ToLookup(f => f.Loser, f => f.Amount);
        var losses = result.Losses();
        foreach (var loss in losses.Where(l => !(Math.Abs(flows[l.Institution].Sum() - l.Total) <= dust)))
        {
            yield return new("flows of losses", $"{loss.Institution} lost {Code.Of(loss.Total)}, flows say {Code.Of(flows[loss.Institution].Sum())}");
        }

        var total = result.Rounds()[^1].Loss;
        if (!(Math.Abs(losses.Sum(l => l.Total) - total) <= dust))
        {
            yield return new("sum of losses", $"{Code.Of(losses.Sum(l => l.Total))} by institution, {Code.Of(total)} in all");
        }
    }

    /// <summary>With all channels on it is the cascade itself, with none the cascade of the other steps.</summary>
    private IEnumerable<Violation> Channels(CascadeResult result)
    {
        AttributionResult? attribution = null;
        try
        {
            attribution = Attribution.Run(c.Start(system, 0), c.Round(), null, c.Options(keepEvery: 0));
        }
        catch (InvalidOperationException)
        {
            // It did not come to rest with every subset of channels; whether it may say nothing is asked below.
        }

        var rest = c.Steps.Where(s => s.Value is not Channel).Select(s => s.Value).DefaultIfEmpty(Operator.From(_ => { })).Aggregate(Operator.Then);
        var without = Cascade.Run(c.Start(system, 0), rest, c.Options(keepEvery: 0));
        return attribution is null
            ? []
            : Same("all channels", attribution.Loss(attribution.Channels), result).Concat(Same("no channel", attribution.Loss([]), without)).Concat(Shapley(attribution));
    }

    private static IEnumerable<Violation> Same(string which, double loss, CascadeResult plain)
    {
        if (plain.Outcome is Outcome.Diverged or Outcome.RoundLimit)
        {
            yield return new("attribution", $"{which}: attributes {Code.Of(loss)} though it ended {plain.Outcome}");
        }
        else if (plain.Rounds()[^1].Loss is var alone && !alone.Equals(loss))
        {
            yield return new("attribution", $"{which}: {Code.Of(loss)}, the cascade by itself {Code.Of(alone)}");
        }
    }

    private static IEnumerable<Violation> Shapley(AttributionResult attribution)
    {
        var (sum, size) = (attribution.Shares().Sum(s => s.Shapley), attribution.Subsets().Sum(s => Math.Abs(s.Loss)));
        if (Math.Abs(sum - attribution.Added()) > 1e-9 * size)
        {
            yield return new("attribution", $"Shapley values sum to {Code.Of(sum)}, the channels add {Code.Of(attribution.Added())}");
        }
    }
}
