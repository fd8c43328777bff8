using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Interdealer.Notebooks.Documents;

/// <summary>A stretch of a <c>.dib</c> file from one start line to the next: what any reader of the format takes for a cell.</summary>
/// <param name="Language">The kernel name the start line names, with aliases resolved.</param>
/// <param name="Source">The text, without blank lines at its edges.</param>
internal sealed record DibPiece(string Language, string Source)
{
    /// <summary>What may be wrong with where it starts, a sentence; null where nothing is.</summary>
    internal string? Remark { get; private init; }

    /// <summary>Cuts a text at its start lines. Text before the first is a cell in the default language, unless it is blank.</summary>
    /// <param name="text">The text.</param>
    /// <param name="declared">Names that start a cell besides the built-in ones.</param>
    /// <param name="defaultLanguage">Language of the text before the first start line.</param>
    /// <param name="firstLine">Line of the file that the text begins at, for remarks.</param>
    internal static IReadOnlyList<DibPiece> Parse(string text, IReadOnlyDictionary<string, string> declared, string defaultLanguage, int firstLine = 1)
    {
        var pieces = new List<DibPiece>();
        var language = defaultLanguage;
        var started = false;
        string? remark = null;
        var lines = new List<string>();
        var number = firstLine - 1;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (StartedBy(line, declared) is { } next)
            {
                Close();
                remark = language == Languages.CSharp && CSharpText.EndsInside(string.Join('\n', lines)) ? InsideText(line.TrimEnd(), number) : null;
                (language, started) = (next, true);
                lines.Clear();
            }
            else
            {
                lines.Add(line);
            }
        }

        Close();
        return pieces;

        void Close()
        {
            var source = Lines.TrimBlankEdges(string.Join('\n', lines));
            if (started || source.Length > 0)
            {
                pieces.Add(new DibPiece(language, source) { Remark = remark });
            }
        }
    }

    /// <summary>The text of a cell.</summary>
    internal static string Write(Cell cell) =>
        cell.Source.Length == 0 ? $"#!{StartName(cell)}\n" : $"#!{StartName(cell)}\n\n{cell.Source}\n";

    /// <summary>The name that starts a cell: its language, or <c>raw</c> where the language could not be a start line.</summary>
    internal static string StartName(Cell cell) => cell.Kind switch
    {
        CellKind.Markdown => Languages.Markdown,
        CellKind.Raw => Languages.Raw,
        _ => IsStartName(cell.Language) ? Languages.Canonical(cell.Language) : Languages.Raw,
    };

    /// <summary>Whether a name can stand in a start line; <c>meta</c> starts the header and <c>import</c> and its like are directives.</summary>
    internal static bool IsStartName(string name) =>
        name.Length > 0
        && name is not ("meta" or "import" or "set" or "share" or "connect" or "time" or "who" or "whos" or "about" or "lsmagic" or "i" or "r")
        && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '#' or '+');

    /// <summary>A fingerprint of neighbouring pieces, by which a header entry finds its cell after others have moved.</summary>
    internal static string Fingerprint(IEnumerable<DibPiece> pieces)
    {
        var text = string.Concat(pieces.Select(p => $"#!{p.Language}\n{p.Source}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }

    static string InsideText(string line, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"line {number}: {line} starts a cell, although the cell before it has not closed a string: to have the line in the string, indent it and what else is in the string, or put it together ($\"#{{'!'}}{line[2..]}\")");

    static string? StartedBy(string line, IReadOnlyDictionary<string, string> declared)
    {
        if (!line.StartsWith("#!", StringComparison.Ordinal))
        {
            return null;
        }

        var name = line[2..].TrimEnd();
        return declared.TryGetValue(name, out var kernel) ? kernel
            : Languages.IsBuiltIn(name) ? Languages.Canonical(name)
            : null;
    }
}
