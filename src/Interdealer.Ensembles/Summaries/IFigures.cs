namespace Interdealer.Ensembles.Summaries;

/// <summary>A summary that can say in named numbers what it holds, for tables and files.</summary>
public interface IFigures
{
    /// <summary>Names, each once, and numbers, in a fixed order.</summary>
    IEnumerable<(string Name, double Value)> Figures { get; }
}
