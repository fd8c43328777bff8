using Interdealer.Notebooks.Kernels.Cells;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>The error of a cell that does not compile: every diagnostic with cell and line, and the line itself.</summary>
internal static class CompilationFailure
{
    private const int Shown = 20;

    /// <param name="Place">Cell and line.</param>
    /// <param name="Message">Code and text of the compiler.</param>
    /// <param name="SourceLine">The line meant, where there is one.</param>
    internal sealed record Problem(string Place, string Message, string? SourceLine);

    public static CellException Of(CellOrigin origin, IReadOnlyList<Problem> problems)
    {
        if (problems.Count == 0)
        {
            return new CellException(ErrorNames.Compilation, $"{origin.Name}: the compiler refused the cell without saying why.");
        }

        var lines = new List<string>();
        foreach (Problem problem in problems.Take(Shown))
        {
            lines.Add($"{problem.Place}: {problem.Message}");
            if (problem.SourceLine is { } source)
            {
                lines.Add("    " + source.Trim());
            }
        }

        if (problems.Count > Shown)
        {
            lines.Add(FormattableString.Invariant($"… and {problems.Count - Shown} more"));
        }

        return new CellException(ErrorNames.Compilation, $"{problems[0].Place}: {problems[0].Message}", [.. lines]);
    }
}
