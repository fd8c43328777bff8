using Interdealer.Notebooks.Tests;
using Xunit.Abstractions;

// Most of these tests wait for processes they started: two for each core, those that take longest first, and no core is left idle at the end.
[assembly: TestCollectionOrderer("Interdealer.Notebooks.Tests." + nameof(LongestFirst), "Interdealer.Notebooks.Tests")]

namespace Interdealer.Notebooks.Tests;

/// <summary>The order in which groups of tests begin.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    static readonly string[] Long =
    [
        nameof(Gallery.RealReportTests), "interactive", "kernels", nameof(Site.SiteTests), nameof(Site.SampleTests), nameof(Packages.ReleaseTests), nameof(Kernels.PackageTests),
        nameof(Tool.Ensembles.EnsembleInterruptionTests), nameof(Tool.Ensembles.SlurmTests),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(one => Array.FindIndex(Long, name => one.DisplayName.EndsWith(name, StringComparison.Ordinal)) is >= 0 and var at ? at : Long.Length)
            .ThenBy(one => one.DisplayName, StringComparer.Ordinal);
}
