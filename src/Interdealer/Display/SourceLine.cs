namespace Interdealer.Display;

/// <summary>The line below a table or figure that says where its numbers are from.</summary>
internal static class SourceLine
{
    private const string Start = "Source: ";

    public static string Of(string source)
    {
        Require.NotBlank(source, nameof(source), "publisher, series and date");
        return source.StartsWith("Source", StringComparison.Ordinal) ? source : Start + source;
    }
}
