using System.Text;

namespace Interdealer.Display;

/// <summary>The one place where text becomes HTML: everything a user or a data file wrote passes through here, encoded.</summary>
public static class Html
{
    private const char Replacement = '\uFFFD';

    /// <summary>Encodes text so that a browser shows it as it is, in an element or in a double- or single-quoted attribute.</summary>
    /// <param name="text">Any text; null gives the empty string.</param>
    /// <returns>The text with &amp;, &lt;, &gt;, quotes and backticks as entities, and characters HTML cannot hold (control characters,
    /// unpaired surrogates) as U+FFFD.</returns>
    public static string Encode(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
                continue;
            }
            result.Append(Entity(c) ?? (IsForbidden(c) ? Replacement : c).ToString());
        }
        return result.ToString();
    }

    /// <summary>Builds an element around content that is HTML already.</summary>
    /// <param name="name">Element name: letters, digits and hyphens.</param>
    /// <param name="innerHtml">HTML, not text; pass text through <see cref="Encode"/> or use <see cref="TextElement"/>.</param>
    /// <param name="attributes">Names and values; values are encoded here, and a null value leaves the attribute out.</param>
    /// <exception cref="ArgumentException">A name is not letters, digits and hyphens.</exception>
    public static string Element(string name, string innerHtml, params (string Name, string? Value)[] attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var result = new StringBuilder().Append('<').Append(Name(name));
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
            {
                result.Append(' ').Append(Name(attribute)).Append("=\"").Append(Encode(value)).Append('"');
            }
        }
        return result.Append('>').Append(innerHtml).Append("</").Append(name).Append('>').ToString();
    }

    /// <summary>Builds an element around plain text, which is encoded.</summary>
    /// <param name="name">Element name: letters, digits and hyphens.</param>
    /// <param name="text">Any text.</param>
    /// <param name="attributes">Names and values; values are encoded, and a null value leaves the attribute out.</param>
    /// <exception cref="ArgumentException">A name is not letters, digits and hyphens.</exception>
    public static string TextElement(string name, string? text, params (string Name, string? Value)[] attributes)
        => Element(name, Encode(text), attributes);

    private static string Name(string name)
        => name is { Length: > 0 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? name
            : throw new ArgumentException($"'{name}' is not a name of an element or attribute; it must be letters, digits and hyphens.", nameof(name));

    private static string? Entity(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '`' => "&#96;",
        _ => null,
    };

    private static bool IsForbidden(char c)
        => char.IsSurrogate(c) || (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) || c is '\uFFFE' or '\uFFFF';
}
