namespace Interdealer.Ensembles.Specs;

/// <summary>A specification is not what its schema promises; says in which file and line, where in it, what stood there and what was expected.</summary>
public sealed class SpecException : FormatException
{
    /// <summary>A fault of a specification.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="line">Line in it, from 1; null where no line is at fault.</param>
    /// <param name="path">Where in the document, as <c>$.round[0].limit</c>; null where the whole is at fault.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="cause">What revealed it, if anything.</param>
    public SpecException(string file, long? line, string? path, string problem, Exception? cause = null)
        : base(Require.Visible($"{file}{(line is { } at ? FormattableString.Invariant($", line {at}") : "")}{(path is null ? "" : $", {path}")}: {problem}"), cause) =>
        (File, Line, Path) = (file, line, path);

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Line in it, from 1; null where no line is at fault.</summary>
    public long? Line { get; }

    /// <summary>Where in the document; null where the whole is at fault.</summary>
    public string? Path { get; }
}
