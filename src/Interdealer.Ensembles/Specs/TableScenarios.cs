using Interdealer.Data;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Specs;

/// <summary>The rows of a table, a scenario each.</summary>
internal sealed class TableScenarios(NumberTable table) : IScenarioSource
{
    public IReadOnlyList<string> Coordinates => table.Columns;

    public long Count => table.Rows;

    public void Draw(long first, Column draws)
    {
        for (var c = 0; c < draws.Rows; c++)
        {
            table.Values(c).Slice((int)first, draws.Lanes).CopyTo(draws.Row(c));
        }
    }
}
