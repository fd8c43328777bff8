using Interdealer.Ensembles.Running;

namespace Interdealer.Tool;

/// <summary>How far an ensemble is: one line that is written over on a terminal, a line now and then where output goes to a file.</summary>
internal sealed class ProgressLine(Terminal terminal) : IProgress<EnsembleProgress>, IDisposable
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(5);
    TimeSpan next;
    int width;

    /// <summary>The last that was heard; null before the first.</summary>
    internal EnsembleProgress? Last { get; private set; }

    public void Report(EnsembleProgress value)
    {
        Last = value;
        if (terminal.IsTerminal)
        {
            var line = value.ToString();
            terminal.WriteOver(line.PadRight(width));
            width = line.Length;
        }
        else if (value.Elapsed >= next || value.Done == value.Total)
        {
            terminal.Say(value.ToString());
            next = value.Elapsed + Between;
        }
    }

    public void Dispose()
    {
        if (width > 0)
        {
            terminal.Say("");
            width = 0;
        }
    }
}
