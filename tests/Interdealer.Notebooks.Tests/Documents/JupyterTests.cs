using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Tests.Reports;

namespace Interdealer.Notebooks.Tests.Documents;

public class JupyterTests
{
    [JupyterFact]
    public void Jupyter_finds_what_is_written_valid_and_would_write_it_the_same()
    {
        using var folder = new TemporaryFolder();
        NotebookFile.Write(folder.File("sample.ipynb"), ReportSample.Document());
        for (var seed = 1; seed <= 40; seed++)
        {
            // Members nobody knows are kept, and make a notebook invalid that was so before.
            var random = new RandomNotebooks(seed).Next();
            NotebookFile.Write(folder.File($"{seed}.ipynb"), random with
            {
                Extra = [],
                Cells = [.. random.Cells.Select(cell => cell with { Extra = [], Outputs = [.. cell.Outputs.Select(output => output with { Extra = null })] })],
            });
        }

        const string script = """
            import glob, io, nbformat, sys
            for path in sorted(glob.glob(sys.argv[1] + "/*.ipynb")):
                notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
                nbformat.validate(notebook)
                if path.endswith("sample.ipynb"):
                    text = io.StringIO()
                    nbformat.write(notebook, text)
                    assert text.getvalue() == open(path, encoding="utf-8").read(), path
            """;
        var (code, output) = Tools.Run(Tools.Jupyter!, "-c", script, folder.Path);
        Assert.True(code == 0, output);
    }

    [JupyterFact]
    public void Nbconvert_makes_a_page_of_what_is_written()
    {
        using var folder = new TemporaryFolder();
        NotebookFile.Write(folder.File("sample.ipynb"), ReportSample.Document());
        var (code, output) = Tools.Run(Tools.Jupyter!, "-m", "nbconvert", "--to", "html", folder.File("sample.ipynb"));
        Assert.True(code == 0, output);
        Assert.Contains("3.85 %", File.ReadAllText(folder.File("sample.html")), StringComparison.Ordinal);
    }
}
