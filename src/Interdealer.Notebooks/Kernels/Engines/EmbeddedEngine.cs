using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>The embedded compilers: C# by Roslyn, F# by its own.</summary>
internal sealed class EmbeddedEngine : INotebookEngine
{
    public Task WarmUpAsync() => WarmUp.StartAsync();

    public void WarmUpEditing() => WarmUp.Editing();

    public INotebookSession Open(string folder, string? repositoryRoot, NotebookOutput output) => new NotebookSession(folder, repositoryRoot, output);
}
