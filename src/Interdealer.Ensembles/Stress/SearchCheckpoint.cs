using Interdealer.Ensembles.Storage;

namespace Interdealer.Ensembles.Stress;

/// <summary>Where a search remembers the batches it has run.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Question">What is searched for; the name of the file in it.</param>
/// <param name="Every">How long batches may wait before they are written.</param>
internal sealed record SearchCheckpoint(string Folder, string Question, TimeSpan Every)
{
    private const string Extension = ".search";

    /// <summary>The journal of a search.</summary>
    /// <exception cref="CheckpointException">It is damaged, of another search, or held by another process.</exception>
    public BatchJournal Open(RunIdentity run) => new(Path.Combine(Folder, Question + Extension), run, Every);
}
