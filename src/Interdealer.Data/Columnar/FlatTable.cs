using System.Buffers.Binary;
using System.Text;

namespace Interdealer.Data.Columnar;

/// <summary>A table of a FlatBuffers message. Every place is checked before it is read, which readers made for speed leave out: a place that lies elsewhere throws.</summary>
/// <param name="message">The message.</param>
/// <param name="at">Where the table begins in it.</param>
internal readonly struct FlatTable(ReadOnlyMemory<byte> message, int at)
{
    private const int OffsetBytes = 4;
    private const int PairBytes = 16;

    /// <summary>The table that the message is.</summary>
    public static FlatTable Root(ReadOnlyMemory<byte> message) => new(message, Followed(message.Span, 0));

    public byte Byte(int field) => Place(field) is { } place ? message.Span[place] : (byte)0;

    public short Short(int field, short none = 0) => Place(field) is { } place ? BinaryPrimitives.ReadInt16LittleEndian(message.Span[place..]) : none;

    public int Int(int field) => Place(field) is { } place ? BinaryPrimitives.ReadInt32LittleEndian(message.Span[place..]) : 0;

    public long Long(int field) => Place(field) is { } place ? BinaryPrimitives.ReadInt64LittleEndian(message.Span[place..]) : 0;

    /// <summary>A table in this one; null where it has none.</summary>
    public FlatTable? Table(int field) => Place(field) is { } place ? new FlatTable(message, Followed(message.Span, place)) : null;

    public string Text(int field) => Place(field) is { } place ? Encoding.UTF8.GetString(Vector(place, 1, out _)) : "";

    /// <summary>A list of tables.</summary>
    public FlatTable[] Tables(int field)
    {
        if (Place(field) is not { } place)
        {
            return [];
        }

        Vector(place, OffsetBytes, out var start);
        var tables = new FlatTable[Vector(place, OffsetBytes, out _).Length / OffsetBytes];
        for (var t = 0; t < tables.Length; t++)
        {
            tables[t] = new FlatTable(message, Followed(message.Span, start + (t * OffsetBytes)));
        }

        return tables;
    }

    /// <summary>A list of pairs of numbers.</summary>
    public (long First, long Second)[] Pairs(int field)
    {
        var bytes = Place(field) is { } place ? Vector(place, PairBytes, out _) : [];
        var pairs = new (long, long)[bytes.Length / PairBytes];
        for (var p = 0; p < pairs.Length; p++)
        {
            pairs[p] = (BinaryPrimitives.ReadInt64LittleEndian(bytes[(p * PairBytes)..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[((p * PairBytes) + 8)..]));
        }

        return pairs;
    }

    private static int Followed(ReadOnlySpan<byte> message, int place) => checked(place + (int)BinaryPrimitives.ReadUInt32LittleEndian(message[place..]));

    /// <summary>Where a field lies; null where it has its default value.</summary>
    private int? Place(int field)
    {
        var span = message.Span;
        var list = checked(at - BinaryPrimitives.ReadInt32LittleEndian(span[at..]));
        var entry = 4 + (2 * field);
        if (entry + 2 > BinaryPrimitives.ReadUInt16LittleEndian(span[list..]))
        {
            return null;
        }

        var offset = BinaryPrimitives.ReadUInt16LittleEndian(span[checked(list + entry)..]);
        return offset == 0 ? null : checked(at + offset);
    }

    private ReadOnlySpan<byte> Vector(int place, int size, out int start)
    {
        var list = Followed(message.Span, place);
        var bytes = checked((int)(size * (long)BinaryPrimitives.ReadUInt32LittleEndian(message.Span[list..])));
        start = checked(list + OffsetBytes);
        return message.Span.Slice(start, bytes);
    }
}
