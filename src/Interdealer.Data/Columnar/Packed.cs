using System.Buffers.Binary;
using System.Numerics;

namespace Interdealer.Data.Columnar;

/// <summary>Whole numbers packed into few bytes, as Parquet packs them. Whatever the bytes are, reading ends with them and gives as many numbers as were asked for.</summary>
internal static class Packed
{
    /// <summary>A number of seven bits a byte, the least first (LEB128).</summary>
    public static ulong Unsigned(ReadOnlySpan<byte> bytes, ref int place)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = bytes[place++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a number in it does not end");
    }

    /// <summary>The same with a sign: 0, −1, 1, −2, … are written 0, 1, 2, 3, … (zigzag).</summary>
    public static long Signed(ReadOnlySpan<byte> bytes, ref int place)
    {
        var coded = Unsigned(bytes, ref place);
        return (long)(coded >> 1) ^ -(long)(coded & 1);
    }

    /// <summary>Runs of one number and stretches of numbers of some bits each, mixed (RLE).</summary>
    /// <param name="bytes">The runs.</param>
    /// <param name="bits">Of each number, 0 to 32.</param>
    /// <param name="count">How many numbers.</param>
    public static int[] Runs(ReadOnlySpan<byte> bytes, int bits, int count)
    {
        const int together = 8;
        var values = new int[count];
        var (place, next) = (0, 0);
        // What is not there is 0 where 0 is all that can be.
        while (next < count && bits > 0)
        {
            var head = Unsigned(bytes, ref place);
            var length = head >> 1;
            if ((head & 1) == 0)
            {
                var of = (int)Math.Min(length, (ulong)(count - next));
                var width = (bits + 7) / 8;
                values.AsSpan(next, of).Fill((int)Bits(bytes.Slice(place, width), 0, bits));
                (next, place) = (next + of, place + width);
            }
            else
            {
                var of = (int)Math.Min(length * together, (ulong)(count - next));
                for (var k = 0; k < of; k++)
                {
                    values[next + k] = (int)Bits(bytes[place..], (long)k * bits, bits);
                }

                next += of;
                place = checked(place + (int)Math.Min(length * (ulong)bits, int.MaxValue));
            }
        }

        return values;
    }

    /// <summary>Numbers by their differences (DELTA_BINARY_PACKED).</summary>
    /// <param name="bytes">What they are packed in.</param>
    /// <param name="count">How many are expected.</param>
    /// <param name="place">Where they begin, then what is behind them.</param>
    public static long[] Differences(ReadOnlySpan<byte> bytes, int count, ref int place)
    {
        const int most = 1 << 16;
        var (block, parts, total) = (Unsigned(bytes, ref place), Unsigned(bytes, ref place), Unsigned(bytes, ref place));
        var value = Signed(bytes, ref place);
        if (parts is 0 or > most || block is 0 or > most || block % parts != 0 || block / parts % 8 != 0 || total != (ulong)count)
        {
            throw new InvalidDataException(FormattableString.Invariant($"it holds {total} differences in blocks of {block} in {parts} parts where {count} belong"));
        }

        var values = new long[count];
        var (next, length) = (0, (int)(block / parts));
        if (count > 0)
        {
            values[next++] = value;
        }

        while (next < count)
        {
            var least = Signed(bytes, ref place);
            var widths = bytes.Slice(place, (int)parts);
            place += (int)parts;
            for (var part = 0; part < (int)parts && next < count; part++)
            {
                int bits = widths[part];
                var packed = bits <= 64 ? bytes.Slice(place, length / 8 * bits) : throw new InvalidDataException("it holds numbers of more than 64 bits");
                for (var k = 0; k < length && next < count; k++)
                {
                    value = unchecked(value + least + (long)Bits(packed, (long)k * bits, bits));
                    values[next++] = value;
                }

                place += packed.Length;
            }
        }

        return values;
    }

    /// <summary>A number of some bits from a place among bits, the least significant first.</summary>
    private static ulong Bits(ReadOnlySpan<byte> bytes, long from, int bits)
    {
        var value = 0UL;
        for (var done = 0; done < bits;)
        {
            var (at, shift) = (from + done, (int)((from + done) % 8));
            var taken = Math.Min(8 - shift, bits - done);
            value |= (ulong)((bytes[(int)(at / 8)] >> shift) & ((1 << taken) - 1)) << done;
            done += taken;
        }

        return value;
    }
}
