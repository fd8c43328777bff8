using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Tests.Documents;

public class FormatLaws
{
    const int Notebooks = 2_000;

    [Fact]
    public void Writing_and_reading_an_ipynb_gives_the_same_notebook() => ForAll(document =>
    {
        var text = IpynbFormat.Write(document);
        AssertSame(document, IpynbFormat.Read(text, "random.ipynb"));
    });

    [Fact]
    public void Writing_and_reading_a_dib_gives_the_same_notebook_without_its_outputs() => ForAll(document =>
    {
        var text = DibFormat.Write(document);
        AssertSame(WithoutOutputs(document), DibFormat.Read(text, "random.dib"));
    });

    [Fact]
    public void Converting_to_dib_and_back_keeps_everything_but_outputs() => ForAll(document =>
    {
        var ipynb = IpynbFormat.Write(WithoutOutputs(document));
        var dib = DibFormat.Write(IpynbFormat.Read(ipynb, "a.ipynb"));
        Assert.Equal(ipynb, IpynbFormat.Write(DibFormat.Read(dib, "a.dib")));
    });

    [Fact]
    public void Converting_to_ipynb_and_back_keeps_every_dib_as_it_was() => ForAll(document =>
    {
        var dib = DibFormat.Write(document);
        var ipynb = IpynbFormat.Write(DibFormat.Read(dib, "a.dib"));
        Assert.Equal(dib, DibFormat.Write(IpynbFormat.Read(ipynb, "a.ipynb")));
    });

    [Fact]
    public void A_dib_says_what_it_cannot_keep() => ForAll(document =>
        Assert.Equal(document.Cells.Any(cell => cell.Outputs.Length > 0), DibFormat.Losses(document).Length == 1));

    internal static void AssertSame(NotebookDocument expected, NotebookDocument actual)
    {
        Assert.Equal(expected.DefaultLanguage, actual.DefaultLanguage);
        Assert.Equal(expected.Cells.Select(Plain), actual.Cells.Select(Plain));
        // The text holds the rest: metadata, attachments, outputs, members nobody knows.
        Assert.Equal(IpynbFormat.Write(expected), IpynbFormat.Write(actual));
    }

    static (string, CellKind, string, string) Plain(Cell cell) => (cell.Id, cell.Kind, cell.Language, cell.Source);

    static NotebookDocument WithoutOutputs(NotebookDocument document) => document with
    {
        Cells = [.. document.Cells.Select(cell => cell with { Outputs = [], ExecutionCount = null })],
    };

    static void ForAll(Action<NotebookDocument> law)
    {
        for (var seed = 1; seed <= Notebooks; seed++)
        {
            try
            {
                law(new RandomNotebooks(seed).Next());
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"The law fails for seed {seed}: {e.Message}", e);
            }
        }
    }
}
