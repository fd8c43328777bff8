using System.Text.RegularExpressions;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Reports;
using Interdealer.Notebooks.Running;

namespace Interdealer.Notebooks.Tests.Gallery.Rules;

/// <summary>What a notebook owes its reader, as far as a machine can see it; each rule gives a sentence for every place where it is broken.</summary>
internal static partial class NotebookRules
{
    internal const int LongestLine = 110;
    internal const int MostLines = 20;

    static readonly string[] Opening = ["**You will learn**", "**Know before**", "**Time**"];
    static readonly string[] Ending = ["## What was found", "## Where it fails", "## Exercises", "## Read next"];

    /// <summary>Everything that is wrong with a notebook.</summary>
    /// <param name="notebook">The document.</param>
    /// <param name="outputs">What its cells print, by number.</param>
    internal static IEnumerable<string> Problems(NotebookDocument notebook, IReadOnlyDictionary<int, string> outputs) =>
        [.. Cells(notebook), .. Parts(notebook), .. Formulas(notebook), .. UncomputedNumbers(notebook, outputs)];

    static IEnumerable<string> Cells(NotebookDocument notebook)
    {
        foreach (var (number, cell) in Code(notebook))
        {
            var lines = cell.Source.TrimEnd().Split('\n');
            if (lines.Length > MostLines)
            {
                yield return $"cell {number} has {lines.Length} lines, more than {MostLines}: `{lines[0]}`";
            }

            foreach (var line in lines.Where(line => line.Length > LongestLine))
            {
                yield return $"cell {number} has a line of {line.Length} characters, more than {LongestLine}: `{line}`";
            }

            foreach (Match match in Clever().Matches(cell.Source))
            {
                yield return $"cell {number} computes with indices, or folds a table: `{match.Value}`; a Grid of parameters does that";
            }
        }

        foreach (var (first, second) in notebook.Cells.Zip(notebook.Cells.Skip(1)).Where(pair => pair.First.Kind == CellKind.Code && pair.Second.Kind == CellKind.Code))
        {
            yield return $"no sentence reads what `{first.Source.Split('\n')[0]}` gives before `{second.Source.Split('\n')[0]}` follows";
        }
    }

    static IEnumerable<string> Parts(NotebookDocument notebook)
    {
        var first = notebook.Cells[0];
        var text = Markdown(notebook);
        if (first.Kind != CellKind.Markdown || !first.Source.StartsWith("# ", StringComparison.Ordinal))
        {
            yield return "it does not open with a title";
        }

        foreach (var line in Opening.Where(line => !Regex.IsMatch(first.Source, $"^- {Regex.Escape(line)} \\S", RegexOptions.Multiline)))
        {
            yield return $"its first cell has no line \"- {line} …\"";
        }

        var places = Ending.Select(heading => text.IndexOf($"\n{heading}\n", StringComparison.Ordinal)).ToArray();
        foreach (var (heading, _) in Ending.Zip(places).Where(pair => pair.Second < 0))
        {
            yield return $"there is no \"{heading}\"";
        }

        if (places.All(place => place >= 0) && !places.SequenceEqual(places.Order()))
        {
            yield return $"its last parts are not in the order {string.Join(", ", Ending)}";
        }

        var answers = Answer().Count(places[2] < 0 ? "" : text[places[2]..]);
        if (answers != 3)
        {
            yield return $"it has {answers} exercises with answers folded away, not 3";
        }

        if (!Regex.IsMatch(places[3] < 0 ? "" : text[places[3]..], @"\]\(\d\d-[\w-]+\.(ipynb|dib)\)"))
        {
            yield return "nothing to read next is linked";
        }

        if (!text.Contains("](http", StringComparison.Ordinal))
        {
            yield return "no source is linked";
        }

        if (!notebook.Cells.Any(cell => cell.Kind == CellKind.Code && cell.Source.Contains("Draw.", StringComparison.Ordinal)))
        {
            yield return "it draws no chart";
        }
    }

    static IEnumerable<string> Formulas(NotebookDocument notebook)
    {
        var pages = notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => MarkdownHtml.Render(cell.Source, "cell", _ => null, [])).ToArray();
        foreach (var formula in pages.SelectMany(page => NotUnderstood().Matches(page)))
        {
            yield return $"the report cannot set the formula {formula.Groups["tex"].Value}";
        }

        if (!pages.Any(page => page.Contains("<math display=\"block\"", StringComparison.Ordinal)))
        {
            yield return "no equation stands on a line of its own";
        }
    }

    /// <summary>Numbers in prose that no output above rounds to, no code carries and no source is linked for.</summary>
    internal static IEnumerable<string> UncomputedNumbers(NotebookDocument notebook, IReadOnlyDictionary<int, string> outputs)
    {
        var numbered = notebook.Cells.Zip(CellNumbers.Of(notebook)).ToArray();
        // Read once: nearly every cell of text is held to all that stands above it.
        var printedBy = outputs.ToDictionary(output => output.Key, output => ProseNumbers.Of(output.Value).ToHashSet());
        var writtenIn = numbered.Where(pair => pair.Second > 0).ToDictionary(pair => pair.Second, pair => Literals(pair.First.Source).ToHashSet());
        for (var i = 0; i < numbered.Length; i++)
        {
            var (cell, _) = numbered[i];
            if (cell.Kind != CellKind.Markdown)
            {
                continue;
            }

            // What opens the notebook tells of all of it; every other cell of what stands above, and of the code it introduces.
            var before = numbered.Take(i == 0 ? numbered.Length : i).Where(pair => pair.Second > 0).ToArray();
            var next = numbered.Skip(i).Where(pair => pair.Second > 0).Take(1);
            // The answers to exercises, of the cell below that computes them.
            if (cell.Source.Contains("\n## Exercises\n", StringComparison.Ordinal) || cell.Source.StartsWith("## Exercises\n", StringComparison.Ordinal))
            {
                before = [.. before, .. numbered.Skip(i).Where(pair => pair.First.Source.StartsWith(NotebookPage.Answers, StringComparison.Ordinal))];
            }

            var printed = before.SelectMany(pair => printedBy.GetValueOrDefault(pair.Second, [])).ToHashSet();
            var literals = before.Concat(next).SelectMany(pair => writtenIn[pair.Second]).ToHashSet();
            foreach (var number in ProseNumbers.In(cell.Source).Where(number => !printed.Any(number.IsRoundingOf) && !literals.Any(number.Is)).Distinct())
            {
                yield return $"{number.Text} is neither computed above nor cited, in \"{cell.Source.TrimStart().Split('\n')[0]}\"";
            }
        }
    }

    static IEnumerable<WrittenNumber> Literals(string code) => ProseNumbers.Of(code.Replace("_", "", StringComparison.Ordinal));

    static IEnumerable<(int Number, Cell Cell)> Code(NotebookDocument notebook) => CellNumbers.Of(notebook).Zip(notebook.Cells).Where(pair => pair.First > 0);

    static string Markdown(NotebookDocument notebook) => string.Concat(notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => $"\n{cell.Source.ReplaceLineEndings("\n")}\n"));

    [GeneratedRegex(@"[/%]\s*\w+(\.\w+)*\.(Length|Count)\b|\.Aggregate\(|\bfor\s*\([^)]*[<>]=?\s*1e-\d+")]
    private static partial Regex Clever();

    [GeneratedRegex(@"^<details><summary>[^<]+</summary>\n\n.+?\n\n</details>$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Answer();

    [GeneratedRegex("class=\"tex\">(?<tex>[^<]*)<")]
    private static partial Regex NotUnderstood();
}
