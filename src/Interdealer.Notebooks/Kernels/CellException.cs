using System.Collections.Immutable;

namespace Interdealer.Notebooks.Kernels;

/// <summary>Ends a cell with an error whose text is already written for its reader.</summary>
/// <param name="name">Type of the error, as <c>CellOutput.Error.Name</c> shows it.</param>
/// <param name="message">What is wrong, with cell and line.</param>
/// <param name="traceback">Further lines.</param>
internal sealed class CellException(string name, string message, ImmutableArray<string> traceback = default) : Exception(message)
{
    public string Name { get; } = name;

    public ImmutableArray<string> Traceback { get; } = traceback.IsDefault ? [] : traceback;
}

/// <summary>The names of errors that are not exceptions of the cell's own code.</summary>
internal static class ErrorNames
{
    public const string Compilation = "CompilationError";
    public const string Directive = "DirectiveError";
    public const string Package = "PackageError";
    public const string OutputLimit = "OutputLimitExceeded";
    public const string WorkerEnded = "ProcessEnded";
    public const string Interrupted = "Interrupted";
}
