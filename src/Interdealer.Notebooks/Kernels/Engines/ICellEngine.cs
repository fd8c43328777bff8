using System.Text.Json.Nodes;
using Interdealer.Notebooks.Kernels.Cells;
using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>Compiles and runs the code of one language for one notebook, keeping its variables from cell to cell.</summary>
internal interface ICellEngine
{
    /// <summary>Adds an assembly to those that later code compiles against.</summary>
    void AddReference(string file);

    /// <summary>Runs code; its line 1 is the cell's line 1.</summary>
    /// <returns>The value of the last expression, null when there is none.</returns>
    /// <exception cref="CellException">The code does not compile, or threw.</exception>
    /// <exception cref="CellInterruptedException">The cell was interrupted.</exception>
    object? Run(string source, CellOrigin origin);

    /// <summary>What an editor asks; null where there is no answer.</summary>
    JsonNode? Answer(string kind, string code, int position);

    /// <summary>The notebook's variables, the latest first.</summary>
    IEnumerable<(string Name, object? Value, Type Type)> Variables();

    /// <summary>A variable by name.</summary>
    bool TryGet(string name, out object? value, out Type type);

    /// <summary>Makes a value a variable.</summary>
    void Set(string name, object? value, Type type);
}
