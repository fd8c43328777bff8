using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Interdealer;

/// <summary>
/// One quantity that changes in a cascade: a row for each entity (asset, institution, or institution and tier), a lane for each scenario.
/// </summary>
/// <remarks>Stored row after row with the lanes of a row next to each other, so that one instruction works on several scenarios.</remarks>
public sealed class Column
{
    private readonly double[] _values;

    /// <summary>A column of zeros.</summary>
    /// <param name="rows">Number of entities, at least 0.</param>
    /// <param name="lanes">Number of scenarios, at least 1.</param>
    public Column(int rows, int lanes)
    {
        Rows = Require.AtLeast(0, rows, "entities");
        Lanes = Require.AtLeast(1, lanes, "scenarios");
        _values = new double[checked(rows * lanes)];
        IsZero = true;
    }

    /// <summary>Number of entities.</summary>
    public int Rows { get; }

    /// <summary>Number of scenarios.</summary>
    public int Lanes { get; }

    /// <summary>All values, row after row, to be changed: from here on the column counts as touched and as holding more than zeros.</summary>
    internal double[] Values
    {
        get
        {
            (IsZero, IsTouched) = (false, true);
            return _values;
        }
    }

    /// <summary>All values, row after row, to be read.</summary>
    internal ReadOnlySpan<double> Read => _values;

    /// <summary>The first scenario of one entity, from which its row can be read; the row is trusted.</summary>
    internal ref readonly double From(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), row * Lanes);

    /// <summary>The first scenario of one entity, from which its row can be written; the row is trusted.</summary>
    internal ref double To(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Values), row * Lanes);

    /// <summary>True while nothing was written since the column was made or cleared, so that whoever adds it up may leave it out.</summary>
    internal bool IsZero { get; private set; }

    /// <summary>True once something may have been written since another column last took this one over.</summary>
    internal bool IsTouched { get; set; }

    /// <summary>The value of one entity in one scenario.</summary>
    /// <param name="row">Entity, from 0.</param>
    /// <param name="lane">Scenario, from 0.</param>
    public double this[int row, int lane]
    {
        get => In(row)[lane];
        set => Row(row)[lane] = value;
    }

    /// <summary>One entity in every scenario.</summary>
    /// <param name="row">Entity, from 0 to <see cref="Rows"/> − 1.</param>
    /// <returns>A view of <see cref="Lanes"/> values: writing to it changes the column. Take it anew after another operator has been applied.</returns>
    public Span<double> Row(int row) => (uint)row < (uint)Rows ? Values.AsSpan(row * Lanes, Lanes) : throw NoSuchRow(row);

    /// <summary>One entity in every scenario, to be read.</summary>
    internal ReadOnlySpan<double> In(int row) => (uint)row < (uint)Rows ? _values.AsSpan(row * Lanes, Lanes) : throw NoSuchRow(row);

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
            values[row] = _values[(row * Lanes) + lane];
        }

        return values;
    }

    /// <summary>True when every value of a column of the same shape has the same bits.</summary>
    internal bool HasBitsOf(Column other) => MemoryMarshal.AsBytes(Read).SequenceEqual(MemoryMarshal.AsBytes(other.Read));

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
    internal void Clear()
    {
        if (!IsZero)
        {
            Array.Clear(_values);
            (IsZero, IsTouched) = (true, true);
        }
    }

    /// <summary>Takes over every value of a column of the same shape.</summary>
    internal void CopyFrom(Column other)
    {
        if (other.IsZero)
        {
            Clear();
        }
        else
        {
            other.Read.CopyTo(Values);
        }
    }

    /// <summary>Takes over a column that this one will follow from here on.</summary>
    internal void StartFollowing(Column leader)
    {
        CopyFrom(leader);
        leader.IsTouched = false;
    }

    /// <summary>Takes over a column that this one followed before: nothing to do where that was not touched since.</summary>
    internal void Follow(Column leader)
    {
        if (leader.IsTouched)
        {
            CopyFrom(leader);
            leader.IsTouched = false;
        }
    }

    private ArgumentOutOfRangeException NoSuchRow(int row) => new(nameof(row), row, $"row must be from 0 to {Rows - 1}; it was {row}.");
}
