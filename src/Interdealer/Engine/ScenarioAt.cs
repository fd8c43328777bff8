namespace Interdealer.Engine;

/// <summary>One scenario or several as a whole: what a rule for scenarios reads and writes.</summary>
/// <param name="scenario">First scenario.</param>
internal readonly struct ScenarioAt<T>(int scenario)
    where T : unmanaged, ILanes<T>
{
    /// <summary>Reads one entity of a column.</summary>
    public T Read(Column column, int row) => T.Load(in column.Place(), (row * column.ScenarioCount) + scenario);

    /// <summary>Writes one entity of a column, unless the bits are there already.</summary>
    public void Write(Column column, int row, T value)
    {
        if (!T.All(T.AreSame(Read(column, row), value)))
        {
            column.Touch();
            T.Store(value, ref column.Place(), (row * column.ScenarioCount) + scenario);
        }
    }
}
