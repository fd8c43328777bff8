using System.Text.Json.Nodes;
using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.Diagnostics;
using FSharp.Compiler.Text;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Control;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>Whether a prompt should run F# code, or wait for more: where the parser missed something only at the end, more may come.</summary>
internal static class FSharpCompleteness
{
    private const string File = "cell.fsx";
    private const int IndentWidth = 4;

    // What was opened and is not closed: a bracket, a string, a comment, a block without its last expression. The error stands where it was opened.
    private static readonly HashSet<int> Opened = [514, 515, 516, 517, 547, 583, 588, 592, 598, 602, 604, 611, 1232, 3104, 3107, 3158, 3378, 3379, 3380, 3381];

    public static JsonObject Of(FSharpChecker checker, string code)
    {
        string text = code.ReplaceLineEndings("\n").TrimEnd();
        var (options, _) = checker.GetParsingOptionsFromCommandLineArgs(ListModule.OfArray<string>([File]), isInteractive: true, isEditing: null);
        FSharpParseFileResults parsed = FSharpAsync.RunSynchronously(checker.ParseFile(File, SourceText.ofString(text), options, null, null), null, null);
        List<FSharpDiagnostic> errors = [.. parsed.Diagnostics.Where(diagnostic => diagnostic.Severity.IsError)];
        string[] lines = text.Split('\n');
        string last = lines[^1];
        if (errors.Count > 0)
        {
            return errors.TrueForAll(error => MayBeGone(error, lines)) && !text.EndsWith(";;", StringComparison.Ordinal)
                ? Incomplete(Indent(last) + (OpensBlock(last) ? IndentWidth : 0))
                : new JsonObject { ["status"] = "invalid" };
        }

        // As every prompt of a language of indentation does: an indented line may have another below it, and an empty one ends the block.
        return lines.Length > 1 && Indent(last) > 0 && !code.EndsWith('\n') && !code.Split('\n')[^1].All(char.IsWhiteSpace)
            ? Incomplete(Indent(last))
            : new JsonObject { ["status"] = "complete" };
    }

    private static JsonObject Incomplete(int indent) => new() { ["status"] = "incomplete", ["indent"] = new string(' ', Math.Min(indent, 80)) };

    /// <summary>Whether an error may be gone with what is typed next.</summary>
    private static bool MayBeGone(FSharpDiagnostic error, string[] lines)
    {
        if (Opened.Contains(error.ErrorNumber))
        {
            // A line further to the left has ended the block.
            return lines.Skip(error.StartLine).All(line => line.Length == 0 || Indent(line) >= Math.Min(error.StartColumn, Indent(lines[error.StartLine - 1])));
        }

        // Something that cannot stand there is wrong also where it is the last.
        bool isWrongItself = error.ErrorNumber == 10 && error.Message.StartsWith("Unexpected ", StringComparison.Ordinal) && !error.Message.StartsWith("Unexpected end of input", StringComparison.Ordinal);
        return error.EndLine == lines.Length && error.EndColumn >= lines[^1].Length && !isWrongItself;
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    private static bool OpensBlock(string line) =>
        line.EndsWith('=') || line.EndsWith("->", StringComparison.Ordinal) || line.EndsWith('(') || line.EndsWith('[') || line.EndsWith('{')
        || line.Split([' ', '\t'])[^1] is "then" or "else" or "do" or "try" or "with" or "finally" or "in" or "begin";
}
