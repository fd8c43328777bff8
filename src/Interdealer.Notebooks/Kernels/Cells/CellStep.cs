using System.Collections.Immutable;

namespace Interdealer.Notebooks.Kernels.Cells;

/// <summary>Where a piece of source comes from, as shown to people: <c>cell 3</c> or <c>setup.dib, cell 2</c>.</summary>
internal readonly record struct CellOrigin(string Name)
{
    public string At(int line) => FormattableString.Invariant($"{Name}, line {line}");
}

/// <summary>One thing a cell does; a cell is a list of them.</summary>
/// <param name="Line">Line in the cell, from 1.</param>
internal abstract record CellStep(int Line)
{
    /// <summary>Code or text of one language; lines before it in the cell are blank, so that line numbers are the cell's.</summary>
    public sealed record Text(string Language, string Source, int Line) : CellStep(Line);

    /// <summary><c>#i "nuget: source"</c>.</summary>
    public sealed record AddSource(string Location, int Line) : CellStep(Line);

    /// <summary><c>#r "nuget: id, version"</c>; all of one stretch are restored together.</summary>
    public sealed record Packages(ImmutableArray<PackageLine> Lines, int Line) : CellStep(Line);

    /// <summary><c>#r "file or framework assembly"</c>.</summary>
    public sealed record Reference(string Path, int Line) : CellStep(Line);

    /// <summary><c>#!import file</c>.</summary>
    public sealed record Import(string Path, int Line) : CellStep(Line);

    /// <summary><c>#!share</c> and <c>#!set</c>: a value of one kernel becomes a variable of another.</summary>
    public sealed record Share(string From, string Name, string To, string As, int Line) : CellStep(Line);

    /// <summary><c>#!whos</c>: a table of the variables of a language.</summary>
    public sealed record Variables(string Language, int Line) : CellStep(Line);

    /// <summary><c>#!help</c>: a page about cells, or about what a name stands for.</summary>
    public sealed record Help(string Language, string? Name, int Line) : CellStep(Line);

    /// <summary><c>#!set --name x --value text</c>.</summary>
    public sealed record Assign(string To, string Name, string Value, int Line) : CellStep(Line);
}

/// <summary>A package asked for by one directive.</summary>
/// <param name="Id">Package id.</param>
/// <param name="Version">Version, range or floating version as written; null when none is.</param>
/// <param name="Line">Line in the cell, from 1.</param>
internal sealed record PackageLine(string Id, string? Version, int Line);
