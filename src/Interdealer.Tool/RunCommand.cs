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
internal sealed record RunTarget(string Folder, bool InPlace, bool Html);

/// <summary><c>interdealer run</c>.</summary>
internal sealed class RunCommand(Terminal terminal, Func<KernelRequest, IKernelFactory> kernels)
{
    /// <summary>Runs the notebooks, writes them and the report, and says how it went.</summary>
    internal async Task<int> ExecuteAsync(RunRequest request, RunTarget target, CancellationToken cancellation)
    {
        var files = Files(request.Paths, target);
        var runs = await request.RunAsync(terminal, kernels, cancellation).ConfigureAwait(false);
        var written = "";
        for (var i = 0; i < runs.Count; i++)
        {
            // In place, only a whole run replaces what was stored.
            var inPlace = target.InPlace && NotebookFile.IsIpynb(request.Paths[i]) && runs[i].Outcome == RunOutcome.Succeeded;
            if (runs[i] is { Document: { } document })
            {
                var file = inPlace ? request.Paths[i] : files[i];
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
                NotebookFile.Write(file, document);
            }
        }

        if (target.Html)
        {
            written = HtmlReport.Write(target.Folder, runs, new ReportOptions { Elapsed = SinceCommand(), Kernel = request.Kernel });
        }

        terminal.Summarise(runs);
        terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"{SinceCommand().TotalSeconds:0.0} s from command to finished {(written.Length > 0 ? $"report: {written}" : target.InPlace ? "notebooks" : $"notebooks in {target.Folder}")}"));
        if (written.Length > 0 && !HtmlReport.DrawsCharts)
        {
            terminal.Say("The report shows the charts' data as tables: plotly.js could not be restored from npm when this tool was built.");
        }

        return RunRequest.ExitCodeOf(runs);
    }

    // The files of the target folder, none of which may be one of the notebooks that are read.
    static string[] Files(IReadOnlyList<string> paths, RunTarget target)
    {
        string[] files = [.. OutputNames.For(paths).Select(name => Path.Combine(target.Folder, name + ".ipynb"))];
        var inputs = paths.Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        return files.FirstOrDefault(file => inputs.Contains(Path.GetFullPath(file))) is { } clash
            ? throw new UsageException($"--output is {target.Folder}: {clash} would replace a notebook that is read; choose another folder, or --in-place")
            : files;
    }

    static TimeSpan SinceCommand()
    {
        using var process = Process.GetCurrentProcess();
        return DateTime.Now - process.StartTime;
    }
}
