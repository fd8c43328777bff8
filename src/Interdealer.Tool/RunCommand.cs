using System.Diagnostics;
using System.Globalization;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Reports;
using Interdealer.Notebooks.Running;

namespace Interdealer.Tool;

/// <summary>Where <c>run</c> leaves what it made.</summary>
/// <param name="Folder">Folder for executed notebooks and the report.</param>
/// <param name="InPlace">Whether notebooks that ran to their end get the outputs themselves.</param>
/// <param name="Html">Whether a report is written.</param>
/// <param name="Force">Whether files may be replaced that no earlier run wrote.</param>
internal sealed record RunTarget(string Folder, bool InPlace, bool Html, bool Force);

/// <summary><c>interdealer run</c>.</summary>
internal sealed class RunCommand(Terminal terminal, Func<KernelRequest, IKernelFactory> kernels)
{
    /// <summary>Runs the notebooks, writes them and the report, and says how it went.</summary>
    internal async Task<int> ExecuteAsync(RunRequest request, RunTarget target, CancellationToken cancellation)
    {
        var names = OutputNames.For(request.Paths).Select(name => name + ".ipynb").ToArray();
        using var folder = OutputFolder.Open(target.Folder, target.Html ? [.. names, .. HtmlReport.FileNames(request.Paths)] : names, request.Paths, target.Force);
        var stored = target.InPlace ? request.Paths.Where(NotebookFile.IsIpynb).ToDictionary(path => path, StoredNotebook.Of, StringComparer.Ordinal) : [];
        var runs = await request.RunAsync(terminal, kernels, cancellation).ConfigureAwait(false);
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i] is { Document: { } document }
                // In place, only a whole run replaces what was stored.
                && !(runs[i].Outcome == RunOutcome.Succeeded && stored.TryGetValue(request.Paths[i], out var notebook) && notebook.Replace(document, terminal)))
            {
                folder.Write(names[i], NotebookFile.Bytes(names[i], document));
            }
        }

        var report = target.Html ? WriteReport(folder, runs, new ReportOptions { Guide = ReadingGuide.Beside(request.Paths), Elapsed = SinceCommand(), Kernel = request.Kernel }) : null;
        terminal.Summarise(runs);
        terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"{SinceCommand().TotalSeconds:0.0} s from command to finished {(report is not null ? $"report: {report}" : target.InPlace ? "notebooks" : $"notebooks in {target.Folder}")}"));
        if (report is not null && !HtmlReport.DrawsCharts)
        {
            terminal.Say("The report shows the charts' data as tables: plotly.js could not be restored from npm when this tool was built.");
        }

        return RunRequest.ExitCodeOf(runs);
    }

    // The index is the last that is written: where it is, what it leads to is.
    static string WriteReport(OutputFolder folder, IReadOnlyList<NotebookRun> runs, ReportOptions options)
    {
        var last = "";
        foreach (var (name, content) in HtmlReport.Files(runs, options))
        {
            last = folder.Write(name, content);
        }

        return last;
    }

    static TimeSpan SinceCommand()
    {
        using var process = Process.GetCurrentProcess();
        return DateTime.Now - process.StartTime;
    }
}
