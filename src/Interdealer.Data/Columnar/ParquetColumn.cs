using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Interdealer.Data.Columnar;

/// <summary>A column of a Parquet file: its values group by group.</summary>
internal abstract class ParquetColumn
{
    // Parquet's numbers for how values are kept.
    private const int Flags = 0;
    private const int Int32 = 1;
    private const int Int64 = 2;
    private const int Int96 = 3;
    private const int Float = 4;
    private const int Double = 5;
    private const int Bytes = 6;
    private const int FixedBytes = 7;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The column that an element of the schema describes.</summary>
    /// <exception cref="DataException">It is of a type that is not read.</exception>
    public static ParquetColumn Of(ThriftStruct element, DataSource source, UnpackedSize size)
    {
        const int optional = 1, repeated = 2;
        var (name, repetition) = (element.Text(4), element.Number(3) ?? 0);
        if (element.Number(5) > 0 || repetition == repeated)
        {
            throw ColumnarFormat.Unreadable(name, "lists or records", source);
        }

        var (kept, meaning) = (element.Number(1, Flags, FixedBytes), ParquetMeaning.Of(element));
        var column = new Making(name, repetition == optional, kept, size);
        var width = kept == FixedBytes ? element.Number(2, 1, source.Limits.CellLength) : 0;
        return (kept, meaning.Kind) switch
        {
            (Flags, ParquetKind.None) => column.Make<bool?>(0, null, bytes => bytes[0] != 0),
            (Int32, ParquetKind.Unsigned) when meaning.Number == 32 => column.Make<long?>(4, null, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
            (Int32, ParquetKind.None or ParquetKind.Signed or ParquetKind.Unsigned) => column.Make<int?>(4, null, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            (Int32, ParquetKind.Day) => column.Make<DateOnly?>(4, null, bytes => ColumnarFormat.Day(BinaryPrimitives.ReadInt32LittleEndian(bytes))),
            (Int64, ParquetKind.None or ParquetKind.Signed) => column.Make<long?>(8, null, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
            (Int64, ParquetKind.Time) => column.Make<DateTime?>(8, null, bytes => ColumnarFormat.Time(BinaryPrimitives.ReadInt64LittleEndian(bytes), meaning.Number, name, source)),
            (Int96, _) => column.Make<DateTime?>(12, null, bytes => Time(bytes, name, source)),
            (Float, ParquetKind.None) => column.Make(4, double.NaN, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            (Double, ParquetKind.None) => column.Make(8, double.NaN, BinaryPrimitives.ReadDoubleLittleEndian),
            (Int32 or Int64, ParquetKind.Decimal) => column.Make(kept == Int32 ? 4 : 8, double.NaN, bytes => Decimal(new BigInteger(bytes), meaning.Number)),
            (Bytes or FixedBytes, ParquetKind.Decimal) => column.Make(width, double.NaN, bytes => Decimal(new BigInteger(bytes, isBigEndian: true), meaning.Number)),
            (Bytes, ParquetKind.Text) => column.Make<string?>(0, null, bytes => Text(bytes, name, source, size)),
            _ => throw ColumnarFormat.Unreadable(name, FormattableString.Invariant($"type {kept} of Parquet{meaning}"), source),
        };
    }

    /// <summary>Takes the values of a group of rows.</summary>
    public abstract void Add(int rows, ThriftStruct chunk, ParquetPages pages);

    /// <summary>All groups as one.</summary>
    public abstract TableColumn ToColumn(int rows);

    // Thousand-millionths of a second since midnight, and the day as astronomers count them.
    private static DateTime Time(ReadOnlySpan<byte> bytes, string name, DataSource source)
    {
        const int epoch = 2_440_588;
        var day = ColumnarFormat.Day(checked(BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) - epoch)).ToDateTime(default);
        return day + (ColumnarFormat.Time(BinaryPrimitives.ReadInt64LittleEndian(bytes), 1_000_000_000, name, source) - DateTime.UnixEpoch);
    }

    // Rounded once, to the nearest number.
    private static double Decimal(BigInteger digits, long scale)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits((decimal)BigInteger.Abs(digits), parts);
        return (double)new decimal(parts[0], parts[1], parts[2], digits.Sign < 0, checked((byte)scale));
    }

    private static string Text(ReadOnlySpan<byte> bytes, string name, DataSource source, UnpackedSize size)
    {
        const int mostBytesOfALetter = 4, besides = 32;
        if (bytes.Length / mostBytesOfALetter > source.Limits.CellLength)
        {
            throw new DataException(source.Name, null, FormattableString.Invariant(
                $"has a text of {bytes.Length} bytes in the column {DataException.Show(name)}; at most {source.Limits.CellLength} characters are read"));
        }

        size.Take(besides + (2L * bytes.Length));
        return Encoding.UTF8.GetString(bytes);
    }

    private sealed record Making(string Name, bool HasGaps, int Kept, UnpackedSize Size)
    {
        public ParquetColumn<T> Make<T>(int width, T none, Func<ReadOnlySpan<byte>, T> value) =>
            new ParquetColumn<T>(new ParquetValues<T>(Kept == Flags ? ValueForm.Flags : width > 0 ? ValueForm.Fixed : ValueForm.Lengths, width, value), Kept, HasGaps, none, Size) { Name = Name };
    }
}

/// <summary>A column of values of one type.</summary>
/// <param name="values">Reads them.</param>
/// <param name="kept">How Parquet keeps them.</param>
/// <param name="hasGaps">Whether a row may have none.</param>
/// <param name="none">What stands for a value that is not there.</param>
/// <param name="size">What may be made of the file.</param>
internal sealed class ParquetColumn<T>(ParquetValues<T> values, int kept, bool hasGaps, T none, UnpackedSize size) : ParquetColumn
{
    private readonly List<Array> _parts = [];

    public override void Add(int rows, ThriftStruct chunk, ParquetPages pages)
    {
        chunk.Number(1, kept, kept);
        if (chunk.Number(5) != rows)
        {
            throw new InvalidDataException(FormattableString.Invariant($"the column {DataException.Show(Name)} has {chunk.Number(5)} values in a group of {rows} rows"));
        }

        size.Take(rows * (long)System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
        var all = new T[rows];
        var next = 0;
        T[]? dictionary = null;
        foreach (var page in pages.Of(chunk, rows, hasGaps))
        {
            if (page.IsDictionary)
            {
                dictionary = values.Plain(page.Values.Span, page.Count);
                continue;
            }

            var there = page.There is { } runs ? Packed.Runs(runs.Span, 1, page.Count) : null;
            var read = values.Read(page, there?.Sum() ?? page.Count, dictionary);
            var taken = 0;
            for (var k = 0; k < page.Count; k++)
            {
                all[next + k] = there is null || there[k] == 1 ? read[taken++] : none;
            }

            next += page.Count;
        }

        _parts.Add(all);
    }

    public override TableColumn ToColumn(int rows) => new(Name, ColumnarFormat.Joined(_parts, rows, typeof(T)));
}
