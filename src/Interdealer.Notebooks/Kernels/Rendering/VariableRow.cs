namespace Interdealer.Notebooks.Kernels.Rendering;

/// <summary>One variable in the table that lists them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as its author wrote it.</param>
/// <param name="Value">Its value as text, cut where it is long.</param>
internal sealed record VariableRow(string Name, string Type, string Value)
{
    private const int Characters = 120;

    /// <summary>A value as one line.</summary>
    public static string Short(object? value)
    {
        string text;
        try
        {
            text = ValueText.Of(value, 2).ReplaceLineEndings(" ");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A value that cannot be written must not hide the others.
            text = $"({e.GetType().Name}: {e.Message})";
        }

        return text.Length <= Characters ? text : text[..Characters] + "…";
    }
}
