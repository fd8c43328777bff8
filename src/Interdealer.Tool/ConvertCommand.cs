using Interdealer.Ensembles.Storage;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Tool;

/// <summary><c>interdealer convert</c>.</summary>
internal static class ConvertCommand
{
    /// <summary>Reads one file and writes the other, and says what the other cannot keep.</summary>
    internal static int Execute(Terminal terminal, string from, string to, bool force)
    {
        if (!NotebookFile.IsNotebook(to))
        {
            throw new UsageException($"{to}: expected a file that ends in .ipynb or .dib");
        }

        if (!File.Exists(from))
        {
            throw new UsageException($"{from}: there is no such file");
        }

        if (File.Exists(to) && !force)
        {
            throw new UsageException($"{to}: is there already; --force replaces it");
        }

        if (RealPath.Of(from) == RealPath.Of(to))
        {
            throw new UsageException($"{to}: is the notebook that is read; expected another file");
        }

        WholeFile.EnsureWritable(to);
        var document = NotebookFile.Read(from);
        NotebookFile.Write(to, document);
        terminal.Say(FormattableString.Invariant($"{from} → {to}: {document.Cells.Length} cells"));
        foreach (var loss in NotebookFile.IsDib(to) ? document.Remarks.AddRange(DibFormat.Losses(document)) : document.Remarks)
        {
            terminal.Say(loss);
        }

        return ExitCode.Success;
    }
}
