using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Reports;
using Interdealer.Notebooks.Running;

namespace Interdealer.Tool.Site;

/// <summary>
/// <c>interdealer site</c>: the documentation of a checkout as a web site. Pages come from <c>docs/</c>, the API from the assemblies' documentation, the models'
/// reference cases from running them, and the gallery from running the notebooks; docfx lays them out.
/// </summary>
internal sealed class SiteCommand(Terminal terminal, Func<KernelRequest, IKernelFactory> kernels)
{
    internal const string Gallery = "gallery";

    /// <summary>Builds the site.</summary>
    /// <param name="root">The checkout.</param>
    /// <param name="notebooks">What the gallery shows, and how it is run.</param>
    /// <param name="output">The folder for the site.</param>
    /// <param name="force">Whether files may be replaced that no earlier run wrote.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task<int> ExecuteAsync(string root, RunRequest notebooks, string output, bool force, CancellationToken cancellation)
    {
        // Refused now rather than after the notebooks.
        OutputFolder.Open(output, ["index.html"], notebooks.Paths, force).Dispose();
        var work = Directory.CreateTempSubdirectory("interdealer-site-");
        try
        {
            terminal.Say("Writing the pages and running the models' reference cases");
            SitePages.Write(root, work.FullName);
            terminal.Say("Running the notebooks of the gallery");
            var runs = await notebooks.RunAsync(terminal, kernels, cancellation).ConfigureAwait(false);
            WriteGallery(Path.Combine(work.FullName, Gallery), runs, notebooks);
            terminal.Say("Laying the pages out with docfx");
            await Docfx.BuildAsync(root, Path.Combine(work.FullName, "docfx.json"), cancellation).ConfigureAwait(false);
            var built = Path.Combine(work.FullName, "site");
            SiteSearch.Add(built, runs);
            var index = Publish(built, output, notebooks, force);
            terminal.Summarise(runs);
            terminal.Say($"The site is in {index}; `dotnet docfx serve {output}` shows it with its search.");
            return RunRequest.ExitCodeOf(runs);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    // Drawn pages, and the notebooks themselves for whoever wants to run them.
    static void WriteGallery(string folder, IReadOnlyList<NotebookRun> runs, RunRequest notebooks)
    {
        HtmlReport.Write(folder, runs, new ReportOptions { Title = "Interdealer: the gallery", Kernel = notebooks.Kernel });
        foreach (var run in runs)
        {
            File.Copy(run.Path, Path.Combine(folder, Path.GetFileName(run.Path)), overwrite: true);
        }
    }

    static string Publish(string built, string output, RunRequest notebooks, bool force)
    {
        // Maps of the layout's scripts are for those who debug docfx.
        var names = Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".map", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(built, file)).Order(StringComparer.Ordinal).ToArray();
        using var folder = OutputFolder.Open(output, names, notebooks.Paths, force);
        foreach (var name in names)
        {
            folder.Write(name, File.ReadAllBytes(Path.Combine(built, name)));
        }

        return Path.Combine(output, "index.html");
    }
}
