using System.Diagnostics;
using System.Reflection;
using Interdealer.Notebooks.Kernels.Cells;
using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>The error of a cell that threw: type, message, the exceptions inside, and the stack cut to the notebook's own lines.</summary>
internal static class ThrownError
{
    private const int Frames = 20;
    private const int Depth = 8;

    public static CellException Describe(Exception thrown, CellOrigin origin, string source)
    {
        Exception exception = Unwrap(thrown);
        if (exception is OutputLimitException)
        {
            return new CellException(ErrorNames.OutputLimit, $"{origin.Name}: {exception.Message}");
        }

        var lines = new List<string>();
        Exception? at = exception;
        for (int depth = 0; at is not null && depth < Depth; depth++, at = at.InnerException is { } inner ? Unwrap(inner) : null)
        {
            if (depth > 0)
            {
                lines.Add($"caused by {TypeName(at)}: {at.Message}");
            }

            lines.AddRange(OwnFrames(at, origin, source));
        }

        if (lines.Count == 0)
        {
            lines.Add($"   at {origin.Name}");
        }

        return new CellException(TypeName(exception), exception.Message, [.. lines]);
    }

    /// <summary>The error of a cell that was interrupted, with the place where it was.</summary>
    public static CellException Interrupted(Exception thrown, CellOrigin origin, string source)
    {
        string[] lines = [.. OwnFrames(thrown, origin, source), .. thrown.InnerException is { } inner ? OwnFrames(Unwrap(inner), origin, source) : []];
        return new CellException(ErrorNames.Interrupted, "The cell was interrupted; variables are kept.", [.. lines.Distinct()]);
    }

    private static IEnumerable<string> OwnFrames(Exception exception, CellOrigin origin, string source)
    {
        string[] text = source.Split('\n');
        return new StackTrace(exception, fNeedFileInfo: true)
            .GetFrames()
            .Select(frame => (File: Path.GetFileName(frame.GetFileName()), Line: frame.GetFileLineNumber(), Method: frame.GetMethod()))
            .Where(frame => frame.File is not null && (IsCell(frame.File) || frame.File == Path.GetFileName(origin.Name)))
            .DistinctBy(frame => (frame.File, frame.Line))
            .Take(Frames)
            .Select(frame => $"   at {MethodName(frame.Method)}{new CellOrigin(frame.File!).At(frame.Line)}"
                + (frame.File == origin.Name && frame.Line >= 1 && frame.Line <= text.Length ? ": " + text[frame.Line - 1].Trim() : ""));
    }

    private static bool IsCell(string file) => file.StartsWith("cell ", StringComparison.Ordinal) || file.Contains(", cell ", StringComparison.Ordinal);

    /// <summary>Name of a function written in a cell; nothing for the cell's own top level and for compiler-made names.</summary>
    private static string MethodName(MethodBase? method) =>
        method is null || method.Name.Contains('<', StringComparison.Ordinal) || method.Name is "MoveNext" or "main@" or ".ctor" ? "" : method.Name + " in ";

    private static Exception Unwrap(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        _ => exception,
    };

    /// <summary>Full name of the exception's type; of one written in a cell, its own name without the compiler-made class around it.</summary>
    private static string TypeName(Exception exception)
    {
        Type type = exception.GetType();
        bool inCell = type.DeclaringType is not null || type.FullName!.StartsWith("FSI_", StringComparison.Ordinal);
        return inCell ? type.Name : type.FullName ?? type.Name;
    }
}
