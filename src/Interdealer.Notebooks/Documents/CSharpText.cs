namespace Interdealer.Notebooks.Documents;

/// <summary>Where the texts of C# source end, as far as a line that stands inside one has to be told from a line that does not.</summary>
internal static class CSharpText
{
    const int RawQuotes = 3;

    /// <summary>Whether source ends inside a string of several lines: one in three or more quotation marks, or one that begins with an @.</summary>
    internal static bool EndsInside(string source)
    {
        for (var at = 0; at < source.Length;)
        {
            var end = source[at] switch
            {
                '/' when Follows(source, at, '/') => EndOfLine(source, at),
                '/' when Follows(source, at, '*') => After(source, "*/", at + 2),
                '\'' => EndOfCharacter(source, at + 1),
                '"' => EndOfText(source, at),
                _ => at + 1,
            };
            if (end < 0)
            {
                return source[at] == '"';
            }

            at = end;
        }

        return false;
    }

    static int EndOfText(string source, int at)
    {
        var quotes = Quotes(source, at);
        var verbatim = at > 0 && (source[at - 1] == '@' || (at > 1 && source[at - 1] == '$' && source[at - 2] == '@'));
        return verbatim ? EndOfVerbatim(source, at + 1)
            : quotes >= RawQuotes ? EndOfRaw(source, at + quotes, quotes)
            : quotes == 2 ? at + 2
            : EndOfLiteral(source, at + 1);
    }

    // As many quotation marks as it began with; more than that belong to it up to its end.
    static int EndOfRaw(string source, int at, int quotes)
    {
        for (; at < source.Length; at++)
        {
            if (source[at] == '"' && Quotes(source, at) is var found)
            {
                if (found >= quotes)
                {
                    return at + found;
                }

                at += found - 1;
            }
        }

        return -1;
    }

    static int EndOfVerbatim(string source, int at)
    {
        for (; at < source.Length; at++)
        {
            if (source[at] == '"' && !Follows(source, at, '"'))
            {
                return at + 1;
            }

            at += source[at] == '"' ? 1 : 0;
        }

        return -1;
    }

    // One line at most: a mistake in it must not swallow the rest.
    static int EndOfLiteral(string source, int at)
    {
        for (; at < source.Length && source[at] is not ('"' or '\n'); at++)
        {
            at += source[at] == '\\' ? 1 : 0;
        }

        return at + 1;
    }

    // A mark that no other closes after one character begins nothing.
    static int EndOfCharacter(string source, int at)
    {
        var close = at < source.Length && source[at] == '\\' ? at + 2 : at + 1;
        return close < source.Length && source[close] == '\'' ? close + 1 : at;
    }

    static int EndOfLine(string source, int at) => source.IndexOf('\n', at) is var end and >= 0 ? end : source.Length;

    static int After(string source, string mark, int at) => at <= source.Length && source.IndexOf(mark, at, StringComparison.Ordinal) is var end and >= 0 ? end + mark.Length : source.Length;

    static int Quotes(string source, int at)
    {
        var end = at;
        while (end < source.Length && source[end] == '"')
        {
            end++;
        }

        return end - at;
    }

    static bool Follows(string source, int at, char next) => at + 1 < source.Length && source[at + 1] == next;
}
