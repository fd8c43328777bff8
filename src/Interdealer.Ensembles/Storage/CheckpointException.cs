namespace Interdealer.Ensembles.Storage;

/// <summary>A checkpoint or shard cannot be used; says which file, why, and what to do.</summary>
public sealed class CheckpointException : IOException
{
    /// <summary>A fault of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="cause">What revealed it, if anything.</param>
    public CheckpointException(string path, string problem, Exception? cause = null)
        : base($"{path}: {problem}", cause) => File = path;

    /// <summary>The file.</summary>
    public string File { get; }
}
