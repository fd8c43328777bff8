using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Interdealer.Notebooks.Kernels.Cells;

/// <summary>
/// Splits a cell into steps. A line that starts with <c>#!</c> is a magic; in C# and F#, <c>#r</c> and <c>#i</c> lines are
/// directives. References take effect before the code around them, as in .NET Interactive; everything else in its place.
/// </summary>
internal sealed partial class CellParser
{
    private readonly CellOrigin _origin;
    private readonly ImmutableArray<CellStep>.Builder _steps = ImmutableArray.CreateBuilder<CellStep>();
    private readonly List<CellStep> _references = [];
    private readonly List<PackageLine> _packages = [];
    private readonly StringBuilder _text = new();
    private string _language;
    private int _textLine;

    private CellParser(string language, CellOrigin origin)
    {
        _language = language;
        _origin = origin;
    }

    /// <summary>The steps of a cell.</summary>
    /// <param name="source">The cell's text with LF line ends.</param>
    /// <param name="language">Kernel name or alias of the cell.</param>
    /// <param name="origin">Name of the cell in errors.</param>
    /// <exception cref="CellException">A directive that is unknown or malformed.</exception>
    public static ImmutableArray<CellStep> Parse(string source, string language, CellOrigin origin)
    {
        string kernel = KernelLanguage.Resolve(language)
            ?? throw new CellException(ErrorNames.Directive, $"{origin.Name}: no kernel runs '{language}' cells; known are {KernelLanguage.Known}.");
        var parser = new CellParser(kernel, origin);
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            parser.Take(lines[i], i + 1);
        }

        parser.EndText(lines.Length + 1);
        return parser._steps.ToImmutable();
    }

    /// <summary>The language at a place of a cell, and the cell with everything but the code of that language blanked: no place moves.</summary>
    public static (string Language, string Code) LanguageAt(string source, string language, int position)
    {
        var parts = new List<(string Language, int Start, int End)>();
        var code = new StringBuilder(source);
        string current = KernelLanguage.Resolve(language) ?? language;
        string found = current;
        for (int start = 0; start <= source.Length;)
        {
            int end = source.IndexOf('\n', start);
            end = end < 0 ? source.Length : end;
            string line = source[start..end];
            bool directive = MagicLine().IsMatch(line) || ReferenceLine().IsMatch(line);
            if (MagicLine().Match(line) is { Success: true } magic && KernelLanguage.Resolve(magic.Groups["name"].Value) is { } next)
            {
                current = next;
            }

            parts.Add((directive ? "" : current, start, end));
            found = start <= position ? current : found;
            start = end + 1;
        }

        foreach (var (_, start, end) in parts.Where(part => part.Language != found))
        {
            for (int i = start; i < end; i++)
            {
                code[i] = code[i] == '\r' ? '\r' : ' ';
            }
        }

        return (found, code.ToString());
    }

    private void Take(string line, int number)
    {
        if (MagicLine().Match(line) is { Success: true } magic && TakeMagic(magic, number))
        {
            _text.Append('\n');
        }
        else if (KernelLanguage.Runs(_language) && ReferenceLine().Match(line) is { Success: true } reference)
        {
            TakeReference(reference, line, number);
            _text.Append('\n');
        }
        else
        {
            if (_textLine == 0 && !string.IsNullOrWhiteSpace(line))
            {
                if (_language == KernelLanguage.CSharp && PythonMagic().Match(line) is { Success: true } python)
                {
                    throw Wrong(number, $"{python.Value} is a magic of IPython; those of these cells begin with #!, and #!help lists them");
                }

                _textLine = number;
            }

            _text.Append(line).Append('\n');
        }
    }

    /// <summary>False where the line is text after all: an unknown <c>#!</c> in a language that does not run.</summary>
    private bool TakeMagic(Match magic, int number)
    {
        string name = magic.Groups["name"].Value;
        string rest = magic.Groups["rest"].Value.Trim();
        if (KernelLanguage.Resolve(name) is { } language)
        {
            if (rest.Length > 0)
            {
                throw Wrong(number, $"#!{name} takes nothing behind it (found '{rest}'); its code starts on the next line");
            }

            EndText(number);
            _language = language;
            return true;
        }

        CellStep? step = name switch
        {
            "import" => new CellStep.Import(rest.Length > 0 ? rest.Trim('"') : throw Wrong(number, "#!import needs a file"), number),
            "share" => Share(rest, number),
            "set" => Set(rest, number),
            "who" or "whos" => new CellStep.Variables(Kernel(_language, number), number),
            "help" => new CellStep.Help(Kernel(_language, number), rest.Length > 0 ? rest : null, number),
            _ => null,
        };
        if (step is null)
        {
            return KernelLanguage.Runs(_language)
                ? throw Wrong(number, $"unknown magic '#!{name}'; known are #!csharp, #!fsharp, #!html, #!javascript, #!markdown, #!mermaid, #!import, #!share, #!set, #!whos, #!help")
                : false;
        }

        EndText(number);
        _steps.Add(step);
        return true;
    }

    private CellStep.Share Share(string rest, int number)
    {
        var (options, names) = Words(rest, number, "from", "as");
        if (!options.TryGetValue("from", out string? from) || names.Count != 1)
        {
            throw Wrong(number, "#!share is written '#!share --from csharp name' or '#!share --from csharp name --as other'");
        }

        return new CellStep.Share(Kernel(from, number), names[0], Kernel(_language, number), options.GetValueOrDefault("as", names[0]), number);
    }

    private CellStep Set(string rest, int number)
    {
        var (options, names) = Words(rest, number, "name", "value");
        if (!options.TryGetValue("name", out string? name) || !options.TryGetValue("value", out string? value) || names.Count != 0)
        {
            throw Wrong(number, "#!set is written '#!set --name x --value @csharp:y' or '#!set --name x --value \"text\"'");
        }

        if (!value.StartsWith('@'))
        {
            return new CellStep.Assign(Kernel(_language, number), name, value, number);
        }

        // '@name' alone means the C# kernel, the one notebooks start in.
        int colon = value.IndexOf(':', StringComparison.Ordinal);
        string from = colon < 0 ? KernelLanguage.CSharp : value[1..colon];
        return new CellStep.Share(Kernel(from, number), value[(colon < 0 ? 1 : colon + 1)..], Kernel(_language, number), name, number);
    }

    private string Kernel(string name, int number) =>
        KernelLanguage.Resolve(name) is { } kernel && KernelLanguage.Runs(kernel)
            ? kernel
            : throw Wrong(number, $"values are shared between csharp and fsharp only, not '{name}'");

    private (Dictionary<string, string> Options, List<string> Names) Words(string rest, int number, params string[] known)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new List<string>();
        List<string> words = [.. WordPattern().Matches(rest).Select(word => word.Value.Trim('"'))];
        for (int i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                names.Add(words[i]);
            }
            else if (!known.Contains(words[i][2..]))
            {
                throw Wrong(number, $"unknown option '{words[i]}'; known are {string.Join(", ", known.Select(option => "--" + option))}");
            }
            else if (i + 1 == words.Count)
            {
                throw Wrong(number, $"option '{words[i]}' needs a value");
            }
            else
            {
                options[words[i][2..]] = words[++i];
            }
        }

        return (options, names);
    }

    private void TakeReference(Match match, string line, int number)
    {
        string directive = match.Groups["directive"].Value;
        if (QuotedLine().Match(match.Groups["rest"].Value) is not { Success: true } quoted)
        {
            throw Wrong(number, $"a reference is written #r \"nuget: Id, Version\", #r \"file.dll\" or #i \"nuget: source\" (found '{line.Trim()}')");
        }

        string value = quoted.Groups["value"].Value.Trim();
        bool nuget = value.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase);
        string content = nuget ? value["nuget:".Length..].Trim() : value;
        if (content.Length == 0)
        {
            throw Wrong(number, $"#{directive} names nothing");
        }

        if (directive == "i")
        {
            _references.Add(nuget ? new CellStep.AddSource(content, number) : throw Wrong(number, "a package source is written #i \"nuget: address or folder\""));
        }
        else if (nuget)
        {
            _packages.Add(Package(content, number));
        }
        else
        {
            _references.Add(new CellStep.Reference(content, number));
        }
    }

    private PackageLine Package(string content, int number)
    {
        // The first comma parts id and version; ranges have commas of their own.
        int comma = content.IndexOf(',', StringComparison.Ordinal);
        string id = (comma < 0 ? content : content[..comma]).Trim();
        string? version = comma < 0 ? null : content[(comma + 1)..].Trim();
        if (!PackageId().IsMatch(id))
        {
            throw Wrong(number, $"'{id}' is no package id: letters, digits, '.', '_' and '-' are allowed");
        }

        if (version is not null && !VersionText().IsMatch(version))
        {
            throw Wrong(number, $"'{version}' is no version: write 1.2.3, 1.2.*, or a range such as [1.0,2.0)");
        }

        return new PackageLine(id, version, number);
    }

    private void EndText(int before)
    {
        _steps.AddRange(_references.OfType<CellStep.AddSource>());
        if (_packages.Count > 0)
        {
            _steps.Add(new CellStep.Packages([.. _packages], _packages[0].Line));
        }

        _steps.AddRange(_references.Where(step => step is not CellStep.AddSource));
        if (_textLine > 0)
        {
            _steps.Add(new CellStep.Text(_language, _text.ToString(), _textLine));
        }

        _references.Clear();
        _packages.Clear();
        _textLine = 0;
        _text.Clear().Append('\n', before - 1);
    }

    private CellException Wrong(int line, string what) => new(ErrorNames.Directive, $"{_origin.At(line)}: {what}.");

    // No C# begins so.
    [GeneratedRegex("^%%?[A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex PythonMagic();

    [GeneratedRegex("""^#!(?<name>[^\s]+)(?<rest>.*)$""", RegexOptions.CultureInvariant)]
    private static partial Regex MagicLine();

    [GeneratedRegex("""^\s*#(?<directive>r|i)\s+(?<rest>.*)$""", RegexOptions.CultureInvariant)]
    private static partial Regex ReferenceLine();

    [GeneratedRegex("^\"(?<value>[^\"]*)\"\\s*;?\\s*(//.*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedLine();

    [GeneratedRegex("""("[^"]*"|\S+)""", RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();

    [GeneratedRegex("""^[A-Za-z0-9_]+([.\-][A-Za-z0-9_]+)*$""", RegexOptions.CultureInvariant)]
    private static partial Regex PackageId();

    [GeneratedRegex("""^(\*|\*-\*|[0-9]+(\.([0-9]+|\*)){0,3}(-[0-9A-Za-z.\-]*\*?)?(\+[0-9A-Za-z.\-]+)?|[\[(][0-9A-Za-z.\-+*, ]*[\])])$""", RegexOptions.CultureInvariant)]
    private static partial Regex VersionText();
}
