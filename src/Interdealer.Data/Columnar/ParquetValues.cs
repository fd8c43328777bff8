using System.Buffers.Binary;

namespace Interdealer.Data.Columnar;

/// <summary>How a value lies among others.</summary>
internal enum ValueForm
{
    /// <summary>A bit each.</summary>
    Flags,

    /// <summary>A number of bytes each.</summary>
    Fixed,

    /// <summary>A length, then as many bytes.</summary>
    Lengths,
}

/// <summary>Reads values as Parquet writes them, in any of its ways; as many as are wanted, or an exception.</summary>
/// <param name="form">How they lie.</param>
/// <param name="width">Bytes of each, where they are fixed.</param>
/// <param name="value">The value that some bytes are.</param>
internal sealed class ParquetValues<T>(ValueForm form, int width, Func<ReadOnlySpan<byte>, T> value)
{
    // Longer texts than this are refused by whoever makes texts of them.
    private const int LongestJoined = 1 << 20;

    /// <summary>The values of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="count">How many.</param>
    /// <param name="dictionary">What numbers stand for; null where no dictionary came before.</param>
    public T[] Read(ParquetPage page, int count, T[]? dictionary)
    {
        var bytes = page.Values.Span;
        return count == 0 ? [] : (page.Encoding, form) switch
        {
            (0, _) => Plain(bytes, count),
            (2 or 8, _) => Named(bytes, count, dictionary ?? throw new InvalidDataException("a page names values of a dictionary that is not there")),
            (3, ValueForm.Flags) => Array.ConvertAll(Packed.Runs(bytes[sizeof(int)..], 1, count), flag => value([(byte)flag])),
            (5, ValueForm.Fixed) when width is sizeof(int) or sizeof(long) => Differences(bytes, count),
            (6, ValueForm.Lengths) => Lengths(bytes, count),
            (7, ValueForm.Lengths or ValueForm.Fixed) => Joined(bytes, count),
            (9, ValueForm.Fixed) => Plain(Together(bytes, count), count),
            _ => throw new InvalidDataException(FormattableString.Invariant($"values are written in way {page.Encoding} of Parquet, which is not read of such values")),
        };
    }

    /// <summary>Values one after another.</summary>
    public T[] Plain(ReadOnlySpan<byte> bytes, int count)
    {
        const int bits = 8;
        // Before memory is taken for them: that many there can be.
        if (form switch { ValueForm.Flags => (count + bits - 1) / bits, ValueForm.Fixed => (long)width * count, _ => (long)sizeof(int) * count } > bytes.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant($"a page of {bytes.Length} bytes cannot hold {count} values"));
        }

        var values = new T[count];
        var place = 0;
        for (var k = 0; k < count; k++)
        {
            switch (form)
            {
                case ValueForm.Flags:
                    values[k] = value([(byte)(bytes[k / bits] >> (k % bits) & 1)]);
                    break;
                case ValueForm.Fixed:
                    values[k] = value(bytes.Slice(k * width, width));
                    break;
                default:
                    var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[place..]);
                    values[k] = value(bytes.Slice(place + sizeof(int), length));
                    place += sizeof(int) + length;
                    break;
            }
        }

        return values;
    }

    private static T[] Named(ReadOnlySpan<byte> bytes, int count, T[] dictionary)
    {
        const int most = 32;
        int bits = bytes[0];
        return bits <= most ? Array.ConvertAll(Packed.Runs(bytes[1..], bits, count), name => dictionary[name]) : throw new InvalidDataException("numbers of values have more than 32 bits");
    }

    private T[] Differences(ReadOnlySpan<byte> bytes, int count)
    {
        var place = 0;
        Span<byte> number = stackalloc byte[sizeof(long)];
        var values = new T[count];
        var numbers = Packed.Differences(bytes, count, ref place);
        for (var k = 0; k < count; k++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, numbers[k]);
            values[k] = value(number[..width]);
        }

        return values;
    }

    // All lengths, then all bytes.
    private T[] Lengths(ReadOnlySpan<byte> bytes, int count)
    {
        var place = 0;
        var lengths = Packed.Differences(bytes, count, ref place);
        var values = new T[count];
        for (var k = 0; k < count; k++)
        {
            values[k] = value(bytes.Slice(place, checked((int)lengths[k])));
            place += (int)lengths[k];
        }

        return values;
    }

    // How much each has in common with the one before, and what is behind that.
    private T[] Joined(ReadOnlySpan<byte> bytes, int count)
    {
        var place = 0;
        var (common, lengths) = (Packed.Differences(bytes, count, ref place), Packed.Differences(bytes, count, ref place));
        var (values, last) = (new T[count], Array.Empty<byte>());
        for (var k = 0; k < count; k++)
        {
            var before = last.AsSpan(0, checked((int)common[k]));
            var behind = bytes.Slice(place, checked((int)lengths[k]));
            var length = before.Length + behind.Length;
            if (length > LongestJoined || (form == ValueForm.Fixed && length != width))
            {
                throw new InvalidDataException(FormattableString.Invariant($"a value has {length} bytes"));
            }

            last = [.. before, .. behind];
            values[k] = value(last);
            place += behind.Length;
        }

        return values;
    }

    // The first bytes of all, then the second of all, and so on.
    private byte[] Together(ReadOnlySpan<byte> bytes, int count)
    {
        var together = new byte[checked(width * count)];
        for (var k = 0; k < together.Length; k++)
        {
            together[k] = bytes[((k % width) * count) + (k / width)];
        }

        return together;
    }
}
