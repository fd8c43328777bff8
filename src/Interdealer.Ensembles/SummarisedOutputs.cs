using System.Collections.Immutable;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles;

/// <summary>Outputs that are summarised together.</summary>
/// <param name="Name">By which the summaries are found: that of the output where it is one alone.</param>
/// <param name="Outputs">Which outputs.</param>
/// <param name="Summaries">Each makes an empty summary.</param>
internal sealed record SummarisedOutputs(string Name, ImmutableArray<int> Outputs, ImmutableArray<Func<ISummary>> Summaries)
{
    /// <summary>Itself, when every summary takes in as many outputs.</summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    public SummarisedOutputs EnsureFits()
    {
        foreach (var summary in Summaries.Select(make => make()))
        {
            if (summary.Outputs != Outputs.Length)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"A {summary.GetType().Name} takes in {summary.Outputs} outputs; \"{Name}\" are {Outputs.Length}. Outputs that are summarised together are named with Together."));
            }
        }

        return this;
    }
}
