using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>What a worker process runs notebooks on.</summary>
internal interface INotebookEngine
{
    /// <summary>Pays, once per process, for what every first cell would have to wait for.</summary>
    Task WarmUpAsync();

    /// <summary>Pays for what the first question of an editor would have to wait for.</summary>
    void WarmUpEditing()
    {
    }

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

    /// <summary>What an editor asks about code; on any thread, also while a cell runs.</summary>
    /// <param name="question">Kind of question, language, code and place in it.</param>
    /// <returns>The answer as JSON; null where this engine has none.</returns>
    JsonNode? Answer(WorkerMessage question) => null;
}
