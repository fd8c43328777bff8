using System.Text;

namespace Interdealer.Fuzz.Documents;

/// <summary>Small damages to a document, one to eight of them.</summary>
internal static class Mutation
{
    private static readonly string[] Anywhere =
    [
        "", "\0", "\n", "\r", "\r\n", "\t", " ", "\u00a0", "\u2028", "\ufeff", "\u202e", "e\u0301", "\u00e9", "😀", "\u001b[2J", "-", "--", "=", "=1+1", "+", "@", "'", "\"", "\"\"", "\\", "\\ud800", "\\u0000",
        "0", "-0", "1", "-1", "1e308", "1e309", "-1e309", "1e-400", "NaN", "Infinity", "9223372036854775807", "9223372036854775808", "99999999999999999999", "0x10", "1,5", "1_000", "null", "true", "{}", "[]", "<", ">", "&", ";", "%", "%00", "../", "/dev/zero",
    ];

    /// <summary>The document, damaged.</summary>
    public static byte[] Of(byte[] document, IReadOnlyList<string> words, Random random)
    {
        const int most = 8;
        var bytes = new List<byte>(document);
        for (var left = 1 + (int)(most * Math.Pow(random.NextDouble(), 3)); left > 0; left--)
        {
            Damage(bytes, words, random);
        }

        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, IReadOnlyList<string> words, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 + (int)(200 * Math.Pow(random.NextDouble(), 4)));
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                // A stretch from elsewhere in the document.
                var from = random.Next(bytes.Count + 1);
                bytes.InsertRange(at, bytes.GetRange(from, Math.Min(bytes.Count - from, length)));
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                Replace(bytes, at, Token(bytes, at), Pick(words, random));
                break;
            case 7:
                Replace(bytes, at, Token(bytes, at), Pick(Anywhere, random));
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(random.Next(2) == 0 ? Pick(words, random) : Pick(Anywhere, random)));
                break;
        }
    }

    private static void Replace(List<byte> bytes, int at, int length, string by)
    {
        bytes.RemoveRange(at, length);
        bytes.InsertRange(at, Encoding.UTF8.GetBytes(by));
    }

    // From here to the next mark that parts words in JSON and tables.
    private static int Token(List<byte> bytes, int at)
    {
        const int longest = 60;
        var end = at;
        while (end < bytes.Count && end - at < longest && !",:\"[]{}\n".Contains((char)bytes[end], StringComparison.Ordinal))
        {
            end++;
        }

        return end - at;
    }

    private static string Pick(IReadOnlyList<string> words, Random random) => words[random.Next(words.Count)];
}
