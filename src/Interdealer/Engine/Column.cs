using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Interdealer;

/// <summary>
/// One quantity that changes in a cascade: a row for each entity (asset, institution, or institution and tier), a value in it for each scenario.
/// </summary>
/// <remarks>Stored row after row with the scenarios of a row next to each other, so that one instruction works on several scenarios.</remarks>
public sealed class Column
{
    // A cache line, from which a column starts wherever vectors are read from it: one that lies across two lines costs two loads.
    private const int Line = 64;
    private readonly int _count;
    private double[] _buffer;
    private int _start;
    private double[]? _perRow;
    private Column? _follower;
    private bool _isAhead;

    /// <summary>A column of zeros.</summary>
    /// <param name="rows">Number of entities, at least 0.</param>
    /// <param name="scenarioCount">Number of scenarios, at least 1.</param>
    public Column(int rows, int scenarioCount)
    {
        Rows = Require.AtLeast(0, rows, "entities");
        ScenarioCount = Require.AtLeast(1, scenarioCount, "scenarios");
        _count = checked(rows * scenarioCount);
        if (scenarioCount >= FourLanes.Count)
        {
            const int inLine = Line / sizeof(double);
            _buffer = GC.AllocateArray<double>(checked(_count + inLine), pinned: true);
            _start = (int)((Line - (Address(_buffer) % Line)) % Line / sizeof(double));
        }
        else
        {
            _buffer = new double[_count];
        }

        IsZero = true;
    }

    /// <summary>Number of entities.</summary>
    public int Rows { get; }

    /// <summary>Number of scenarios.</summary>
    public int ScenarioCount { get; }

    /// <summary>All values, row after row, to be changed: from here on the column counts as touched and as holding more than zeros.</summary>
    internal Span<double> Values
    {
        get
        {
            Touch();
            return _buffer.AsSpan(_start, _count);
        }
    }

    /// <summary>All values, row after row, to be read.</summary>
    internal ReadOnlySpan<double> Read => _buffer.AsSpan(_start, _count);

    /// <summary>The first scenario of one entity, from which its row can be read; the row is trusted.</summary>
    internal ref readonly double From(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start + (row * ScenarioCount));

    /// <summary>One scenario of one entity, from which its row can be read; both are trusted.</summary>
    internal ref readonly double From(int row, int scenario) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start + (row * ScenarioCount) + scenario);

    /// <summary>One scenario of one entity, from which its row can be written; both are trusted.</summary>
    internal ref double To(int row, int scenario) => ref Unsafe.Add(ref To(row), scenario);

    /// <summary>The first scenario of one entity, from which its row can be written; the row is trusted.</summary>
    internal ref double To(int row)
    {
        Touch();
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start + (row * ScenarioCount));
    }

    /// <summary>Says that the column was written to, for those who write through <see cref="Place"/>.</summary>
    internal void Touch()
    {
        LetFollow();
        (IsZero, IsTouched, IsChanged) = (false, true, true);
        _perRow = null;
    }

    /// <summary>The value of each entity where it is known to be the same in every scenario, so that it need not be read for each; else none.</summary>
    internal double[]? PerRow => _perRow;

    /// <summary>Touches columns if they were written to.</summary>
    internal static void TouchIf(bool written, params ReadOnlySpan<Column> columns)
    {
        for (var c = 0; written && c < columns.Length; c++)
        {
            columns[c].Touch();
        }
    }

    /// <summary>As <see cref="To(int)"/> for those who may find that nothing is to be written: whoever does write says so with <see cref="Touch"/>.</summary>
    internal ref double Place(int row)
    {
        LetFollow();
        return ref Unsafe.AsRef(in From(row));
    }

    /// <summary>
    /// Swaps buffers for an overwrite of every value: the column that follows keeps what was, this one goes on in the follower's buffer, and nothing is
    /// copied.
    /// </summary>
    /// <returns>The column to read what was from: the follower, or this one where nobody follows or something was written since anybody did.</returns>
    internal Column BeginOverwrite()
    {
        if (_follower is null || IsTouched)
        {
            Touch();
            return this;
        }

        (_buffer, _follower._buffer) = (_follower._buffer, _buffer);
        (_start, _follower._start) = (_follower._start, _start);
        (_follower.IsZero, _follower._perRow) = (IsZero, _perRow);
        _isAhead = false;
        Touch();
        return _follower;
    }

    /// <summary>True while the column is known to hold only zeros, so that whoever adds it up may leave it out.</summary>
    internal bool IsZero { get; private set; }

    /// <summary>Says that all values are 0, for those who have written or read every one.</summary>
    internal void MarkZero() => IsZero = true;

    /// <summary>True once something may have been written since the column that follows was last left behind.</summary>
    internal bool IsTouched { get; set; }

    /// <summary>True once something may have been written since the column was last put back to where a block starts from.</summary>
    internal bool IsChanged { get; set; }

    /// <summary>The value of one entity in one scenario.</summary>
    /// <param name="row">Entity, from 0.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public double this[int row, int scenario]
    {
        get => In(row)[scenario];
        set => Row(row)[scenario] = value;
    }

    /// <summary>One entity in every scenario.</summary>
    /// <param name="row">Entity, from 0 to <see cref="Rows"/> − 1.</param>
    /// <returns>A view of <see cref="ScenarioCount"/> values: writing to it changes the column. Take it anew after another operator has been applied.</returns>
    public Span<double> Row(int row) => (uint)row < (uint)Rows ? Values.Slice(row * ScenarioCount, ScenarioCount) : throw NoSuchRow(row);

    /// <summary>One entity in every scenario, to be read.</summary>
    internal ReadOnlySpan<double> In(int row) => (uint)row < (uint)Rows ? _buffer.AsSpan(_start + (row * ScenarioCount), ScenarioCount) : throw NoSuchRow(row);

    /// <summary>One scenario of every entity, as a new array of <see cref="Rows"/> values.</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    public double[] Scenario(int scenario)
    {
        if ((uint)scenario >= (uint)ScenarioCount)
        {
            throw new ArgumentOutOfRangeException(nameof(scenario), scenario, $"scenario must be from 0 to {ScenarioCount - 1}; it was {scenario}.");
        }

        var values = new double[Rows];
        for (var row = 0; row < Rows; row++)
        {
            values[row] = Read[(row * ScenarioCount) + scenario];
        }

        return values;
    }

    /// <summary>True when every value of a column of the same shape has the same bits.</summary>
    internal bool HasBitsOf(Column other) => MemoryMarshal.AsBytes(Read).SequenceEqual(MemoryMarshal.AsBytes(other.Read));

    /// <summary>Sets every scenario of each entity to one value.</summary>
    /// <param name="perRow"><see cref="Rows"/> values.</param>
    internal void Spread(double[] perRow)
    {
        for (var row = 0; row < Rows && (!IsZero || perRow.AsSpan().ContainsAnyExcept(0)); row++)
        {
            Row(row).Fill(perRow[row]);
        }

        _perRow = perRow;
    }

    /// <summary>Sets every value to 0.</summary>
    internal void Clear()
    {
        if (!IsZero)
        {
            BeginOverwrite();
            _buffer.AsSpan(_start, _count).Clear();
            IsZero = true;
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
            BeginOverwrite();
            other.Read.CopyTo(_buffer.AsSpan(_start, _count));
        }

        _perRow = other._perRow;
    }

    /// <summary>Takes the products, cell by cell, of two columns of the same shape, either of which may be this one.</summary>
    internal void TakeProducts(Column one, Column other) =>
        TakeProducts<OneLane>(one, other, TakeProducts<FourLanes>(one, other, TakeProducts<EightLanes>(one, other, 0)));

    /// <returns>The first cell that is left over.</returns>
    private int TakeProducts<T>(Column one, Column other, int first)
        where T : struct, ILanes<T>
    {
        var end = T.End(first, _count);
        ref var product = ref To(0);
        ref readonly var a = ref one.From(0);
        ref readonly var b = ref other.From(0);
        for (var x = first; x < end; x += T.Count)
        {
            T.Store(T.Load(in a, x) * T.Load(in b, x), ref product, x);
        }

        return end;
    }

    /// <summary>
    /// Leaves the column that follows at what this one was: it takes this one over once something is about to be written here, and need not where
    /// this one is written anew.
    /// </summary>
    internal void GoAheadOf(Column follower)
    {
        (_follower, _isAhead) = (follower, true);
        IsTouched = false;
    }

    private void LetFollow()
    {
        if (_isAhead)
        {
            _isAhead = false;
            _follower!.CopyFrom(this);
        }
    }

    private static long Address(double[] pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private ArgumentOutOfRangeException NoSuchRow(int row) => new(nameof(row), row, $"row must be from 0 to {Rows - 1}; it was {row}.");
}
