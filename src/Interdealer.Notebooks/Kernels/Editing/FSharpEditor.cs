using System.Text.Json.Nodes;
using FSharp.Compiler.CodeAnalysis;
using static FSharp.Compiler.Interactive.Shell;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>Answers what editors ask about F# code, in view of the cells that ran before: the code is checked as the session's next cell, and not run.</summary>
internal static class FSharpEditor
{
    /// <summary>The answer to a question; null where there is none.</summary>
    /// <param name="session">Holds what earlier cells declared.</param>
    /// <param name="kind">One of the constants of <see cref="CodeQuestion"/>.</param>
    /// <param name="code">The cell's text with its directives blanked.</param>
    /// <param name="position">Place in it.</param>
    public static JsonNode? Answer(FsiEvaluationSession session, string kind, string code, int position)
    {
        if (kind == CodeQuestion.IsComplete)
        {
            return FSharpCompleteness.Of(session.InteractiveChecker, code);
        }

        var (parsed, found, _) = session.ParseAndCheckInteraction(code, null);
        return kind switch
        {
            CodeQuestion.Complete => FSharpCompletion.At(parsed, found, FSharpPlace.Of(code, position)),
            CodeQuestion.Inspect => FSharpDescription.At(found, code, position),
            _ => null,
        };
    }
}

/// <summary>A place in code as the F# compiler counts it.</summary>
/// <param name="Position">In the code, from 0.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 0.</param>
/// <param name="Text">The line.</param>
internal readonly record struct FSharpPlace(int Position, int Line, int Column, string Text)
{
    public static FSharpPlace Of(string code, int position)
    {
        position = Math.Clamp(position, 0, code.Length);
        int start = position == 0 ? 0 : code.LastIndexOf('\n', position - 1) + 1;
        int end = code.IndexOf('\n', position);
        return new FSharpPlace(position, code.AsSpan(0, start).Count('\n') + 1, position - start, code[start..(end < 0 ? code.Length : end)].TrimEnd('\r'));
    }
}
