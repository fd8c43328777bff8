using System.Globalization;
using Interdealer.Files;

namespace Interdealer.Data.Columnar;

/// <summary>A format of files that keep flat tables column by column. A value that is not there is null; infinities are infinities.</summary>
/// <param name="name">For messages.</param>
/// <param name="ending">Of the names of its files.</param>
internal abstract class ColumnarFormat(string name, string ending)
{
    /// <summary>Rows of a group: what readers take in at once.</summary>
    public const int GroupRows = 1 << 17;

    /// <summary>Readable by DuckDB, pandas, Spark and the like.</summary>
    public static ColumnarFormat Parquet { get; } = new ParquetFormat();

    /// <summary>Readable by pandas, Polars, R and the like, without unpacking.</summary>
    public static ColumnarFormat Arrow { get; } = new ArrowFormat();

    /// <summary>The format whose ending a name has; null where it has none of them.</summary>
    public static ColumnarFormat? Of(string name) =>
        new[] { Parquet, Arrow }.FirstOrDefault(format => name.EndsWith(format.Ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Such as “.parquet”.</summary>
    public string Ending { get; } = ending;

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">Has the format's ending.</param>
    /// <param name="columns">At least one, all of one length, names all different.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="IOException">It cannot be written, or is there and may not be replaced.</exception>
    public void Write(string path, IReadOnlyList<TableColumn> columns, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Path.GetExtension(path) != Ending)
        {
            throw new ArgumentException($"path must end in {Ending}; it was \"{path}\".", nameof(path));
        }

        AtomicFile.Write(path, stream => Write(stream, [.. columns.Select(column => (column.Name, column.Values.GetType().GetElementType()!))], Groups(columns)), overwrite);
    }

    /// <summary>Writes groups of rows as they come; only one is held.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="fields">Name and type of each column.</param>
    /// <param name="groups">For each group an array for each column.</param>
    public abstract void Write(Stream stream, IReadOnlyList<(string Name, Type Type)> fields, IEnumerable<Array[]> groups);

    /// <summary>Reads a file of columns of numbers, text, flags and dates.</summary>
    /// <param name="source">The file; its limits hold for bytes, rows, columns and the length of text.</param>
    /// <exception cref="DataException">It is not such a file or is larger than its limits; the message says where.</exception>
    public IReadOnlyList<TableColumn> Read(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var bytes = new MemoryStream();
        using (var stream = source.Open())
        {
            stream.CopyTo(bytes);
        }

        bytes.Position = 0;
        try
        {
            var columns = Read(bytes, source);
            CheckNames(columns, source);
            CheckText(columns, source);
            return columns;
        }
        // A damaged file shows itself by whatever its bytes happen to break.
        catch (Exception cause) when (cause is not DataException)
        {
            throw new DataException(source.Name, null, $"is not {name} file that can be read ({DataException.Shown(cause.Message)})", cause);
        }
    }

    /// <summary>Reads what is in memory; errors other than <see cref="DataException"/> say that it is no such file.</summary>
    protected abstract IReadOnlyList<TableColumn> Read(MemoryStream bytes, DataSource source);

    public static DataException TooManyColumns(int count, DataSource source) => new(
        source.Name, null, FormattableString.Invariant($"has {count} columns, more than the {source.Limits.Columns} columns that are read"));

    /// <summary>The rows so far with those a group claims to have, which are checked before memory is taken for them.</summary>
    public static int WithRows(int rows, long claimed, DataSource source)
    {
        if (claimed < 0)
        {
            throw new DataException(source.Name, null, "claims to have fewer than no rows");
        }

        return rows + claimed <= source.Limits.Rows
            ? (int)(rows + claimed)
            : throw new DataException(source.Name, null, FormattableString.Invariant($"has at least {rows + claimed} rows, more than the {source.Limits.Rows} rows that are read"));
    }

    /// <summary>The parts of a column, one a group, as one.</summary>
    /// <param name="parts">Arrays of one type.</param>
    /// <param name="rows">Of all of them.</param>
    /// <param name="none">What a column without a part holds.</param>
    public static Array Joined(List<Array> parts, int rows, Type none)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var all = Array.CreateInstance(parts.Count > 0 ? parts[0].GetType().GetElementType()! : none, rows);
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return all;
    }

    /// <summary>The day so many days after the first of 1970.</summary>
    public static DateOnly Day(int sinceEpoch) => DateOnly.FromDayNumber(checked(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + sinceEpoch));

    /// <summary>A time of a column, counted from the beginning of 1970.</summary>
    /// <param name="value">How many units.</param>
    /// <param name="perSecond">Units a second has.</param>
    /// <param name="column">For messages.</param>
    /// <param name="source">For messages.</param>
    public static DateTime Time(long value, long perSecond, string column, DataSource source)
    {
        var (ticks, fineness) = (Math.Max(1, TimeSpan.TicksPerSecond / perSecond), Math.Max(1, perSecond / TimeSpan.TicksPerSecond));
        return value % fineness == 0
            ? new DateTime(checked(DateTime.UnixEpoch.Ticks + (value / fineness * ticks)))
            : throw new DataException(source.Name, null, FormattableString.Invariant(
                $"has {value} ns since 1970 in the column {DataException.Show(column)}; expected whole multiples of {fineness} ns"));
    }

    public static DataException Unreadable(string column, string type, DataSource source) => new(
        source.Name, null, $"has the column {DataException.Show(column)} of {type}; expected numbers, text, true or false, dates, one value a row");

    private static IEnumerable<Array[]> Groups(IReadOnlyList<TableColumn> columns)
    {
        var rows = columns[0].Values.Length;
        for (var first = 0; first < rows; first += GroupRows)
        {
            var count = Math.Min(GroupRows, rows - first);
            yield return [.. columns.Select(column =>
            {
                var part = Array.CreateInstance(column.Values.GetType().GetElementType()!, count);
                Array.Copy(column.Values, first, part, 0, count);
                return part;
            })];
        }
    }

    private static void CheckNames(IReadOnlyList<TableColumn> columns, DataSource source)
    {
        if (columns.CountBy(column => column.Name).FirstOrDefault(name => name.Value > 1) is { Value: > 1 } twice)
        {
            throw new DataException(source.Name, null, $"has the column {DataException.Show(twice.Key)} twice; names of columns must be unique");
        }
    }

    private static void CheckText(IReadOnlyList<TableColumn> columns, DataSource source)
    {
        foreach (var column in columns)
        {
            if (column.Values is string?[] texts && Array.FindIndex(texts, text => text?.Length > source.Limits.CellLength) is >= 0 and var row)
            {
                throw new DataException(source.Name, null, string.Create(
                    CultureInfo.InvariantCulture, $"has a text of {texts[row]!.Length} characters in row {row}, column {DataException.Show(column.Name)}; at most {source.Limits.CellLength} are read"));
            }
        }
    }
}
