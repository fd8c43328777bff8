using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Interdealer.Engine;

namespace Interdealer;

/// <summary>
/// One quantity that changes in a cascade: a row for each entity (asset, institution, or institution and tier), a value in it for each scenario.
/// </summary>
/// <remarks>Stored row after row with the scenarios of a row next to each other, so that one instruction works on several.</remarks>
public sealed class Column
{
    // A cache line, from which a column starts wherever vectors are read from it: one that lies across two lines costs two loads.
    private const int Line = 64;
    private readonly int _count;
    private double[]? _buffer;
    private int _start;
    private double[]? _perRow;
    private Column? _snapshot;
    private bool _isShared;

    // True while nothing has to be done before the next value is written: one test for each write.
    private bool _isOpen;

    /// <summary>A column of zeros.</summary>
    /// <param name="rows">Number of entities, at least 0.</param>
    /// <param name="scenarioCount">Number of scenarios, at least 1.</param>
    public Column(int rows, int scenarioCount)
        : this(rows, scenarioCount, isStored: true)
    {
    }

    private Column(int rows, int scenarioCount, bool isStored)
    {
        Rows = Require.AtLeast(0, rows, "entities");
        ScenarioCount = Require.AtLeast(1, scenarioCount, "scenarios");
        _count = Require.Cells(rows, scenarioCount);
        IsZero = true;
        if (isStored)
        {
            Materialize();
        }
    }

    /// <summary>Number of entities.</summary>
    public int Rows { get; }

    /// <summary>Number of scenarios.</summary>
    public int ScenarioCount { get; }

    /// <summary>A column that stores nothing as long as each entity has one value in every scenario.</summary>
    internal static Column Uniform(int rows, int scenarioCount) => new(rows, scenarioCount, isStored: false);

    /// <summary>All values, row after row, to be changed: from here on the column counts as written to and as holding more than zeros.</summary>
    internal Span<double> Values
    {
        get
        {
            Touch();
            return Buffer().AsSpan(_start, _count);
        }
    }

    /// <summary>All values, row after row, to be read.</summary>
    internal ReadOnlySpan<double> Read => Buffer().AsSpan(_start, _count);

    /// <summary>The value of each entity where it is known to be the same in every scenario; else none.</summary>
    internal double[]? PerRow => _perRow;

    /// <summary>True while no numbers are stored for single scenarios, because all are 0 or the same for each entity.</summary>
    internal bool IsUniform => _buffer is null;

    /// <summary>True while the column is known to hold only zeros, so that whoever adds it up may leave it out.</summary>
    internal bool IsZero
    {
        get;
        private set
        {
            field = value;
            _isOpen &= !value;
        }
    }

    /// <summary>True once something may have been written since the last snapshot.</summary>
    internal bool IsTouched
    {
        get;
        private set
        {
            field = value;
            _isOpen &= value;
        }
    }

    /// <summary>True once something may have been written since the column was last set back to where a block starts from.</summary>
    internal bool IsChanged
    {
        get;
        set
        {
            field = value;
            _isOpen &= value;
        }
    }

    /// <summary>The value of one entity in one scenario.</summary>
    /// <param name="row">Entity, from 0.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public double this[int row, int scenario]
    {
        get => (uint)scenario < (uint)ScenarioCount ? In(row)[scenario] : throw NoSuchScenario(scenario);
        set
        {
            if ((uint)scenario >= (uint)ScenarioCount)
            {
                throw NoSuchScenario(scenario);
            }

            Row(row)[scenario] = value;
        }
    }

    /// <summary>One entity in every scenario.</summary>
    /// <param name="row">Entity, from 0 to <see cref="Rows"/> − 1.</param>
    /// <returns>A view of <see cref="ScenarioCount"/> values: writing to it changes the column. Take it anew after another operator has been applied.</returns>
    public Span<double> Row(int row) => (uint)row < (uint)Rows ? Values.Slice(row * ScenarioCount, ScenarioCount) : throw NoSuchRow(row);

    /// <summary>One entity in every scenario, to be read.</summary>
    internal ReadOnlySpan<double> In(int row) => (uint)row < (uint)Rows ? Read.Slice(row * ScenarioCount, ScenarioCount) : throw NoSuchRow(row);

    /// <summary>One scenario of every entity, as a new array of <see cref="Rows"/> values.</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    public double[] Scenario(int scenario)
    {
        if ((uint)scenario >= (uint)ScenarioCount)
        {
            throw NoSuchScenario(scenario);
        }

        var values = new double[Rows];
        for (var row = 0; row < Rows; row++)
        {
            values[row] = IsUniform ? SameInAll(row) : Read[(row * ScenarioCount) + scenario];
        }

        return values;
    }

    /// <summary>The first value of a row, from which the column can be read; the row is trusted, and so is that numbers are stored.</summary>
    internal ref readonly double From(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer!), _start + (row * ScenarioCount));

    /// <summary>The first value of a row, from which the column can be written; the row is trusted.</summary>
    internal ref double To(int row)
    {
        Touch();
        return ref First(row);
    }

    /// <summary>The first value of the column for those who call <see cref="Touch"/> before they first write through it.</summary>
    internal ref double Place() => ref First(0);

    /// <summary>Says that the column is about to be written to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Touch()
    {
        if (!_isOpen)
        {
            BeginToWrite();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginToWrite()
    {
        Unshare();
        Buffer();
        (IsZero, IsTouched, IsChanged) = (false, true, true);
        _perRow = null;
        _isOpen = true;
    }

    /// <summary>
    /// For those who are about to write every value: swaps buffers with the snapshot, so that what was need not be copied to be remembered.
    /// </summary>
    /// <returns>The column to read what was from: the snapshot, or this one where there is none or something was written since it was taken.</returns>
    internal Column BeginOverwrite()
    {
        if (_snapshot is null || !_isShared)
        {
            Touch();
            return this;
        }

        (_buffer, _snapshot._buffer) = (_snapshot._buffer, _buffer);
        (_start, _snapshot._start) = (_snapshot._start, _start);
        (_snapshot.IsZero, _snapshot._perRow, _snapshot._isOpen) = (IsZero, _perRow, false);
        _isShared = false;
        Touch();
        return _snapshot;
    }

    /// <summary>Says that all values are 0, for those who have written or read every one.</summary>
    internal void MarkZero() => IsZero = true;

    /// <summary>Looks whether all values are 0.</summary>
    internal void LookForZeros()
    {
        if (!IsZero && !IsUniform && !Read.ContainsAnyExcept(0))
        {
            MarkZero();
        }
    }

    /// <summary>True when every value of a column of the same shape has the same bits.</summary>
    internal bool HasBitsOf(Column other) => (_perRow is not null && _perRow == other._perRow) || (IsZero && other.IsZero) || MemoryMarshal.AsBytes(Read).SequenceEqual(MemoryMarshal.AsBytes(other.Read));

    /// <summary>Sets every scenario of each entity to one value.</summary>
    /// <param name="perRow"><see cref="Rows"/> values.</param>
    internal void Spread(double[] perRow)
    {
        if (_buffer is null && !_isShared)
        {
            (_perRow, IsZero, IsTouched, IsChanged, _isOpen) = (perRow, !perRow.AsSpan().ContainsAnyExcept(0), true, true, false);
            return;
        }

        BeginOverwrite();
        var values = Buffer().AsSpan(_start, _count);
        for (var row = 0; row < Rows; row++)
        {
            values.Slice(row * ScenarioCount, ScenarioCount).Fill(perRow[row]);
        }

        (_perRow, IsZero, _isOpen) = (perRow, !perRow.AsSpan().ContainsAnyExcept(0), false);
    }

    /// <summary>Sets every value to 0.</summary>
    internal void Clear()
    {
        if (!IsZero)
        {
            BeginOverwrite();
            Buffer().AsSpan(_start, _count).Clear();
            (IsZero, _perRow) = (true, null);
        }
    }

    /// <summary>Takes over every value of a column of the same shape.</summary>
    internal void CopyFrom(Column other)
    {
        if (other.IsZero)
        {
            Clear();
        }
        else if (other._perRow is not null)
        {
            if (_perRow != other._perRow || IsZero)
            {
                Spread(other._perRow);
            }
        }
        else
        {
            BeginOverwrite();
            other.Read.CopyTo(Buffer().AsSpan(_start, _count));
        }
    }

    /// <summary>Takes over some scenarios, next to each other, of a column of as many rows.</summary>
    internal void CopyScenarios(int to, Column other, int from, int count)
    {
        if ((IsZero && other.IsZero) || (_perRow is not null && _perRow == other._perRow))
        {
            return;
        }

        if (count == 1)
        {
            CopyScenario(to, other, from);
            return;
        }

        var values = Values;
        for (var row = 0; row < Rows; row++)
        {
            var target = values.Slice((row * ScenarioCount) + to, count);
            if (other.IsUniform)
            {
                target.Fill(other.SameInAll(row));
            }
            else
            {
                other.Read.Slice((row * other.ScenarioCount) + from, count).CopyTo(target);
            }
        }
    }

    private void CopyScenario(int to, Column other, int from)
    {
        ref var target = ref Unsafe.Add(ref To(0), to);
        if (other.IsUniform)
        {
            for (var row = 0; row < Rows; row++)
            {
                Unsafe.Add(ref target, row * ScenarioCount) = other.SameInAll(row);
            }

            return;
        }

        ref readonly var source = ref Unsafe.Add(ref Unsafe.AsRef(in other.From(0)), from);
        for (var row = 0; row < Rows; row++)
        {
            Unsafe.Add(ref target, row * ScenarioCount) = Unsafe.Add(ref Unsafe.AsRef(in source), row * other.ScenarioCount);
        }
    }

    /// <summary>Sets some scenarios to 0.</summary>
    internal void ClearScenarios(int first, int count)
    {
        for (var row = 0; row < Rows && !IsZero; row++)
        {
            Row(row).Slice(first, count).Clear();
        }
    }

    /// <summary>Lets a snapshot stand for what this column is now: it is copied only once something is about to be written here.</summary>
    internal void ShareWith(Column snapshot)
    {
        (_snapshot, _isShared, _isOpen) = (snapshot, true, false);
        IsTouched = false;
    }

    /// <summary>Counts as not written to from here on, without remembering what it is now.</summary>
    internal void BeginRound() => (_isShared, IsTouched) = (false, false);

    /// <summary>Stops sharing: what is written from here on is not remembered, and the column counts as written to.</summary>
    internal void Unlink() => (_isShared, IsTouched) = (false, true);

    /// <summary>Sets some scenarios to what they are in a column of the same shape.</summary>
    internal void Restore(Column earlier, ReadOnlySpan<bool> scenarios)
    {
        // Equal columns are not written, so that they do not count as touched.
        if ((IsZero && earlier.IsZero) || HasBitsOf(earlier))
        {
            return;
        }

        for (var row = 0; row < Rows; row++)
        {
            var to = Row(row);
            var from = earlier.In(row);
            for (var s = 0; s < scenarios.Length; s++)
            {
                to[s] = scenarios[s] ? from[s] : to[s];
            }
        }
    }

    private void Unshare()
    {
        if (_isShared)
        {
            _isShared = false;
            _snapshot!.CopyFrom(this);
        }
    }

    private double SameInAll(int row) => _perRow is null ? 0 : _perRow[row];

    private ref double First(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Buffer()), _start + (row * ScenarioCount));

    /// <summary>The numbers of single scenarios, which are stored once somebody asks for them.</summary>
    private double[] Buffer() => _buffer ?? Materialize();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double[] Materialize()
    {
        if (ScenarioCount >= FourLanes.Count)
        {
            const int inLine = Line / sizeof(double);
            _buffer = GC.AllocateArray<double>(checked(_count + inLine), pinned: true);
            _start = (int)((Line - (Address(_buffer) % Line)) % Line / sizeof(double));
        }
        else
        {
            _buffer = new double[_count];
        }

        for (var row = 0; row < Rows && _perRow is not null; row++)
        {
            _buffer.AsSpan(_start + (row * ScenarioCount), ScenarioCount).Fill(_perRow[row]);
        }

        return _buffer;
    }

    private static long Address(double[] pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private ArgumentOutOfRangeException NoSuchScenario(int scenario) => new(nameof(scenario), scenario, $"scenario must be from 0 to {ScenarioCount - 1}; it was {scenario}.");

    private ArgumentOutOfRangeException NoSuchRow(int row) => new(nameof(row), row, $"row must be from 0 to {Rows - 1}; it was {row}.");
}
