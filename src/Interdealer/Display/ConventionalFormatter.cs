namespace Interdealer.Display;

/// <summary>One formatter as notebook engines look it up: by the names <c>MimeType</c> and <c>Format</c>.</summary>
/// <param name="mimeType">What it writes.</param>
/// <param name="write">The text of a value, or null for a value that is not its to write.</param>
public sealed class ConventionalFormatter(string mimeType, Func<object, string?> write)
{
    /// <summary>What the formatter writes, such as <c>text/html</c>.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes the value and says whether it did.</summary>
    /// <param name="instance">The value to show.</param>
    /// <param name="writer">Where it is written.</param>
    public bool Format(object instance, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (write(instance) is not { } text)
        {
            return false;
        }
        writer.Write(text);
        return true;
    }
}
