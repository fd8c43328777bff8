using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Tests.Gallery.Rules;

/// <summary>Every notebook keeps the rules, and the rules can say no.</summary>
public sealed class NotebookRulesTests
{
    const string Good = """
        # A notebook

        - **You will learn** that a loss of 6 forces a sale of 114.
        - **Know before** nothing.
        - **Time** a while.
        ~~~
        using Interdealer;
        ~~~
        The loss is 4 % of 150, and the sale is $q = x\,(1-\lambda)/\lambda$ with $\lambda = 5\%$:

        $$ q = \frac{1-\lambda}{\lambda}\,x $$
        ~~~
        var sale = 0.04 * 150 * (1 - 0.05) / 0.05;
        ~~~
        The sale is 114, or 113.7 before rounding, in 2020. A source says [so](https://example.org/) of 77 others. It is 22.8 % of 500.
        ~~~
        Draw.Line(500);
        ~~~
        ## What was found

        Nineteen times the loss.

        ## Where it fails

        Nowhere.

        ## Exercises

        1. Ask.

        <details><summary>Answer</summary>

        Say.

        </details>

        2. Ask.

        <details><summary>Answer</summary>

        Say.

        </details>

        3. Ask.

        <details><summary>Answer</summary>

        Say `123`.

        </details>

        ## Read next

        [02](02-var-procyclicality.ipynb)
        """;

    const string Printed = "== cell 1, csharp: using\n\n== cell 2, csharp: var\n-- result text/html\n<td style=\"width:55px\">113.7</td><td>113.95</td>\n-- result text/plain\n19×, 0.228, 6\n\n== cell 3, csharp: Draw\n-- result application/vnd.plotly.v1+json\n{\"y\": [88]}\n";

    [Fact]
    public void Every_notebook_keeps_the_rules()
    {
        var problems =
            from path in NotebookGallery.Paths
            let name = Path.GetFileName(path)
            from problem in NotebookRules.Problems(NotebookFile.Read(path), NotebookOutputs.Of(name))
            select $"{name}: {problem}";
        Assert.True(!problems.Any(), string.Join('\n', problems));
    }

    [Fact]
    public void Nothing_is_wrong_with_a_notebook_that_keeps_them() => Assert.Empty(Problems(Good));

    [Fact]
    public void An_answer_may_say_what_the_cell_below_it_computes()
    {
        // The cell is the fourth of the code, and prints 44.
        var answered = Good.ReplaceLineEndings("\n").Replace("Say.\n\n</details>\n\n3.", "Say 44.\n\n</details>\n\n3.", StringComparison.Ordinal) + "\n~~~\n// Answers to the exercises, computed\nanswer\n~~~\n";
        Assert.Contains(Problems(answered), problem => problem.StartsWith("44 is neither", StringComparison.Ordinal));
        Assert.Empty(Problems(answered, Printed + "\n== cell 4, csharp: answer\n-- result text/plain\n44\n"));
    }

    [Theory]
    [InlineData("a sale of 114", "a sale of 115", "115 is neither computed above nor cited")]
    [InlineData("4 % of 150", "3 % of 150", "3 % is neither")]
    [InlineData("4 % of 150", "4 % of 151", "151 is neither")]
    // Computed only below, drawn only, or only the width of a column.
    [InlineData("The loss is 4 %", "The loss is 113.7, 4 %", "113.7 is neither")]
    [InlineData("Nineteen times", "Eighty-eight times", "Eighty is neither")]
    [InlineData("Nineteen times", "88 times", "88 is neither")]
    [InlineData("Nineteen times", "55 times", "55 is neither")]
    [InlineData("113.7 before", "113.8 before", "113.8 is neither")]
    [InlineData("(https://example.org/)", "(#here)", "77 is neither", "no source is linked")]
    [InlineData("It is 22.8 %", "It is 22.9 %", "22.9 % is neither")]
    [InlineData("\\lambda = 5\\%", "\\lambda = 7\\%", "7% is neither")]
    [InlineData("Say.\n\n</details>\n\n3.", "Say 44.\n\n</details>\n\n3.", "44 is neither")]
    [InlineData("# A notebook", "A notebook", "it does not open with a title")]
    [InlineData("- **Time** a while.\n", "", "no line \"- **Time** …\"")]
    [InlineData("## Where it fails", "## Where it holds", "no \"## Where it fails\"")]
    [InlineData("## What was found", "## Where it fails\n\n## What was found", "not in the order")]
    [InlineData("<details><summary>Answer</summary>\n\nSay.\n\n</details>\n\n2.", "2.", "2 exercises")]
    [InlineData("[02](02-var-procyclicality.ipynb)", "Nothing.", "nothing to read next")]
    [InlineData("Draw.Line(500)", "500", "it draws no chart")]
    [InlineData("\\frac{1-\\lambda}{\\lambda}", "\\fraction{1-\\lambda}{\\lambda}", "cannot set the formula", "no equation stands")]
    [InlineData("~~~\nThe loss is", "~~~\nvar a = 1;\n~~~\n~~~\nThe loss is", "no sentence reads")]
    [InlineData("(1 - 0.05)", "(1 - 0.05 /* as long as a line gets that nobody reads on a phone, and that runs out of the window of a notebook, too */)", "more than 110")]
    [InlineData("var sale", "//\n//\n//\n//\n//\n//\n//\n//\n//\n//\n//\n//\n//\n//\n//\n//\n//\n//\n//\n//\nvar sale", "has 21 lines")]
    [InlineData("var sale", "var x = s / slacks.Length;\nvar sale", "computes with indices")]
    [InlineData("var sale", "var x = s % slacks.Count;\nvar sale", "computes with indices")]
    [InlineData("var sale", "for (var x = 0.0; high - low > 1e-6; ) { }\nvar sale", "computes with indices")]
    public void Each_rule_finds_the_notebook_that_breaks_it(string kept, string broken, params string[] said)
    {
        Assert.Contains(kept, Good, StringComparison.Ordinal);
        var at = Good.IndexOf(kept, StringComparison.Ordinal);
        var problems = Problems(Good[..at] + broken + Good[(at + kept.Length)..]);
        Assert.Equal(said.Length, problems.Count);
        Assert.All(said, sentence => Assert.Contains(problems, problem => problem.Contains(sentence, StringComparison.Ordinal)));
    }

    // Cells are parted by ~~~; those that say `using`, `var` or `Draw` first are code.
    static IReadOnlyList<string> Problems(string notebook, string printed = Printed)
    {
        var cells = notebook.ReplaceLineEndings("\n").Split("~~~\n").Where(source => source.Length > 0).Select((source, i) =>
            source.StartsWith("using ", StringComparison.Ordinal) || source.StartsWith("var ", StringComparison.Ordinal) || source.StartsWith("//", StringComparison.Ordinal)
                || source.StartsWith("for ", StringComparison.Ordinal) || source.StartsWith("Draw.", StringComparison.Ordinal) || source.StartsWith("500", StringComparison.Ordinal)
                ? new Cell($"c{i}", CellKind.Code, "csharp", source)
                : new Cell($"c{i}", CellKind.Markdown, "markdown", source));
        return [.. NotebookRules.Problems(new NotebookDocument([.. cells], "csharp", []), NotebookOutputs.Read(printed))];
    }
}
