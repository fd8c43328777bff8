namespace Interdealer.Ensembles.Running;

/// <summary>One of several nearly equal parts of an ensemble's scenarios, for a machine or task each.</summary>
public sealed record ScenarioShard
{
    /// <summary>A part.</summary>
    /// <param name="index">Which, from 0 to <paramref name="count"/> − 1.</param>
    /// <param name="count">How many there are, at least 1.</param>
    public ScenarioShard(int index, int count)
    {
        Count = Require.AtLeast(1, count, "shard");
        Index = index >= 0 && index < count
            ? index
            : throw new ArgumentOutOfRangeException(nameof(index), index, FormattableString.Invariant($"index must be from 0 to {count - 1}, the first shard being 0; it was {index}."));
    }

    /// <summary>Which, from 0.</summary>
    public int Index { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Index}/{Count}");

    /// <summary>Its scenarios.</summary>
    /// <exception cref="ArgumentException">There are fewer scenarios than shards.</exception>
    internal ScenarioRange Of(long scenarios)
    {
        if (scenarios < Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"There are {scenarios} scenarios for {Count} shards; every shard needs at least one."));
        }

        long Begin(int shard) => (long)((Int128)scenarios * shard / Count);
        return new ScenarioRange(Begin(Index), Begin(Index + 1) - Begin(Index));
    }
}
