namespace Interdealer.Ensembles.Summaries;

/// <summary>The checks that summaries share.</summary>
internal static class Kinds
{
    /// <summary>The other summary as one of the same kind.</summary>
    public static T Same<T>(ISummary other)
        where T : class, ISummary => other as T
            ?? throw new ArgumentException($"other must be a {typeof(T).Name}; it was {other?.GetType().Name ?? "null"}.", nameof(other));

    /// <summary>A count from bytes.</summary>
    public static long Count(BinaryReader reader)
    {
        var count = reader.ReadInt64();
        return count >= 0 ? count : throw new InvalidDataException(FormattableString.Invariant($"a count of {count}"));
    }

    /// <summary>Adds counts place by place.</summary>
    public static void Add(long[] to, long[] more)
    {
        for (var k = 0; k < to.Length; k++)
        {
            to[k] += more[k];
        }
    }

    /// <summary>Counts from bytes, in 7-bit form.</summary>
    public static void Load(BinaryReader reader, long[] counts)
    {
        for (var k = 0; k < counts.Length; k++)
        {
            counts[k] = reader.Read7BitEncodedInt64() is >= 0 and var count ? count : throw new InvalidDataException("a count below 0");
        }
    }

    /// <summary>The error for another summary that has other settings.</summary>
    public static ArgumentException OtherSettings(string what) => new($"other has other {what}; only summaries of the same settings can be added.");

    /// <summary>Checks settings that were saved with what was taken in.</summary>
    public static void EnsureSame<T>(T saved, T own, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(saved, own))
        {
            throw new InvalidDataException(FormattableString.Invariant($"{what} {saved}; this summary has {own}"));
        }
    }
}
