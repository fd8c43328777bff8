using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Storage;

/// <summary>A run whose every scenario has ended, as it is written to a file.</summary>
/// <param name="Plan">What was run.</param>
/// <param name="Identity">Its specification and hash.</param>
/// <param name="Summaries">Summaries, by what they summarise.</param>
/// <param name="Kept">Outputs kept in full.</param>
internal sealed record FinishedRun(EnsemblePlan Plan, RunIdentity Identity, ISummary[][] Summaries, IKeptValues Kept)
{
    /// <summary>Names of the outputs kept in full, in the order of their values.</summary>
    public IEnumerable<string> Columns => Plan.Kept.Select(k => Plan.Outputs[k].Name);

    /// <summary>Every figure of every summary that has some.</summary>
    public IEnumerable<FigureRow> Figures => Each().SelectMany(s => s.Summary is IFigures figures
        ? figures.Figures.Select(f => new FigureRow(s.Output, s.Place, s.Summary.GetType().Name, f.Name, f.Value))
        : []);

    /// <summary>Every summary as bytes.</summary>
    public IEnumerable<(string Output, int Place, string Kind, byte[] Bytes)> States =>
        Each().Select(s => (s.Output, s.Place, s.Summary.GetType().Name, SummaryCodec.Bytes(s.Summary)));

    private IEnumerable<(string Output, int Place, ISummary Summary)> Each() =>
        Summaries.SelectMany((of, o) => of.Select((summary, place) => (Plan.Summarised[o].Name, place, summary)));
}

/// <summary>One figure of a summary.</summary>
/// <param name="Output">Name of the output.</param>
/// <param name="Place">Place of the summary among those of its output, from 0.</param>
/// <param name="Kind">Kind of the summary.</param>
/// <param name="Figure">Name of the figure.</param>
/// <param name="Value">The figure; NaN where there is none.</param>
internal sealed record FigureRow(string Output, int Place, string Kind, string Figure, double Value);
