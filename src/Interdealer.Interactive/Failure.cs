using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Kernels.Cells;
using Interdealer.Notebooks.Kernels.Engines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Events;

namespace Interdealer.Interactive;

/// <summary>What stopped a cell, in the words the embedded kernel uses; an error may come with a command that goes on to succeed.</summary>
internal sealed class Failure
{
    private CommandFailed? _failed;
    private ErrorProduced? _error;

    public void Take(KernelEvent produced)
    {
        // The innermost command fails first and knows why.
        _failed ??= produced as CommandFailed;
        _error ??= produced as ErrorProduced;
    }

    /// <exception cref="CellException">Something failed.</exception>
    public void ThrowIfAny(CellOrigin origin, string source)
    {
        if (_failed is { } failed)
        {
            throw failed.Exception is { } exception ? Thrown(exception, origin, source) : Said(failed.Message, origin);
        }

        if (_error is { } error)
        {
            throw Said(error.Message, origin);
        }
    }

    public static CellException Thrown(Exception exception, CellOrigin origin, string source) => exception switch
    {
        CellException cell => cell,
        { InnerException: CompilationErrorException compilation } => NotCompiled(compilation, origin, source),
        CompilationErrorException compilation => NotCompiled(compilation, origin, source),
        _ => ThrownError.Describe(exception, origin, source),
    };

    private static CellException Said(string message, CellOrigin origin)
    {
        string[] lines = message.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        bool package = message.Contains(": error NU", StringComparison.Ordinal) || message.Contains("error NU1", StringComparison.Ordinal);
        return new CellException(package ? ErrorNames.Package : ErrorNames.Directive, $"{origin.Name}: {lines.FirstOrDefault() ?? "failed without saying why"}", [.. lines.Skip(1).Take(20)]);
    }

    // Directive lines are cut out before the compiler sees the cell, so a line is found again by its text.
    private static CellException NotCompiled(CompilationErrorException failure, CellOrigin origin, string source)
    {
        string[] cell = source.Split('\n');
        return CompilationFailure.Of(origin, [.. failure.Diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic =>
            {
                string? line = Line(diagnostic.Location);
                int at = line is null ? -1 : Array.FindIndex(cell, own => own.TrimEnd('\r') == line);
                string place = at < 0 ? origin.Name : origin.At(at + 1);
                return new CompilationFailure.Problem(place, $"{diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}", line);
            })]);
    }

    private static string? Line(Location location) =>
        location.SourceTree is { } tree ? tree.GetText().Lines[location.GetLineSpan().StartLinePosition.Line].ToString() : null;
}
