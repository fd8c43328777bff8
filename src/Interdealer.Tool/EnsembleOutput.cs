using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Specs;
using Interdealer.Ensembles.Storage;
using Interdealer.Files;

namespace Interdealer.Tool;

/// <summary>Where <c>ensemble run</c> and <c>ensemble merge</c> may write: asked before any work, so that no run ends in a file that may not be replaced.</summary>
/// <param name="Path">File of the results or of the shard.</param>
/// <param name="Shard">Which part it is; null for all.</param>
/// <param name="Force">Whether anything that is there may be replaced.</param>
internal sealed record EnsembleOutput(string Path, ScenarioShard? Shard, bool Force)
{
    /// <summary>Checks that nothing is lost by writing.</summary>
    /// <param name="inputs">Files that are read.</param>
    /// <param name="checkpoint">Folder that remembers finished scenarios; null for none.</param>
    /// <exception cref="UsageException">An input, or a file that no earlier run wrote, would be replaced.</exception>
    internal void Ensure(IEnumerable<string> inputs, string? checkpoint)
    {
        var written = Shard is null ? ResultsFile.Files(Path) : [Path];
        var read = inputs.ToLookup(RealPath.Of, StringComparer.Ordinal);
        foreach (var file in written)
        {
            if (Directory.Exists(file))
            {
                throw new UsageException($"--output is {Path}: {file} is a folder; expected a file");
            }

            if (!Force && read[RealPath.Of(file)].FirstOrDefault() is { } input)
            {
                throw new UsageException($"--output is {Path}: it would replace {input}, which is read; choose another file");
            }

            if (!Force && File.Exists(file) && !IsEarlierOutput(file))
            {
                throw new UsageException($"--output is {Path}: {file} is there and is no {(Shard is null ? "results" : "shard")} of an ensemble; choose another file, or --force to replace it");
            }
        }

        if (checkpoint is not null)
        {
            EnsureApart(checkpoint);
        }
    }

    /// <summary>Every file that a specification is read from.</summary>
    internal static IEnumerable<string> InputsOf(string path, EnsembleSpec spec) =>
        spec.Inputs.Keys.Select(name => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, name)).Prepend(path);

    bool IsEarlierOutput(string file) => Shard is null ? EarlierOutput.IsResults(file) : EarlierOutput.IsJournal(file);

    void EnsureApart(string checkpoint)
    {
        var (folder, output) = (RealPath.Of(checkpoint), RealPath.Of(Path));
        if (File.Exists(checkpoint))
        {
            throw new UsageException($"--checkpoint is {checkpoint}: that is a file; expected a folder");
        }

        if (folder == output || System.IO.Path.Combine(folder, EnsembleJob.JournalName(Shard)) == output)
        {
            throw new UsageException($"--output is {Path}: the checkpoint is kept there ({checkpoint}); choose another file or folder");
        }
    }
}
