using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Interdealer.Engine;

/// <summary>A compressed-sparse-row matrix whose product with a column gathers: the one inner loop of every round.</summary>
/// <remarks>
/// Each sum runs in the order of the entries with one fused multiply-add an entry, so a scenario gets the same bits alone, in a batch,
/// and on any number of threads, with or without vector hardware.
/// </remarks>
internal sealed class GatherMatrix
{
    private const int Sharing = 4;
    private const int Usual = 4;
    private const int Widest = 5;

    // Rows of an operand that stay in a usual second-level cache while four vectors of each are read; splitting pays only where enough entries fall to a part.
    private const int PartRows = 2048;
    private const int FewEntries = 8;
    private const int MostRows = ushort.MaxValue + 1;
    private readonly int _rows;
    private readonly Run[] _runs;
    private readonly Part[] _parts;

    /// <param name="rows">Number of rows.</param>
    /// <param name="sorted">Entries by row and, within a row, by index, each pair once.</param>
    /// <param name="readsRows">Whether rows are read one by one too; false saves their memory.</param>
    public GatherMatrix(int rows, List<(int Row, int Index, double Weight)> sorted, bool readsRows = true)
    {
        Starts = new int[rows + 1];
        Indices = new int[sorted.Count];
        Weights = new double[sorted.Count];
        for (var e = 0; e < sorted.Count; e++)
        {
            Starts[sorted[e].Row + 1]++;
            Indices[e] = sorted[e].Index;
            Weights[e] = sorted[e].Weight;
        }

        for (var row = 0; row < rows; row++)
        {
            Starts[row + 1] += Starts[row];
        }

        _rows = rows;
        _runs = [.. FindRuns()];
        _parts = Split(sorted.Count > 0 ? Indices.Max() + 1 : 0);
        if (!readsRows)
        {
            (Starts, Indices, Weights) = ([], [], []);
        }
    }

    /// <summary>Number of rows.</summary>
    public int Rows => _rows;

    public int[] Starts { get; }

    public int[] Indices { get; }

    public double[] Weights { get; }

    /// <summary>result[row] = Σ_e weight[e] · operand[index[e]], in every scenario.</summary>
    /// <remarks>
    /// Bound by loads, one of the operand's stride for each fused multiply-add while the sums stay in registers: from the first-level cache
    /// two vectors a cycle, from the next about one; an operand too large for that is gathered from part by part. Four vectors of scenarios share
    /// each index and weight and keep the adders busy. Where four rows hold the same columns, as in a full matrix, they share the loads of
    /// the operand too, and arithmetic is the bound.
    /// </remarks>
    public void Multiply(Column operand, Column result) => Multiply(operand, result, 0, operand.ScenarioCount);

    /// <summary>The same for scenarios from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public void Multiply(Column operand, Column result, int first, int end)
    {
        result.Touch();
        Widths.Do(new Product(this, operand, result), first, end);
    }

    private readonly struct Product(GatherMatrix matrix, Column operand, Column result) : IWork
    {
        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            nint stride = operand.ScenarioCount;
            operand.Place();
            for (var left = (end - first) / T.Count; left > 0; left = (end - first) / T.Count)
            {
                // One vector alone takes nearly as long as two: a fifth goes with four.
                var count = left <= Widest ? left : Usual;
                foreach (var part in matrix._parts)
                {
                    foreach (var run in matrix._runs)
                    {
                        GatherMatrix.Multiply<T>(in Unsafe.Add(ref Unsafe.AsRef(in operand.From(part.First)), first), ref Unsafe.Add(ref result.Place(), first), stride, count, run, part);
                    }
                }

                first += count * T.Count;
            }
        }
    }

    private static void Multiply<T>(ref readonly double from, ref double to, nint stride, int count, Run run, Part part)
        where T : unmanaged, ILanes<T>
    {
        if (run.Shares)
        {
            for (; count > 1; count -= 2)
            {
                InFourRows<T>(in from, ref to, stride, run, part);
                from = ref Unsafe.Add(ref Unsafe.AsRef(in from), 2 * T.Count);
                to = ref Unsafe.Add(ref to, 2 * T.Count);
            }
        }

        switch (count)
        {
            case 1:
                InOnes<T>(in from, ref to, stride, run, part);
                break;
            case 2:
                InSeveral<T, Two>(in from, ref to, stride, run, part);
                break;
            case 3:
                InSeveral<T, Three>(in from, ref to, stride, run, part);
                break;
            case 4:
                InSeveral<T, Four>(in from, ref to, stride, run, part);
                break;
            case 5:
                InSeveral<T, Five>(in from, ref to, stride, run, part);
                break;
        }
    }

    // Each loop is a method of its own, which keeps its sums and where it reads in registers. A part goes on where the part before it ended.

    /// <summary>One vector of scenarios, four rows at once as far as all four go, so that the sums need not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InOnes<T>(ref readonly double from, ref double to, nint stride, Run run, Part part)
        where T : unmanaged, ILanes<T>
    {
        var goesOn = part.GoesOn;
        var row = run.First;
        for (; row + Sharing <= run.End; row += Sharing)
        {
            var (e, f, g, h, end) = (part.Start(row), part.Start(row + 1), part.Start(row + 2), part.Start(row + 3), part.Start(row + 4));
            ref var sum = ref Unsafe.Add(ref to, row * stride);
            var (a, b, c, d) = ((T)0, (T)0, (T)0, (T)0);
            if (goesOn)
            {
                a = T.Load(in sum, 0);
                b = T.Load(in Unsafe.Add(ref sum, stride), 0);
                c = T.Load(in Unsafe.Add(ref sum, 2 * stride), 0);
                d = T.Load(in Unsafe.Add(ref sum, 3 * stride), 0);
            }

            nint all = Math.Min(Math.Min(f - e, g - f), Math.Min(h - g, end - h));
            for (nint x = 0; x < all; x++)
            {
                a = T.AddProduct(a, (T)Unsafe.Add(ref part.Weight(e), x), in At(in from, Unsafe.Add(ref part.Index(e), x), stride), 0);
                b = T.AddProduct(b, (T)Unsafe.Add(ref part.Weight(f), x), in At(in from, Unsafe.Add(ref part.Index(f), x), stride), 0);
                c = T.AddProduct(c, (T)Unsafe.Add(ref part.Weight(g), x), in At(in from, Unsafe.Add(ref part.Index(g), x), stride), 0);
                d = T.AddProduct(d, (T)Unsafe.Add(ref part.Weight(h), x), in At(in from, Unsafe.Add(ref part.Index(h), x), stride), 0);
            }

            T.Store(Rest(a, in from, stride, part, e + (int)all, f), ref sum, 0);
            T.Store(Rest(b, in from, stride, part, f + (int)all, g), ref Unsafe.Add(ref sum, stride), 0);
            T.Store(Rest(c, in from, stride, part, g + (int)all, h), ref Unsafe.Add(ref sum, 2 * stride), 0);
            T.Store(Rest(d, in from, stride, part, h + (int)all, end), ref Unsafe.Add(ref sum, 3 * stride), 0);
        }

        for (; row < run.End; row++)
        {
            ref var sum = ref Unsafe.Add(ref to, row * stride);
            T.Store(Rest(goesOn ? T.Load(in sum, 0) : (T)0, in from, stride, part, part.Start(row), part.Start(row + 1)), ref sum, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Rest<T>(T sum, ref readonly double from, nint stride, Part part, int begin, int end)
        where T : unmanaged, ILanes<T>
    {
        for (var e = begin; e < end; e++)
        {
            sum = T.AddProduct(sum, (T)part.Weight(e), in At(in from, part.Index(e), stride), 0);
        }

        return sum;
    }

    /// <summary>Two to five vectors of scenarios for each weight.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InSeveral<T, TCount>(ref readonly double from, ref double to, nint stride, Run run, Part part)
        where T : unmanaged, ILanes<T>
        where TCount : struct, ICount
    {
        ref var start = ref part.Start(0);
        ref var index = ref part.Index(0);
        ref var weight = ref part.Weight(0);
        var goesOn = part.GoesOn;
        for (nint row = run.First; row < run.End; row++)
        {
            ref var sum = ref Unsafe.Add(ref to, row * stride);
            var (a, b, c, d, f) = ((T)0, (T)0, (T)0, (T)0, (T)0);
            if (goesOn)
            {
                a = T.Load(in sum, 0);
                b = T.Load(in sum, T.Count);
                c = TCount.Value > 2 ? T.Load(in sum, 2 * T.Count) : c;
                d = TCount.Value > 3 ? T.Load(in sum, 3 * T.Count) : d;
                f = TCount.Value > 4 ? T.Load(in sum, 4 * T.Count) : f;
            }

            nint end = Unsafe.Add(ref start, row + 1);
            for (nint e = Unsafe.Add(ref start, row); e < end; e++)
            {
                ref readonly var x = ref At(in from, Unsafe.Add(ref index, e), stride);
                var w = (T)Unsafe.Add(ref weight, e);
                a = T.AddProduct(a, w, in x, 0);
                b = T.AddProduct(b, w, in x, T.Count);
                c = TCount.Value > 2 ? T.AddProduct(c, w, in x, 2 * T.Count) : c;
                d = TCount.Value > 3 ? T.AddProduct(d, w, in x, 3 * T.Count) : d;
                f = TCount.Value > 4 ? T.AddProduct(f, w, in x, 4 * T.Count) : f;
            }

            Store(ref sum, 0, a, b);
            if (TCount.Value > 2)
            {
                T.Store(c, ref sum, 2 * T.Count);
            }

            if (TCount.Value > 3)
            {
                T.Store(d, ref sum, 3 * T.Count);
            }

            if (TCount.Value > 4)
            {
                T.Store(f, ref sum, 4 * T.Count);
            }
        }
    }

    /// <summary>Rows of four that hold the same columns, in two vectors of scenarios.</summary>
    private static void InFourRows<T>(ref readonly double from, ref double to, nint stride, Run run, Part part)
        where T : unmanaged, ILanes<T>
    {
        for (var row = run.First; row < run.End; row += Sharing)
        {
            FourRows<T>(in from, ref Unsafe.Add(ref to, row * stride), stride, part, row);
        }
    }

    /// <summary>Four rows with the same columns in two vectors of scenarios: eight sums, as many as the adders need.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FourRows<T>(ref readonly double from, ref double sum, nint stride, Part part, int row)
        where T : unmanaged, ILanes<T>
    {
        var begin = part.Start(row);
        nint length = part.Start(row + 1) - begin;
        ref var index = ref part.Index(begin);
        ref var weight = ref part.Weight(begin);
        ref var second = ref Unsafe.Add(ref weight, length);
        ref var third = ref Unsafe.Add(ref second, length);
        ref var fourth = ref Unsafe.Add(ref third, length);
        var (a0, b0, c0, d0) = ((T)0, (T)0, (T)0, (T)0);
        var (a1, b1, c1, d1) = ((T)0, (T)0, (T)0, (T)0);
        if (part.GoesOn)
        {
            (a0, a1) = (T.Load(in sum, 0), T.Load(in sum, T.Count));
            (b0, b1) = (T.Load(in Unsafe.Add(ref sum, stride), 0), T.Load(in Unsafe.Add(ref sum, stride), T.Count));
            (c0, c1) = (T.Load(in Unsafe.Add(ref sum, 2 * stride), 0), T.Load(in Unsafe.Add(ref sum, 2 * stride), T.Count));
            (d0, d1) = (T.Load(in Unsafe.Add(ref sum, 3 * stride), 0), T.Load(in Unsafe.Add(ref sum, 3 * stride), T.Count));
        }

        for (nint e = 0; e < length; e++)
        {
            ref readonly var x = ref At(in from, Unsafe.Add(ref index, e), stride);
            var (x0, x1) = (T.Load(in x, 0), T.Load(in x, T.Count));
            var w = (T)Unsafe.Add(ref weight, e);
            (a0, a1) = (T.FusedMultiplyAdd(w, x0, a0), T.FusedMultiplyAdd(w, x1, a1));
            w = (T)Unsafe.Add(ref second, e);
            (b0, b1) = (T.FusedMultiplyAdd(w, x0, b0), T.FusedMultiplyAdd(w, x1, b1));
            w = (T)Unsafe.Add(ref third, e);
            (c0, c1) = (T.FusedMultiplyAdd(w, x0, c0), T.FusedMultiplyAdd(w, x1, c1));
            w = (T)Unsafe.Add(ref fourth, e);
            (d0, d1) = (T.FusedMultiplyAdd(w, x0, d0), T.FusedMultiplyAdd(w, x1, d1));
        }

        Store(ref sum, 0, a0, a1);
        Store(ref Unsafe.Add(ref sum, stride), 0, b0, b1);
        Store(ref Unsafe.Add(ref sum, 2 * stride), 0, c0, c1);
        Store(ref Unsafe.Add(ref sum, 3 * stride), 0, d0, d1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly double At(ref readonly double from, ushort row, nint stride) => ref Unsafe.Add(ref Unsafe.AsRef(in from), row * stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ref double to, int at, T first, T second)
        where T : unmanaged, ILanes<T>
    {
        T.Store(first, ref to, at);
        T.Store(second, ref to, at + T.Count);
    }

    /// <summary>Rows one after the other that hold the same columns four by four, and rows that each hold their own.</summary>
    private List<Run> FindRuns()
    {
        var runs = new List<Run>();
        for (var row = 0; row < _rows;)
        {
            var shares = row + Sharing <= _rows;
            for (var next = row + 1; next < row + Sharing && shares; next++)
            {
                shares = ColumnsOf(row).SequenceEqual(ColumnsOf(next));
            }

            var (first, end) = (row, row + (shares ? Sharing : 1));
            if (runs.Count > 0 && runs[^1].Shares == shares)
            {
                first = runs[^1].First;
                runs.RemoveAt(runs.Count - 1);
            }

            runs.Add(new Run(first, end, shares));
            row = end;
        }

        return runs;
    }

    /// <summary>
    /// The rows once for each part of the operand, each with its entries that fall into the part: gone through part after part, each sum still in the
    /// order of its entries, what is gathered comes from a cache near by and the entries are read one after the other.
    /// </summary>
    private Part[] Split(int operandRows)
    {
        var enough = Indices.Length / Math.Max(1L, (long)_rows * FewEntries);
        var count = (int)Math.Max(1, Math.Max(PartsOf(MostRows), Math.Min(enough, PartsOf(PartRows))));
        var next = Starts[..^1];
        var parts = new Part[count];
        for (var part = 0; part < count; part++)
        {
            var (first, bound, starts) = (Bound(part), Bound(part + 1), new int[_rows + 1]);
            for (var row = 0; row < _rows; row++)
            {
                starts[row + 1] = starts[row] + End(row, bound) - next[row];
            }

            var (indices, weights) = (new ushort[starts[^1]], new double[starts[^1]]);
            for (var row = 0; row < _rows; row++)
            {
                for (var e = starts[row]; e < starts[row + 1]; e++, next[row]++)
                {
                    (indices[e], weights[e]) = ((ushort)(Indices[next[row]] - first), Weights[next[row]]);
                }
            }

            parts[part] = new Part(first, starts, indices, weights);
        }

        return parts;

        int PartsOf(int mostRows) => (int)(((long)operandRows + mostRows - 1) / mostRows);

        int Bound(int part) => (int)((long)operandRows * part / count);

        int End(int row, int bound)
        {
            var at = Indices.AsSpan(next[row]..Starts[row + 1]).BinarySearch(bound);
            return next[row] + (at < 0 ? ~at : at);
        }
    }

    private ReadOnlySpan<int> ColumnsOf(int row) => Indices.AsSpan(Starts[row]..Starts[row + 1]);

    /// <summary>Entries that fall into one part of the operand, row after row; rows and entries asked for are trusted.</summary>
    /// <param name="First">Row of the operand that the part begins with.</param>
    /// <param name="Starts">Where each row starts, and last the end.</param>
    /// <param name="Indices">Row of the operand within the part, by entry: short ones, as entries are read from far away.</param>
    /// <param name="Weights">Weight, by entry.</param>
    private sealed record Part(int First, int[] Starts, ushort[] Indices, double[] Weights)
    {
        /// <summary>Whether sums go on from what a part before left.</summary>
        public bool GoesOn => First > 0;

        public ref int Start(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Starts), row);

        public ref ushort Index(int entry) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Indices), entry);

        public ref double Weight(int entry) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Weights), entry);
    }

    /// <summary>A number that the compiler knows, so that a loop is made for each.</summary>
    private interface ICount
    {
        static abstract int Value { get; }
    }

    private readonly struct Two : ICount
    {
        public static int Value => 2;
    }

    private readonly struct Three : ICount
    {
        public static int Value => 3;
    }

    private readonly struct Four : ICount
    {
        public static int Value => 4;
    }

    private readonly struct Five : ICount
    {
        public static int Value => 5;
    }

    /// <summary>Rows from the first to before the end.</summary>
    private readonly record struct Run(int First, int End, bool Shares);
}
