namespace Interdealer;

/// <summary>
/// One quantity that changes in a cascade: a row for each entity (asset, institution, or institution and tier), a lane for each scenario.
/// </summary>
/// <remarks>Stored row after row with the lanes of a row next to each other, so that one instruction works on several scenarios.</remarks>
public sealed class Column
{
    /// <summary>A column of zeros.</summary>
    /// <param name="rows">Number of entities, at least 0.</param>
    /// <param name="lanes">Number of scenarios, at least 1.</param>
    public Column(int rows, int lanes)
    {
        Rows = Require.AtLeast(0, rows, "entities");
        Lanes = Require.AtLeast(1, lanes, "scenarios");
        Values = new double[checked(rows * lanes)];
    }

    /// <summary>Number of entities.</summary>
    public int Rows { get; }

    /// <summary>Number of scenarios.</summary>
    public int Lanes { get; }

    /// <summary>All values, row after row.</summary>
    internal double[] Values { get; }

    /// <summary>The value of one entity in one scenario.</summary>
    /// <param name="row">Entity, from 0.</param>
    /// <param name="lane">Scenario, from 0.</param>
    public double this[int row, int lane]
    {
        get => Row(row)[lane];
        set => Row(row)[lane] = value;
    }

    /// <summary>One entity in every scenario.</summary>
    /// <param name="row">Entity, from 0 to <see cref="Rows"/> − 1.</param>
    /// <returns>A view of <see cref="Lanes"/> values: writing to it changes the column.</returns>
    public Span<double> Row(int row) => (uint)row < (uint)Rows
        ? Values.AsSpan(row * Lanes, Lanes)
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"row must be from 0 to {Rows - 1}; it was {row}.");

    /// <summary>One scenario of every entity, as a new array of <see cref="Rows"/> values.</summary>
    /// <param name="lane">Scenario, from 0.</param>
    public double[] Lane(int lane)
    {
        if ((uint)lane >= (uint)Lanes)
        {
            throw new ArgumentOutOfRangeException(nameof(lane), lane, $"lane must be from 0 to {Lanes - 1}; it was {lane}.");
        }

        var values = new double[Rows];
        for (var row = 0; row < Rows; row++)
        {
            values[row] = Values[(row * Lanes) + lane];
        }

        return values;
    }

    /// <summary>Sets every scenario of each entity to one value.</summary>
    /// <param name="perRow"><see cref="Rows"/> values.</param>
    internal void Spread(ReadOnlySpan<double> perRow)
    {
        for (var row = 0; row < Rows; row++)
        {
            Row(row).Fill(perRow[row]);
        }
    }

    /// <summary>Sets every value to 0.</summary>
    internal void Clear() => Array.Clear(Values);

    /// <summary>Takes over every value of a column of the same shape.</summary>
    internal void CopyFrom(Column other) => other.Values.AsSpan().CopyTo(Values);
}
