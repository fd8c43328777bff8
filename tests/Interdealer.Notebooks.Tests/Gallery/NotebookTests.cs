using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Reports;
using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests.Snapshots;

namespace Interdealer.Notebooks.Tests.Gallery;

/// <summary>
/// Every notebook's outputs against the accepted ones. To accept what a notebook puts out now: run these tests, read the
/// <c>Snapshots/*.received.txt</c> they leave, and rename each to <c>.verified.txt</c>; for an .ipynb also <c>interdealer run --in-place</c> it.
/// </summary>
public sealed class NotebookTests(NotebookGallery gallery) : IClassFixture<NotebookGallery>
{
    public static TheoryData<string> Notebooks =>
        [.. NotebookGallery.Paths.Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public Task Outputs_are_the_accepted_ones(string notebook)
    {
        var run = gallery.Run(notebook);
        // A notebook keeps its snapshot when it changes between .dib and .ipynb.
        return SnapshotFile.VerifyParameter(Snapshot.Of(run.Document!), nameof(notebook), Path.GetFileNameWithoutExtension(notebook));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Outputs_are_the_stored_ones_and_one_other_digit_would_be_seen(string notebook)
    {
        var run = gallery.Run(notebook);
        if (NotebookFile.IsIpynb(notebook))
        {
            Assert.Empty(Comparison.Compare(notebook, run.Committed!, run.Document!).Select(difference => difference.ToString()));
        }

        // Cell by cell, so that the time it takes does not grow with the square of the notebook.
        var changed = 0;
        var document = run.Document!;
        foreach (var cell in document.Cells)
        {
            var alone = document with { Cells = [cell] };
            var text = Snapshot.Of(alone);
            foreach (var other in WithOneOtherDigit(alone))
            {
                changed++;
                Assert.Single(Comparison.Compare(notebook, other, alone).Select(difference => difference.CellId).Distinct());
                Assert.NotEqual(text, Snapshot.Of(other));
            }
        }

        Assert.True(changed > 0, $"{notebook} prints no number.");
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Claims_of_others_and_findings_of_its_own_are_tables_apart_in_which_every_row_has_a_verdict(string notebook)
    {
        var claims = ShownClaim.Of(gallery.Run(notebook));
        if (claims.Count == 0)
        {
            OneTableOfClaims(notebook);
            return;
        }

        Assert.Contains(claims, claim => claim.Kind is "document" or "papers");
        Assert.Contains(claims, claim => claim.Kind == "notebook");
        Assert.All(claims, claim => Assert.Matches("^(holds|fails)\\b|^assumed$", claim.Verdict));
        Assert.Contains(claims, claim => claim.Outcome == "Holds");
    }

    // The form of notebooks that are not written by the rules yet.
    void OneTableOfClaims(string notebook)
    {
        var claims = gallery.Run(notebook).Document!.Cells.Last(cell => cell.Kind == CellKind.Code).Outputs.OfType<CellOutput.Result>().Select(result => (string?)result.Data["text/plain"]).Single()!;
        Assert.StartsWith("Claimed and computed", claims, StringComparison.Ordinal);
        Assert.Contains("✓", claims, StringComparison.Ordinal);
        Assert.All(claims.Split('\n').Where(row => row.Contains('✗', StringComparison.Ordinal)), row => Assert.Contains("not so", row, StringComparison.Ordinal));
    }

    [JupyterFact]
    public void Executed_notebooks_are_valid_and_open_in_Jupyter()
    {
        using var folder = new TemporaryFolder();
        var written = gallery.Runs.Values.Where(run => run.Outcome == RunOutcome.Succeeded).OrderBy(run => run.Path, StringComparer.Ordinal).Select(run =>
        {
            var file = folder.File(Path.GetFileNameWithoutExtension(run.Path) + ".ipynb");
            NotebookFile.Write(file, run.Document!);
            return file;
        }).ToArray();
        const string script = """
            import nbformat, sys
            for path in sys.argv[1:]:
                nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))
            """;
        var (invalid, problem) = Tools.Run(Tools.Jupyter!, ["-c", script, .. written]);
        Assert.True(invalid == 0, problem);
        // Valid is what every one is; that valid ones open is seen of a few.
        string[] some = [.. written.Take(3)];
        var (unreadable, output) = Tools.Run(Tools.Jupyter!, ["-m", "nbconvert", "--to", "html", .. some]);
        Assert.True(unreadable == 0, output);
        Assert.All(some, file => Assert.True(new FileInfo(Path.ChangeExtension(file, ".html")).Length > 10_000, file));
    }

    // The last digit of each text an output has, one at a time.
    static IEnumerable<NotebookDocument> WithOneOtherDigit(NotebookDocument document) =>
        from i in Enumerable.Range(0, document.Cells.Length)
        from j in Enumerable.Range(0, document.Cells[i].Outputs.Length)
        from output in WithOneOtherDigit(document.Cells[i].Outputs[j])
        select document with { Cells = document.Cells.SetItem(i, document.Cells[i] with { Outputs = document.Cells[i].Outputs.SetItem(j, output) }) };

    static IEnumerable<CellOutput> WithOneOtherDigit(CellOutput output) => output switch
    {
        CellOutput.Stream stream when OtherDigit(stream.Text) is { } text => [stream with { Text = text }],
        CellOutput.Result result => result.Data.Keys.Select(mime => OtherDigit(result.Data, mime)).OfType<ImmutableSortedDictionary<string, JsonNode>>().Select(data => result with { Data = data }),
        CellOutput.Display display => display.Data.Keys.Select(mime => OtherDigit(display.Data, mime)).OfType<ImmutableSortedDictionary<string, JsonNode>>().Select(data => display with { Data = data }),
        _ => [],
    };

    static ImmutableSortedDictionary<string, JsonNode>? OtherDigit(ImmutableSortedDictionary<string, JsonNode> data, string mime) =>
        data[mime] is JsonValue value && value.TryGetValue<string>(out var text) ? (OtherDigit(text) is { } other ? data.SetItem(mime, other) : null)
        : OtherDigit(data[mime].ToJsonString()) is { } json ? data.SetItem(mime, JsonNode.Parse(json)!)
        : null;

    static string? OtherDigit(string text)
    {
        var at = text.LastIndexOfAny([.. "0123456789"]);
        return at < 0 ? null : $"{text[..at]}{(text[at] == '9' ? '8' : (char)(text[at] + 1))}{text[(at + 1)..]}";
    }
}
