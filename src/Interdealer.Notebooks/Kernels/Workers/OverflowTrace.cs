namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>
/// Shortens what the runtime writes to its error stream when a stack overflows: every frame there was, some hundred thousand lines, of which the first tell
/// all there is to know.
/// </summary>
internal sealed class OverflowTrace
{
    private const string Start = "Stack overflow.";
    private const int Lines = 40;

    private int? _left;

    /// <summary>What to pass on of a further piece of text.</summary>
    public string Take(string text)
    {
        int start = _left is null ? text.IndexOf(Start, StringComparison.Ordinal) : 0;
        if (start < 0)
        {
            return text;
        }

        _left ??= Lines;
        int end = start;
        while (_left > 0 && end < text.Length)
        {
            int line = text.IndexOf('\n', end);
            end = line < 0 ? text.Length : line + 1;
            _left -= line < 0 ? 0 : 1;
            if (_left == 0)
            {
                return text[..end] + "   …\n";
            }
        }

        return text[..end];
    }
}
