namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>How much one cell may say. A notebook that prints more is at fault and is stopped with an error instead of filling the disk.</summary>
internal sealed class OutputLimits
{
    public const int Characters = 16 * 1024 * 1024;
    public const int Lines = 200_000;

    /// <summary>Longest value of one MIME type, in characters.</summary>
    public const int ValueCharacters = 64 * 1024 * 1024;

    private long _characters;
    private long _lines;

    public static string Message { get; } = FormattableString.Invariant(
        $"The cell printed more than {Lines:N0} lines or {Characters / (1024 * 1024)} million characters; it was stopped. Print a summary or write to a file.");

    /// <summary>Counts what a cell is about to print; false when that is too much.</summary>
    public bool Admit(ReadOnlySpan<char> text)
    {
        _characters += text.Length;
        _lines += text.Count('\n');
        return _characters <= Characters && _lines <= Lines;
    }

    public void Reset() => _characters = _lines = 0;
}

/// <summary>Thrown into a cell that prints more than <see cref="OutputLimits"/> allows.</summary>
internal sealed class OutputLimitException() : IOException(OutputLimits.Message);
