using System.Buffers.Binary;
using System.Text;

namespace Interdealer.Data.Columnar;

/// <summary>A column of an Arrow file: its values group by group, from the bytes of its buffers.</summary>
internal sealed class ArrowColumn
{
    private readonly Func<int, ReadOnlyMemory<byte>[], Array> _values;
    private readonly List<Array> _parts = [];

    private ArrowColumn(string name, int buffers, Func<int, ReadOnlyMemory<byte>[], Array> values) => (Name, Buffers, _values) = (name, buffers, values);

    public string Name { get; }

    /// <summary>How many buffers a group has for it: a bit a row for what is there, then values, or places and letters of text.</summary>
    public int Buffers { get; }

    /// <summary>The column that a field of the schema describes.</summary>
    /// <exception cref="DataException">It is of a type that is not read.</exception>
    public static ArrowColumn Of(FlatTable field, DataSource source)
    {
        // Numbers of types as in the format's Schema.fbs.
        var (name, kind, type) = (field.Text(0), field.Byte(2), field.Table(3) ?? throw new InvalidDataException("a column has no type"));
        if (field.Table(4) is not null)
        {
            throw ColumnarFormat.Unreadable(name, "categories that are kept apart", source);
        }

        return (kind, type) switch
        {
            (2, _) => Whole(name, type.Int(0), type.Byte(1) != 0) ?? throw ColumnarFormat.Unreadable(name, FormattableString.Invariant($"whole numbers of {type.Int(0)} bits"), source),
            (3, _) when type.Short(0) == 2 => new(name, 2, (rows, buffers) => Numbers(rows, buffers, 8, BinaryPrimitives.ReadDoubleLittleEndian)),
            (3, _) when type.Short(0) == 1 => new(name, 2, (rows, buffers) => Numbers(rows, buffers, 4, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes))),
            (5, _) => new(name, 3, (rows, buffers) => Texts(rows, buffers, 4, BinaryPrimitives.ReadInt32LittleEndian)),
            (20, _) => new(name, 3, (rows, buffers) => Texts(rows, buffers, 8, bytes => checked((int)BinaryPrimitives.ReadInt64LittleEndian(bytes)))),
            (6, _) => new(name, 2, Flags),
            (8, _) when type.Short(0, none: 1) == 0 => new(name, 2, (rows, buffers) => Each(rows, buffers, 4, bytes => ColumnarFormat.Day(BinaryPrimitives.ReadInt32LittleEndian(bytes)))),
            (10, _) => Times(name, type.Short(0), source),
            _ => throw ColumnarFormat.Unreadable(name, FormattableString.Invariant($"type {kind} of Arrow"), source),
        };
    }

    /// <summary>Takes the values of a group of rows.</summary>
    public void Add(int rows, ReadOnlyMemory<byte>[] buffers) => _parts.Add(_values(rows, buffers));

    /// <summary>All groups as one.</summary>
    public TableColumn ToColumn(int rows)
    {
        if (_parts.Count == 0)
        {
            Add(0, new ReadOnlyMemory<byte>[Buffers]);
        }

        return new TableColumn(Name, ColumnarFormat.Joined(_parts, rows, typeof(double)));
    }

    private static ArrowColumn? Whole(string name, int bits, bool isSigned) => (bits, isSigned) switch
    {
        (8, true) => new(name, 2, (rows, buffers) => Each<int>(rows, buffers, 1, bytes => (sbyte)bytes[0])),
        (8, false) => new(name, 2, (rows, buffers) => Each<int>(rows, buffers, 1, bytes => bytes[0])),
        (16, true) => new(name, 2, (rows, buffers) => Each<int>(rows, buffers, 2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes))),
        (16, false) => new(name, 2, (rows, buffers) => Each<int>(rows, buffers, 2, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes))),
        (32, true) => new(name, 2, (rows, buffers) => Each(rows, buffers, 4, BinaryPrimitives.ReadInt32LittleEndian)),
        (32, false) => new(name, 2, (rows, buffers) => Each<long>(rows, buffers, 4, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes))),
        (64, true) => new(name, 2, (rows, buffers) => Each(rows, buffers, 8, BinaryPrimitives.ReadInt64LittleEndian)),
        _ => null,
    };

    private static ArrowColumn Times(string name, int unit, DataSource source)
    {
        // Seconds, and thousandths, millionths and billionths of them.
        long[] perSecond = [1, 1_000, 1_000_000, 1_000_000_000];
        return new(name, 2, (rows, buffers) => Each(rows, buffers, 8, bytes => ColumnarFormat.Time(BinaryPrimitives.ReadInt64LittleEndian(bytes), perSecond[unit], name, source)));
    }

    private static double[] Numbers(int rows, ReadOnlyMemory<byte>[] buffers, int width, Func<ReadOnlySpan<byte>, double> value) =>
        Array.ConvertAll(Each(rows, buffers, width, value), x => x ?? double.NaN);

    private static T?[] Each<T>(int rows, ReadOnlyMemory<byte>[] buffers, int width, Func<ReadOnlySpan<byte>, T> value)
        where T : struct
    {
        var values = new T?[rows];
        ReadOnlySpan<byte> there = buffers[0].Span, bytes = buffers[1].Span[..checked(rows * width)];
        for (var r = 0; r < rows; r++)
        {
            values[r] = IsThere(there, r) ? value(bytes.Slice(r * width, width)) : null;
        }

        return values;
    }

    private static bool?[] Flags(int rows, ReadOnlyMemory<byte>[] buffers)
    {
        var flags = new bool?[rows];
        ReadOnlySpan<byte> there = buffers[0].Span, bits = buffers[1].Span;
        for (var r = 0; r < rows; r++)
        {
            flags[r] = IsThere(there, r) ? Bit(bits, r) : null;
        }

        return flags;
    }

    // A text ends where the next begins; places that go back would let a small file hold very much.
    private static string?[] Texts(int rows, ReadOnlyMemory<byte>[] buffers, int width, Func<ReadOnlySpan<byte>, int> place)
    {
        var texts = new string?[rows];
        ReadOnlySpan<byte> there = buffers[0].Span, places = buffers[1].Span, letters = buffers[2].Span;
        for (var r = 0; r < rows; r++)
        {
            texts[r] = IsThere(there, r) ? Encoding.UTF8.GetString(letters[place(places[(r * width)..])..place(places[((r + 1) * width)..])]) : null;
        }

        return texts;
    }

    private static bool IsThere(ReadOnlySpan<byte> there, int row) => there.IsEmpty || Bit(there, row);

    private static bool Bit(ReadOnlySpan<byte> bits, int at) => (bits[at / 8] >> (at % 8) & 1) != 0;
}
