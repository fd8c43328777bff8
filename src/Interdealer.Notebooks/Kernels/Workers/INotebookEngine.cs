namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>What a worker process runs notebooks on.</summary>
internal interface INotebookEngine
{
    /// <summary>Pays, once per process, for what every first cell would have to wait for.</summary>
    Task WarmUpAsync();

    /// <summary>Opens a notebook in clean state.</summary>
    /// <param name="folder">The notebook's own folder, in full; also the current folder.</param>
    /// <param name="repositoryRoot">Folder whose <c>NuGet.config</c> applies, or null.</param>
    /// <param name="output">Where outputs go; the notebook closes it.</param>
    INotebookSession Open(string folder, string? repositoryRoot, NotebookOutput output);
}

/// <summary>One open notebook.</summary>
internal interface INotebookSession : IDisposable
{
    /// <summary>Runs one cell; the last output of one that fails is its error.</summary>
    /// <returns>True when the cell ran to its end.</returns>
    Task<bool> RunAsync(string language, string source, int executionCount, CancellationToken cancellation);
}
