using System.Text;

namespace Interdealer.Charts;

/// <summary>Text for Plotly, which reads a little HTML, and formulas between dollar signs, in every text it shows.</summary>
internal static class PlotlyText
{
    private const int LineLength = 66;
    private const char Break = '\u2028';

    /// <summary>Encodes text so that Plotly shows it as it is.</summary>
    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        // One dollar sign is a currency; two would be a formula where the page has a typesetter.
        var hidesDollars = text.AsSpan().Count('$') > 1;
        foreach (var c in text)
        {
            result.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '$' when hidesDollars => "&#36;",
                _ when char.IsControl(c) => " ",
                _ => c.ToString(),
            });
        }
        return result.ToString();
    }

    /// <summary>Encodes text and breaks it into lines, since Plotly does not.</summary>
    public static string Wrapped(string text, int lineLength = LineLength)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > lineLength)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : line + " " + word;
            }
        }
        // Dollar signs are counted over the whole text, so it is encoded whole and the breaks are put in afterwards.
        lines.Add(line);
        return Encode(string.Join(Break, lines)).Replace(Break.ToString(), "<br>", StringComparison.Ordinal);
    }

    /// <summary>The text that was encoded, on one line.</summary>
    public static string Decode(string encoded)
        => encoded.Replace("<br>", " ", StringComparison.Ordinal)
            .Replace("&#36;", "$", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);
}
