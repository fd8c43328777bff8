namespace Interdealer;

/// <summary>
/// Multiples of parameters that scenarios can have of their own: a column of the state's memory each, there only where one was asked for, so that a
/// parameter without a multiple costs nothing and keeps its bits.
/// </summary>
internal static class Multiples
{
    /// <summary>Of the haircut before anything happened, by asset.</summary>
    public const string Haircut = "Multiple.Haircut";

    /// <summary>Of the leverage that is targeted, by institution.</summary>
    public const string Leverage = "Multiple.Leverage";

    /// <summary>No multiple but a swing price that a scenario sets, by institution; 0 where it sets none.</summary>
    public const string SwingPrice = "Swing price";

    /// <summary>Of what a limit requires, one row.</summary>
    public static string Requirement(string limit) => "Multiple.Requirement." + limit;

    /// <summary>The multiples, to be read; null where every one is 1.</summary>
    public static Column? In(State state, string name) => state.Recall(name);

    /// <summary>The multiples, to be scaled: 1 until they are.</summary>
    public static Column Of(State state, string name, int rows)
    {
        var column = state.Memory(name, rows);
        if (column.IsZero)
        {
            column.Values.Fill(1);
        }

        return column;
    }
}
