using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Specs;

/// <summary>Every statistic that a specification can name.</summary>
internal static class SummaryForms
{
    public static Choice<Func<ISummary>> All { get; } = new("summary", "summary");
}
