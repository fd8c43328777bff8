using System.Globalization;
using System.Runtime.CompilerServices;

namespace Interdealer.Data;

/// <summary>How large a source may be before reading it is refused. The limits are kept while reading, so a wrong file cannot exhaust the machine.</summary>
/// <remarks>
/// What a reader holds at any moment is a buffer of at most about twice <see cref="RowBytes"/> and the records made so far; nothing is read ahead. Raise a
/// limit with <c>DataSource.File(path).Within(ReadLimits.Default with { Rows = 5_000_000 })</c>.
/// </remarks>
public sealed record ReadLimits
{
    /// <summary>256 MiB, two million rows, 10,000 columns, 1 MiB in one row, 4,096 characters in one cell, JSON 16 levels deep.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Bytes of the whole source, at least 1.</summary>
    public long Bytes { get; init => field = AtLeastOne(value); } = 256L << 20;

    /// <summary>Rows below the header, or figures in a JSON document; at least 1.</summary>
    public int Rows { get; init => field = (int)AtLeastOne(value); } = 2_000_000;

    /// <summary>Columns, at least 1.</summary>
    public int Columns { get; init => field = (int)AtLeastOne(value); } = 10_000;

    /// <summary>Bytes of one row, or of one token of a JSON document; at least 1.</summary>
    public int RowBytes { get; init => field = (int)AtLeastOne(value); } = 1 << 20;

    /// <summary>Characters in one cell, at least 1.</summary>
    public int CellLength { get; init => field = (int)AtLeastOne(value); } = 4096;

    /// <summary>Levels of a JSON document inside each other, at least 1.</summary>
    public int Depth { get; init => field = (int)AtLeastOne(value); } = 16;

    private static long AtLeastOne(long value, [CallerMemberName] string? name = null) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be at least 1; it was {value}."));
}
