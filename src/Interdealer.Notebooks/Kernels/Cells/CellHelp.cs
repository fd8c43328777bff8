namespace Interdealer.Notebooks.Kernels.Cells;

/// <summary>What cells can do besides their language.</summary>
internal static class CellHelp
{
    public const string Text = """
        A cell's last expression is its result. Variables, functions and types of a cell are there in all later ones.

        #r "nuget: Id, Version"    use a package; without a version, the highest stable one
        #r "file.dll"              use an assembly
        #i "nuget: source"         look for packages there too: an address or a folder
        #!csharp  #!fsharp         the language of the lines below; so are #!html, #!javascript, #!markdown and #!mermaid
        #!import file              run a .cs, .csx, .fs, .fsx, .dib or .ipynb file here
        #!share --from csharp x    make a variable of the other language one of this
        #!set --name x --value 1   make a text a variable; --value @csharp:y takes a value
        #!whos                     the variables, their types and values
        #!help name                what a name stands for

        display(value)             show a value while the cell runs; the handle's Update(other) puts another in its place
        ClearOutput(wait)          take back what the cell has put out
        Console.ReadLine()         ask the reader of the notebook; ReadLine(prompt) and ReadPassword(prompt) too
        """;
}
