namespace Interdealer.Notebooks.Documents;

/// <summary>A notebook file that cannot be read: says which file, where in it, what stands there and what was expected.</summary>
public sealed class NotebookFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="where">The place in it: a line and column, or a JSON path such as <c>cells[3].source</c>; null for the file as a whole.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="inner">What the parser said, if one did.</param>
    public NotebookFormatException(string file, string? where, string problem, Exception? inner = null)
        : base(ShownText.Of(where is null ? $"{file}: {problem}" : $"{file}, {where}: {problem}"), inner)
    {
        File = file;
        Where = where;
        Problem = problem;
    }

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>The place in the file; null for the file as a whole.</summary>
    public string? Where { get; }

    /// <summary>What is wrong and what was expected.</summary>
    public string Problem { get; }
}
