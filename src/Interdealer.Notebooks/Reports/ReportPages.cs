using System.Collections.Immutable;
using Interdealer.Notebooks.Running;

namespace Interdealer.Notebooks.Reports;

/// <summary>The pages of a report, and where links from one notebook to another lead in it.</summary>
internal sealed class ReportPages
{
    const string Ending = ".html";

    readonly Dictionary<string, string> byFile = new(StringComparer.Ordinal);

    internal ReportPages(IReadOnlyList<NotebookRun> runs)
    {
        Names = OutputNames.For([.. runs.Select(run => run.Path)]);
        var named = runs.Zip(Names, (run, name) => (run, name)).Where(pair => pair.run.Document is not null).GroupBy(pair => Path.GetFileName(pair.run.Path), StringComparer.Ordinal);
        // A file name that two notebooks share does not say which of them is meant.
        foreach (var only in named.Where(group => group.Count() == 1))
        {
            byFile[only.Key] = Address(only.Single().name);
        }
    }

    /// <summary>Names of the pages without ending, one a run.</summary>
    internal ImmutableArray<string> Names { get; }

    /// <summary>What links to a page say.</summary>
    internal static string Address(string name) => Uri.EscapeDataString(name) + Ending;

    /// <summary>The file of a page.</summary>
    internal static string File(string name) => name + Ending;

    /// <summary>The page that an address beside a notebook means, such as <c>02-loop.ipynb#limits</c>; null where it is of no notebook of this report.</summary>
    internal string? For(string url)
    {
        var mark = url.IndexOf('#', StringComparison.Ordinal);
        var file = mark < 0 ? url : url[..mark];
        // A place within a notebook has another name on its page.
        return byFile.GetValueOrDefault(Uri.UnescapeDataString(file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file));
    }
}
