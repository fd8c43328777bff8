using System.Security.Cryptography;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Storage;

/// <summary>Summaries as bytes and back, output after output.</summary>
internal static class SummaryCodec
{
    private const int Largest = 1 << 28;
    private const int ShownDigits = 12;

    /// <summary>Kind and settings: an empty summary says both by its type and its bytes.</summary>
    public static string Describe(ISummary empty) => $"{empty.GetType().Name}:{Convert.ToHexStringLower(SHA256.HashData(Bytes(empty)))[..ShownDigits]}";

    public static byte[] Bytes(ISummary summary)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            summary.Save(writer);
        }

        return stream.ToArray();
    }

    public static void Write(BinaryWriter writer, ISummary[][] summaries)
    {
        foreach (var summary in summaries.SelectMany(of => of))
        {
            var bytes = Bytes(summary);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }

    /// <summary>Reads into empty summaries.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of such summaries.</exception>
    public static void Read(BinaryReader reader, ISummary[][] empty)
    {
        foreach (var summary in empty.SelectMany(of => of))
        {
            var length = reader.ReadInt32();
            if (length is < 0 or > Largest)
            {
                throw new InvalidDataException(FormattableString.Invariant($"a summary of {length} bytes; expected 0 to {Largest}"));
            }

            var bytes = reader.ReadBytes(length);
            using var part = new BinaryReader(new MemoryStream(bytes));
            summary.Load(part);
            if (bytes.Length != length || part.BaseStream.Position != length)
            {
                throw new InvalidDataException($"a summary of another length than that of a {summary.GetType().Name}");
            }
        }
    }
}
