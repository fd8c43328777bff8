namespace Interdealer.Display;

/// <summary>A result that is a table: it shows itself as one, and is exported as one (<see cref="TableExport"/>).</summary>
public interface ITabular : IRenderable
{
    /// <summary>The result as a table.</summary>
    Table ToTable();
}
