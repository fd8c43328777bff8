using System.Globalization;

namespace Interdealer.Tests.Display;

/// <summary>Random strings of what breaks encoders: mark-up, quotes, entities, control characters, half surrogates, script ends.</summary>
internal static class NastyText
{
    private static readonly string[] Pieces =
    [
        "<", ">", "&", "\"", "'", "`", "</script>", "<script>alert(1)</script>", "<!--", "-->", "]]>", "&lt;", "&amp;", "$", "$x^2$", "%{x}", "<b>",
        "\0", "\n", "\r", "\t", "\u0008", "\u2028", "\uFFFF", "\uD83D", "\uDE00", "\uD83D\uDE00", "é", "−", "\\", "/", "onload=", " ", "a", "1",
        "<img src=x onerror=y>", "</table>", "</figure>", "{", "}", "[", "]", "null", "NaN",
    ];

    public static IEnumerable<(int Seed, string Text)> Many(int count)
        => Enumerable.Range(1, count).Select(seed =>
        {
            var random = new Random(seed);
            return (seed, string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pieces[random.Next(Pieces.Length)])));
        });

    public static string Says(int seed) => string.Create(CultureInfo.InvariantCulture, $"seed {seed}");
}
