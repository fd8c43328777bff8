using Interdealer.Notebooks.Kernels.Workers;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.PackageManagement;

namespace Interdealer.Interactive;

/// <summary>Makes kernels as the <c>dotnet-interactive</c> tool makes them, as far as their packages are published.</summary>
internal sealed class InteractiveEngine : INotebookEngine
{
    // Compiles, formats and throws away; the kernel of the notebook itself starts clean.
    private const string FirstCell = "var rows = Enumerable.Range(1, 3).Select(i => new { Row = i, Value = i * 1.5 }).ToList(); rows.Sum(row => row.Value)";

    public async Task WarmUpAsync()
    {
        PlotlyNetFormatter.Watch();
        using CompositeKernel kernel = Create();
        await kernel.SendAsync(new SubmitCode(FirstCell)).ConfigureAwait(false);
    }

    public INotebookSession Open(string folder, string? repositoryRoot, NotebookOutput output) => new InteractiveSession(Create(), output);

    private static CompositeKernel Create()
    {
        var kernel = new CompositeKernel { DefaultKernelName = "csharp" };
        var csharp = new CSharpKernel()
            .UseKernelHelpers()
            .UseWho()
            .UseValueSharing()
            // What was restored for the same lines before is no answer: a checkout packs again without another line being written.
            .UseNugetDirective(
                (owner, packages) =>
                {
                    owner.AddAssemblyReferences(packages.SelectMany(package => package.AssemblyPaths));
                    return Task.CompletedTask;
                },
                forceRestore: true);
        kernel.Add(csharp, ["c#", "C#"]);
        kernel.Add(new HtmlKernel());
        return kernel.UseImportMagicCommand();
    }
}
