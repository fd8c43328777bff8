using System.Text;
using System.Text.RegularExpressions;

namespace Interdealer.Notebooks.Reports;

/// <summary>Light colouring of C# and F# source: comments, texts, numbers, keywords. Other languages stay plain.</summary>
internal static partial class CodeColours
{
    /// <summary>The source as HTML, encoded.</summary>
    internal static string Html(string source, string language)
    {
        if (language is not ("csharp" or "fsharp"))
        {
            return HtmlText.Encode(source);
        }

        var html = new StringBuilder();
        var end = 0;
        foreach (Match token in Token().Matches(source))
        {
            html.Append(HtmlText.Encode(source[end..token.Index]));
            var name = token.Groups["co"].Success ? "co" : token.Groups["st"].Success ? "st" : token.Groups["nu"].Success ? "nu" : "kw";
            html.Append("<span class=\"").Append(name).Append("\">").Append(HtmlText.Encode(token.Value)).Append("</span>");
            end = token.Index + token.Length;
        }

        return html.Append(HtmlText.Encode(source[end..])).ToString();
    }

    [GeneratedRegex("""
        (?<co> //[^\n]* | /\*[\s\S]*?\*/ | \(\*[\s\S]*?\*\) | ^\#[!a-z][^\n]* )
        | (?<st> [$@]*\"\"\"[\s\S]*?\"\"\" | [$]?@[$]?"(?:[^"]|"")*" | [$]?"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)' )
        | (?<nu> \b\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?[mfdLu]?\b )
        | (?<kw> \b(?:abstract|as|async|await|base|bool|break|case|catch|class|const|continue|decimal|default|do|double|else|enum|false|finally|float|for|foreach|from|fun|function|get|if|in|init|int|interface|internal|is|let|long|match|member|module|mutable|namespace|new|not|null|object|of|open|or|orderby|out|override|params|private|protected|public|readonly|rec|record|ref|return|sealed|select|static|string|struct|switch|then|this|throw|true|try|type|using|var|virtual|void|when|where|while|with|yield)\b )
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Token();
}
