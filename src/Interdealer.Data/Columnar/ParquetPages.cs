using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using Snappier;

namespace Interdealer.Data.Columnar;

/// <summary>A page of a column, unpacked.</summary>
/// <param name="IsDictionary">Whether its values are those that later pages name by number.</param>
/// <param name="Count">How many rows it is of, or how many values of a dictionary.</param>
/// <param name="Encoding">How the values are written, as Parquet numbers it.</param>
/// <param name="There">A bit a row in runs, 1 for what is there; null where every row has a value.</param>
/// <param name="Values">Those that are there.</param>
internal sealed record ParquetPage(bool IsDictionary, int Count, int Encoding, ReadOnlyMemory<byte>? There, ReadOnlyMemory<byte> Values);

/// <summary>Walks over the pages of a column: each lies in the file, behind the one before, and none is larger than all may be together.</summary>
/// <param name="file">The whole file.</param>
/// <param name="size">What may be made of it.</param>
internal sealed class ParquetPages(ReadOnlyMemory<byte> file, UnpackedSize size)
{
    // Parquet's numbers for kinds of pages and ways to write levels.
    private const int DataPage = 0;
    private const int IndexPage = 1;
    private const int DictionaryPage = 2;
    private const int Runs = 3;

    /// <summary>The pages of a column in a group of rows.</summary>
    /// <param name="chunk">The column's description.</param>
    /// <param name="rows">Of the group.</param>
    /// <param name="hasGaps">Whether a row may have no value.</param>
    public IEnumerable<ParquetPage> Of(ThriftStruct chunk, int rows, bool hasGaps)
    {
        var codec = chunk.Number(4, 0, int.MaxValue);
        // Where both are told the dictionary is first; some writers tell 0 for one that is not there.
        var first = new[] { chunk.Number(9) ?? 0, chunk.Number(11) ?? 0 }.Where(place => place != 0).DefaultIfEmpty(0).Min();
        var place = first > 0 && first < file.Length ? (int)first : throw new InvalidDataException("a column lies outside of it");
        for (var left = rows; left > 0;)
        {
            var header = new ThriftStruct(file, place);
            var end = header.End;
            var body = file.Slice(end, header.Number(3, 0, file.Length - end));
            var unpacked = header.Number(2, 0, int.MaxValue);
            place = end + body.Length;
            switch (header.Number(1, 0, int.MaxValue))
            {
                case DataPage:
                    var plain = header.Inner(5) ?? throw new InvalidDataException("a page does not describe itself");
                    var page = Together(plain, plain.Number(1, 0, left), Unpack(codec, body, unpacked), hasGaps);
                    left -= page.Count;
                    yield return page;
                    break;
                case DictionaryPage:
                    var dictionary = header.Inner(7) ?? throw new InvalidDataException("a page does not describe itself");
                    yield return new ParquetPage(true, dictionary.Number(1, 0, unpacked), dictionary.Number(2, 0, int.MaxValue), null, Unpack(codec, body, unpacked));
                    break;
                case IndexPage:
                    break;
                default:
                    var apart = header.Inner(8) ?? throw new InvalidDataException("a page does not describe itself");
                    var other = Apart(apart, apart.Number(1, 0, left), body, hasGaps, apart.Flag(7, none: true) ? codec : 0, unpacked);
                    left -= other.Count;
                    yield return other;
                    break;
            }
        }
    }

    // What is there and values are packed together.
    private static ParquetPage Together(ThriftStruct page, int count, ReadOnlyMemory<byte> bytes, bool hasGaps)
    {
        var encoding = page.Number(2, 0, int.MaxValue);
        if (!hasGaps)
        {
            return new(false, count, encoding, null, bytes);
        }

        page.Number(3, Runs, Runs);
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
        return new(false, count, encoding, bytes.Slice(sizeof(int), length), bytes[checked(sizeof(int) + length)..]);
    }

    // What is there is not packed, values may be.
    private ParquetPage Apart(ThriftStruct page, int count, ReadOnlyMemory<byte> body, bool hasGaps, int codec, int unpacked)
    {
        page.Number(6, 0, 0);
        var levels = page.Number(5, 0, Math.Min(body.Length, unpacked));
        return new(false, count, page.Number(4, 0, int.MaxValue), hasGaps ? body[..levels] : null, Unpack(codec, body[levels..], unpacked - levels));
    }

    private ReadOnlyMemory<byte> Unpack(int codec, ReadOnlyMemory<byte> packed, int length)
    {
        if (codec == 0)
        {
            return packed;
        }

        size.Take(length);
        var bytes = new byte[length];
        var written = length == 0 ? 0 : codec switch
        {
            1 => Snappy.GetUncompressedLength(packed.Span) == length ? Snappy.Decompress(packed.Span, bytes) : -1,
            2 => Gunzip(packed, bytes),
            4 => BrotliDecoder.TryDecompress(packed.Span, bytes, out var of) ? of : -1,
            5 or 7 => LZ4Codec.Decode(packed.Span, bytes),
            6 => Unzstandard(packed, bytes),
            _ => throw new InvalidDataException(FormattableString.Invariant($"it is packed in way {codec} of Parquet; expected none, Snappy, gzip, Brotli, LZ4 or Zstandard")),
        };
        return written == length ? bytes : throw new InvalidDataException("a page is packed wrongly");
    }

    private static int Gunzip(ReadOnlyMemory<byte> packed, byte[] bytes)
    {
        using var stream = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
    }

    private static int Unzstandard(ReadOnlyMemory<byte> packed, byte[] bytes)
    {
        using var decompressor = new ZstdSharp.Decompressor();
        return decompressor.Unwrap(packed.Span, bytes.AsSpan());
    }
}
