using System.Collections.Immutable;
using Interdealer.Files;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Tool;

/// <summary><c>interdealer convert</c>.</summary>
internal static class ConvertCommand
{
    /// <summary>Reads one file and writes the other, and says what the other cannot keep.</summary>
    internal static int Execute(Terminal terminal, string from, string to, bool force)
    {
        bool toApp = Path.GetExtension(to).Equals(".cs", StringComparison.OrdinalIgnoreCase);
        if (!toApp && !NotebookFile.IsNotebook(to))
        {
            throw new UsageException($"{to}: expected a file that ends in .ipynb, .dib or .cs");
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

        AtomicFile.EnsureWritable(to);
        var document = NotebookFile.Read(from);
        var losses = toApp ? WriteApp(to, document) : WriteNotebook(to, document);
        terminal.Say(FormattableString.Invariant($"{from} → {to}: {document.Cells.Length} cells"));
        foreach (var loss in document.Remarks.AddRange(losses))
        {
            terminal.Say(loss);
        }

        return ExitCode.Success;
    }

    static ImmutableArray<string> WriteNotebook(string to, NotebookDocument document)
    {
        NotebookFile.Write(to, document);
        return NotebookFile.IsDib(to) ? DibFormat.Losses(document) : [];
    }

    static ImmutableArray<string> WriteApp(string to, NotebookDocument document)
    {
        var (text, losses) = FileBasedApp.Write(document);
        AtomicFile.Write(to, System.Text.Encoding.UTF8.GetBytes(text));
        return losses;
    }
}
