using System.Collections.Immutable;

namespace Interdealer.Ensembles.Storage;

/// <summary>What a journal is of.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Mark">What its files begin with.</param>
internal sealed record JournalKind(string Name, ImmutableArray<byte> Mark)
{
    /// <summary>Finished scenarios.</summary>
    public static JournalKind Ensemble { get; } = new("a checkpoint or shard of an ensemble", [.. "interdealer ensemble 1\n"u8]);

    /// <summary>Batches of shocks that a search has run.</summary>
    public static JournalKind Search { get; } = new("a checkpoint of a search", [.. "interdealer search 1\n"u8]);
}
