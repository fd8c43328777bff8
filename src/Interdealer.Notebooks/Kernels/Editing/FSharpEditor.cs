using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static FSharp.Compiler.Interactive.Shell;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>Answers what editors ask about F# code: completion by the session's own, and whether brackets are closed.</summary>
internal static partial class FSharpEditor
{
    private const int MostItems = 1000;

    public static JsonNode? Answer(FsiEvaluationSession session, string kind, string code, int position) => kind switch
    {
        CodeQuestion.Complete => Complete(session, code, Math.Clamp(position, 0, code.Length)),
        CodeQuestion.IsComplete => IsComplete(code),
        _ => null,
    };

    private static JsonObject Complete(FsiEvaluationSession session, string code, int position)
    {
        Match name = NameBefore().Match(code[..position]);
        int start = position - name.Groups["last"].Length;
        var found = session.GetCompletions(name.Value)
            .Where(text => text.StartsWith(name.Groups["last"].Value, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Take(MostItems);
        return new JsonObject
        {
            ["start"] = start,
            ["end"] = position,
            ["items"] = new JsonArray([.. found.Select(text => new JsonObject { ["text"] = text, ["kind"] = "", ["signature"] = "" })]),
        };
    }

    // F# tells by indentation; a prompt can tell by brackets and by what a line cannot end in.
    private static JsonObject IsComplete(string code)
    {
        string bare = Texts().Replace(code, " ");
        int open = bare.Count(c => c is '(' or '[' or '{') - bare.Count(c => c is ')' or ']' or '}');
        bool goesOn = open > 0 || OpenEnd().IsMatch(bare.TrimEnd());
        return open < 0 ? new JsonObject { ["status"] = "invalid" }
            : goesOn ? new JsonObject { ["status"] = "incomplete", ["indent"] = "    " }
            : new JsonObject { ["status"] = "complete" };
    }

    [GeneratedRegex(@"(?:[A-Za-z_][\w']*\.)*(?<last>[A-Za-z_][\w']*)?$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex NameBefore();

    [GeneratedRegex("""\"(?:[^"\\]|\\.)*"|//[^\n]*|\(\*.*?\*\)""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Texts();

    [GeneratedRegex(@"(=|->|\bthen|\belse|\bdo|\bwith|\|>|,)$", RegexOptions.CultureInvariant)]
    private static partial Regex OpenEnd();
}
