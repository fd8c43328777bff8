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
    // Rows that are summed together, so that no sum waits for another; vectors of scenarios that share an entry.
    private const int Together = 4;
    private const int Most = 4;

    // Rows that are sorted by length together: neighbours in the result stay near each other.
    private const int Window = 1024;

    // Rows of an operand that stay in a usual second-level cache while four vectors of each are read; splitting pays only where enough entries fall to a part.
    private const int PartRows = 2048;
    private const int FewEntries = 8;
    private const int MostRows = ushort.MaxValue + 1;
    private readonly int _rows;
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
    /// two vectors a cycle, from the next about one; an operand too large for that is gathered from part by part. Four rows of about the same length
    /// are summed side by side, which keeps the adders busy, and a loop over what they have in common ends where the processor expects it; vectors
    /// of scenarios share each index and weight. Where four rows hold the same columns, as in a full matrix, they share the loads of the operand
    /// too, and arithmetic is the bound.
    /// </remarks>
    public void Multiply(Column operand, Column result) => Multiply(operand, result, 0, operand.ScenarioCount);

    /// <summary>The same for scenarios from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public void Multiply(Column operand, Column result, int first, int end)
    {
        result.Touch();
        Widths.Do(new Product(this, operand, result), first, end);
    }

    /// <summary>One row of the product, with the bits that it has there.</summary>
    /// <param name="operand">What the row is multiplied with.</param>
    /// <param name="row">The row; trusted.</param>
    /// <param name="scenario">First scenario.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T MultiplyRow<T>(Column operand, int row, int scenario)
        where T : unmanaged, ILanes<T>
    {
        T sum = 0;
        var stride = operand.ScenarioCount;
        ref readonly var from = ref operand.Place();
        for (var e = Starts[row]; e < Starts[row + 1]; e++)
        {
            sum = T.AddProduct(sum, Weights[e], in from, (Indices[e] * stride) + scenario);
        }

        return sum;
    }

    private readonly struct Product(GatherMatrix matrix, Column operand, Column result) : IWork
    {
        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            nint stride = operand.ScenarioCount;
            operand.Place();
            while (first < end)
            {
                var left = (end - first) / T.Count;
                var count = left >= Most ? Most : left >= 2 ? 2 : 1;
                foreach (var part in matrix._parts)
                {
                    ref readonly var from = ref Unsafe.Add(ref Unsafe.AsRef(in operand.From(part.First)), first);
                    ref var to = ref Unsafe.Add(ref result.Place(), first);
                    switch (count)
                    {
                        case 1:
                            InOne<T>(in from, ref to, stride, part);
                            break;
                        case 2:
                            InTwo<T>(in from, ref to, stride, part);
                            break;
                        default:
                            InFour<T>(in from, ref to, stride, part);
                            break;
                    }

                    for (var v = 0; v < count; v++)
                    {
                        Singly<T>(in Unsafe.Add(ref Unsafe.AsRef(in from), v * T.Count), ref Unsafe.Add(ref to, v * T.Count), stride, part);
                    }
                }

                first += count * T.Count;
            }
        }
    }

    // Each loop is a method of its own, which keeps its sums and where it reads in registers. A part goes on where the part before it ended.

    /// <summary>Four rows at once in one vector of scenarios.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InOne<T>(ref readonly double from, ref double to, nint stride, Part part)
        where T : unmanaged, ILanes<T>
    {
        var goesOn = part.GoesOn;
        for (var q = 0; q < part.Fours.Length; q++)
        {
            ref readonly var four = ref part.Fours[q];
            if (four.Shares)
            {
                SharedInOne<T>(in from, ref to, stride, four, part);
                continue;
            }

            ref var index = ref part.Index(four.FirstIndex);
            ref var weight = ref part.Weight(four.FirstWeight);
            ref var sumA = ref Unsafe.Add(ref to, four.A * stride);
            ref var sumB = ref Unsafe.Add(ref to, four.B * stride);
            ref var sumC = ref Unsafe.Add(ref to, four.C * stride);
            ref var sumD = ref Unsafe.Add(ref to, four.D * stride);
            var (a, b, c, d) = ((T)0, (T)0, (T)0, (T)0);
            if (goesOn)
            {
                (a, b, c, d) = (T.Load(in sumA, 0), T.Load(in sumB, 0), T.Load(in sumC, 0), T.Load(in sumD, 0));
            }

            nint common = Together * four.Common;
            for (nint e = 0; e < common; e += Together)
            {
                a = T.AddProduct(a, Unsafe.Add(ref weight, e), in At(in from, Unsafe.Add(ref index, e), stride), 0);
                b = T.AddProduct(b, Unsafe.Add(ref weight, e + 1), in At(in from, Unsafe.Add(ref index, e + 1), stride), 0);
                c = T.AddProduct(c, Unsafe.Add(ref weight, e + 2), in At(in from, Unsafe.Add(ref index, e + 2), stride), 0);
                d = T.AddProduct(d, Unsafe.Add(ref weight, e + 3), in At(in from, Unsafe.Add(ref index, e + 3), stride), 0);
            }

            if (four.HasRest)
            {
                b = Rest(b, in from, stride, part, four, 0, four.RestB);
                c = Rest(c, in from, stride, part, four, four.RestB, four.RestC);
                d = Rest(d, in from, stride, part, four, four.RestB + four.RestC, four.RestD);
            }

            T.Store(a, ref sumA, 0);
            T.Store(b, ref sumB, 0);
            T.Store(c, ref sumC, 0);
            T.Store(d, ref sumD, 0);
        }
    }

    /// <summary>Four rows at once in two vectors of scenarios: eight sums, as many as the adders need.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InTwo<T>(ref readonly double from, ref double to, nint stride, Part part)
        where T : unmanaged, ILanes<T>
    {
        var goesOn = part.GoesOn;
        for (var q = 0; q < part.Fours.Length; q++)
        {
            ref readonly var four = ref part.Fours[q];
            if (four.Shares)
            {
                SharedInTwo<T>(in from, ref to, stride, four, part);
                continue;
            }

            ref var index = ref part.Index(four.FirstIndex);
            ref var weight = ref part.Weight(four.FirstWeight);
            ref var sumA = ref Unsafe.Add(ref to, four.A * stride);
            ref var sumB = ref Unsafe.Add(ref to, four.B * stride);
            ref var sumC = ref Unsafe.Add(ref to, four.C * stride);
            ref var sumD = ref Unsafe.Add(ref to, four.D * stride);
            var (a0, b0, c0, d0) = ((T)0, (T)0, (T)0, (T)0);
            var (a1, b1, c1, d1) = ((T)0, (T)0, (T)0, (T)0);
            if (goesOn)
            {
                (a0, b0, c0, d0) = (T.Load(in sumA, 0), T.Load(in sumB, 0), T.Load(in sumC, 0), T.Load(in sumD, 0));
                (a1, b1, c1, d1) = (T.Load(in sumA, T.Count), T.Load(in sumB, T.Count), T.Load(in sumC, T.Count), T.Load(in sumD, T.Count));
            }

            nint common = Together * four.Common;
            for (nint e = 0; e < common; e += Together)
            {
                var w = (T)Unsafe.Add(ref weight, e);
                ref readonly var x = ref At(in from, Unsafe.Add(ref index, e), stride);
                (a0, a1) = (T.AddProduct(a0, w, in x, 0), T.AddProduct(a1, w, in x, T.Count));
                w = Unsafe.Add(ref weight, e + 1);
                x = ref At(in from, Unsafe.Add(ref index, e + 1), stride);
                (b0, b1) = (T.AddProduct(b0, w, in x, 0), T.AddProduct(b1, w, in x, T.Count));
                w = Unsafe.Add(ref weight, e + 2);
                x = ref At(in from, Unsafe.Add(ref index, e + 2), stride);
                (c0, c1) = (T.AddProduct(c0, w, in x, 0), T.AddProduct(c1, w, in x, T.Count));
                w = Unsafe.Add(ref weight, e + 3);
                x = ref At(in from, Unsafe.Add(ref index, e + 3), stride);
                (d0, d1) = (T.AddProduct(d0, w, in x, 0), T.AddProduct(d1, w, in x, T.Count));
            }

            if (four.HasRest)
            {
                ref readonly var second = ref Unsafe.Add(ref Unsafe.AsRef(in from), T.Count);
                b0 = Rest(b0, in from, stride, part, four, 0, four.RestB);
                b1 = Rest(b1, in second, stride, part, four, 0, four.RestB);
                c0 = Rest(c0, in from, stride, part, four, four.RestB, four.RestC);
                c1 = Rest(c1, in second, stride, part, four, four.RestB, four.RestC);
                d0 = Rest(d0, in from, stride, part, four, four.RestB + four.RestC, four.RestD);
                d1 = Rest(d1, in second, stride, part, four, four.RestB + four.RestC, four.RestD);
            }

            Store(ref sumA, 0, a0, a1);
            Store(ref sumB, 0, b0, b1);
            Store(ref sumC, 0, c0, c1);
            Store(ref sumD, 0, d0, d1);
        }
    }

    /// <summary>Four rows, two and two, in four vectors of scenarios: eight sums, and half as many weights to read for each.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InFour<T>(ref readonly double from, ref double to, nint stride, Part part)
        where T : unmanaged, ILanes<T>
    {
        var goesOn = part.GoesOn;
        for (var q = 0; q < part.Fours.Length; q++)
        {
            ref readonly var four = ref part.Fours[q];
            if (four.Shares)
            {
                SharedInTwo<T>(in from, ref to, stride, four, part);
                SharedInTwo<T>(in Unsafe.Add(ref Unsafe.AsRef(in from), 2 * T.Count), ref Unsafe.Add(ref to, 2 * T.Count), stride, four, part);
                continue;
            }

            for (var half = 0; half < Together; half += 2)
            {
                ref var index = ref part.Index(four.FirstIndex + half);
                ref var weight = ref part.Weight(four.FirstWeight + half);
                ref var sumA = ref Unsafe.Add(ref to, (half == 0 ? four.A : four.C) * stride);
                ref var sumB = ref Unsafe.Add(ref to, (half == 0 ? four.B : four.D) * stride);
                var (a0, a1, a2, a3) = ((T)0, (T)0, (T)0, (T)0);
                var (b0, b1, b2, b3) = ((T)0, (T)0, (T)0, (T)0);
                if (goesOn)
                {
                    (a0, a1, a2, a3) = (T.Load(in sumA, 0), T.Load(in sumA, T.Count), T.Load(in sumA, 2 * T.Count), T.Load(in sumA, 3 * T.Count));
                    (b0, b1, b2, b3) = (T.Load(in sumB, 0), T.Load(in sumB, T.Count), T.Load(in sumB, 2 * T.Count), T.Load(in sumB, 3 * T.Count));
                }

                nint common = Together * four.Common;
                for (nint e = 0; e < common; e += Together)
                {
                    var w = (T)Unsafe.Add(ref weight, e);
                    ref readonly var x = ref At(in from, Unsafe.Add(ref index, e), stride);
                    (a0, a1) = (T.AddProduct(a0, w, in x, 0), T.AddProduct(a1, w, in x, T.Count));
                    (a2, a3) = (T.AddProduct(a2, w, in x, 2 * T.Count), T.AddProduct(a3, w, in x, 3 * T.Count));
                    w = Unsafe.Add(ref weight, e + 1);
                    x = ref At(in from, Unsafe.Add(ref index, e + 1), stride);
                    (b0, b1) = (T.AddProduct(b0, w, in x, 0), T.AddProduct(b1, w, in x, T.Count));
                    (b2, b3) = (T.AddProduct(b2, w, in x, 2 * T.Count), T.AddProduct(b3, w, in x, 3 * T.Count));
                }

                var (skipA, restA, restB) = half == 0 ? (0, 0, four.RestB) : (four.RestB, four.RestC, four.RestD);
                RestInFour(ref a0, ref a1, ref a2, ref a3, in from, stride, part, four, skipA, restA);
                RestInFour(ref b0, ref b1, ref b2, ref b3, in from, stride, part, four, skipA + restA, restB);
                Store(ref sumA, 0, a0, a1);
                Store(ref sumA, 2 * T.Count, a2, a3);
                Store(ref sumB, 0, b0, b1);
                Store(ref sumB, 2 * T.Count, b2, b3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RestInFour<T>(ref T a, ref T b, ref T c, ref T d, ref readonly double from, nint stride, Part part, in Four four, int skip, int count)
        where T : unmanaged, ILanes<T>
    {
        if (count == 0)
        {
            return;
        }

        var first = (Together * four.Common) + skip;
        ref var index = ref part.Index(four.FirstIndex + first);
        ref var weight = ref part.Weight(four.FirstWeight + first);
        var (s0, s1, s2, s3) = (a, b, c, d);
        for (nint e = 0; e < count; e++)
        {
            var w = (T)Unsafe.Add(ref weight, e);
            ref readonly var x = ref At(in from, Unsafe.Add(ref index, e), stride);
            (s0, s1) = (T.AddProduct(s0, w, in x, 0), T.AddProduct(s1, w, in x, T.Count));
            (s2, s3) = (T.AddProduct(s2, w, in x, 2 * T.Count), T.AddProduct(s3, w, in x, 3 * T.Count));
        }

        (a, b, c, d) = (s0, s1, s2, s3);
    }

    /// <summary>Goes on with one row of four, past what all four have entries for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Rest<T>(T sum, ref readonly double from, nint stride, Part part, in Four four, int skip, int count)
        where T : unmanaged, ILanes<T>
    {
        var first = (Together * four.Common) + skip;
        return One(sum, in from, stride, ref part.Index(four.FirstIndex + first), ref part.Weight(four.FirstWeight + first), count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T One<T>(T sum, ref readonly double from, nint stride, ref ushort index, ref double weight, int count)
        where T : unmanaged, ILanes<T>
    {
        for (nint e = 0; e < count; e++)
        {
            sum = T.AddProduct(sum, Unsafe.Add(ref weight, e), in At(in from, Unsafe.Add(ref index, e), stride), 0);
        }

        return sum;
    }

    /// <summary>The rows that are left over, at most three, in one vector of scenarios.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Singly<T>(ref readonly double from, ref double to, nint stride, Part part)
        where T : unmanaged, ILanes<T>
    {
        foreach (var single in part.Singles)
        {
            ref var sum = ref Unsafe.Add(ref to, single.Row * stride);
            T.Store(One(part.GoesOn ? T.Load(in sum, 0) : 0, in from, stride, ref part.Index(single.FirstIndex), ref part.Weight(single.FirstWeight), single.Count), ref sum, 0);
        }
    }

    /// <summary>Four rows with the same columns in one vector of scenarios.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SharedInOne<T>(ref readonly double from, ref double to, nint stride, in Four four, Part part)
        where T : unmanaged, ILanes<T>
    {
        ref var index = ref part.Index(four.FirstIndex);
        ref var weight = ref part.Weight(four.FirstWeight);
        ref var sum = ref Unsafe.Add(ref to, four.A * stride);
        var (a, b, c, d) = ((T)0, (T)0, (T)0, (T)0);
        if (part.GoesOn)
        {
            (a, b) = (T.Load(in sum, 0), T.Load(in Unsafe.Add(ref sum, stride), 0));
            (c, d) = (T.Load(in Unsafe.Add(ref sum, 2 * stride), 0), T.Load(in Unsafe.Add(ref sum, 3 * stride), 0));
        }

        for (nint e = 0; e < four.Common; e++)
        {
            var x = T.Load(in At(in from, Unsafe.Add(ref index, e), stride), 0);
            ref var w = ref Unsafe.Add(ref weight, Together * e);
            (a, b) = (T.FusedMultiplyAdd(w, x, a), T.FusedMultiplyAdd(Unsafe.Add(ref w, 1), x, b));
            (c, d) = (T.FusedMultiplyAdd(Unsafe.Add(ref w, 2), x, c), T.FusedMultiplyAdd(Unsafe.Add(ref w, 3), x, d));
        }

        T.Store(a, ref sum, 0);
        T.Store(b, ref Unsafe.Add(ref sum, stride), 0);
        T.Store(c, ref Unsafe.Add(ref sum, 2 * stride), 0);
        T.Store(d, ref Unsafe.Add(ref sum, 3 * stride), 0);
    }

    /// <summary>Four rows with the same columns in two vectors of scenarios.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SharedInTwo<T>(ref readonly double from, ref double to, nint stride, in Four four, Part part)
        where T : unmanaged, ILanes<T>
    {
        ref var index = ref part.Index(four.FirstIndex);
        ref var weight = ref part.Weight(four.FirstWeight);
        ref var sum = ref Unsafe.Add(ref to, four.A * stride);
        var (a0, b0, c0, d0) = ((T)0, (T)0, (T)0, (T)0);
        var (a1, b1, c1, d1) = ((T)0, (T)0, (T)0, (T)0);
        if (part.GoesOn)
        {
            (a0, a1) = (T.Load(in sum, 0), T.Load(in sum, T.Count));
            (b0, b1) = (T.Load(in Unsafe.Add(ref sum, stride), 0), T.Load(in Unsafe.Add(ref sum, stride), T.Count));
            (c0, c1) = (T.Load(in Unsafe.Add(ref sum, 2 * stride), 0), T.Load(in Unsafe.Add(ref sum, 2 * stride), T.Count));
            (d0, d1) = (T.Load(in Unsafe.Add(ref sum, 3 * stride), 0), T.Load(in Unsafe.Add(ref sum, 3 * stride), T.Count));
        }

        for (nint e = 0; e < four.Common; e++)
        {
            ref readonly var x = ref At(in from, Unsafe.Add(ref index, e), stride);
            var (x0, x1) = (T.Load(in x, 0), T.Load(in x, T.Count));
            ref var weights = ref Unsafe.Add(ref weight, Together * e);
            var w = (T)weights;
            (a0, a1) = (T.FusedMultiplyAdd(w, x0, a0), T.FusedMultiplyAdd(w, x1, a1));
            w = Unsafe.Add(ref weights, 1);
            (b0, b1) = (T.FusedMultiplyAdd(w, x0, b0), T.FusedMultiplyAdd(w, x1, b1));
            w = Unsafe.Add(ref weights, 2);
            (c0, c1) = (T.FusedMultiplyAdd(w, x0, c0), T.FusedMultiplyAdd(w, x1, c1));
            w = Unsafe.Add(ref weights, 3);
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
            var (first, bound, entries) = (Bound(part), Bound(part + 1), new Range[_rows]);
            for (var row = 0; row < _rows; row++)
            {
                entries[row] = next[row]..End(row, bound);
                next[row] = entries[row].End.Value;
            }

            parts[part] = new Part(this, first, entries);
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

    /// <summary>Entries that fall into one part of the operand; rows and entries asked for are trusted.</summary>
    private sealed class Part
    {
        // Row of the operand within the part, by entry: short ones, as entries are read from far away.
        private readonly ushort[] _indices;
        private readonly double[] _weights;

        /// <param name="matrix">The matrix.</param>
        /// <param name="first">Row of the operand that the part begins with.</param>
        /// <param name="entries">Entries of each row that fall into the part.</param>
        public Part(GatherMatrix matrix, int first, Range[] entries)
        {
            First = first;
            var (indices, weights) = (new List<ushort>(), new List<double>());
            var (fours, singles, others) = (new List<Four>(), new List<Single>(), new List<int>());
            for (var row = 0; row < entries.Length;)
            {
                if (row + Together <= entries.Length && Length(row) > 0 && Enumerable.Range(row + 1, Together - 1).All(next => ColumnsOf(row).SequenceEqual(ColumnsOf(next))))
                {
                    fours.Add(new Four(row, row + 1, row + 2, row + 3, indices.Count, weights.Count, Length(row), 0, 0, 0, Shares: true));
                    for (var e = 0; e < Length(row); e++)
                    {
                        AddIndex(row, e);
                        for (var r = row; r < row + Together; r++)
                        {
                            AddWeight(r, e);
                        }
                    }

                    row += Together;
                }
                else
                {
                    others.Add(row++);
                }
            }

            foreach (var window in others.Chunk(Window))
            {
                var rows = window.OrderBy(Length).ToArray();
                for (var r = 0; r < rows.Length; r += Together)
                {
                    AddAlike(rows.AsSpan(r, Math.Min(Together, rows.Length - r)));
                }
            }

            (Fours, Singles, _indices, _weights) = ([.. fours], [.. singles], [.. indices], [.. weights]);

            void AddAlike(ReadOnlySpan<int> rows)
            {
                if (rows.Length < Together)
                {
                    foreach (var row in rows)
                    {
                        singles.Add(new Single(row, indices.Count, weights.Count, Length(row)));
                        AddRest(row, 0);
                    }

                    return;
                }

                var common = Length(rows[0]);
                fours.Add(new Four(
                    rows[0], rows[1], rows[2], rows[3], indices.Count, weights.Count, common, Length(rows[1]) - common, Length(rows[2]) - common, Length(rows[3]) - common, Shares: false));
                for (var e = 0; e < common; e++)
                {
                    foreach (var row in rows)
                    {
                        AddIndex(row, e);
                        AddWeight(row, e);
                    }
                }

                foreach (var row in rows)
                {
                    AddRest(row, common);
                }
            }

            void AddRest(int row, int from)
            {
                for (var e = from; e < Length(row); e++)
                {
                    AddIndex(row, e);
                    AddWeight(row, e);
                }
            }

            int Length(int row) => entries[row].End.Value - entries[row].Start.Value;

            ReadOnlySpan<int> ColumnsOf(int row) => matrix.Indices.AsSpan(entries[row]);

            void AddIndex(int row, int e) => indices.Add((ushort)(matrix.Indices[entries[row].Start.Value + e] - first));

            void AddWeight(int row, int e) => weights.Add(matrix.Weights[entries[row].Start.Value + e]);
        }

        /// <summary>Row of the operand that the part begins with.</summary>
        public int First { get; }

        /// <summary>Rows by fours.</summary>
        public Four[] Fours { get; }

        /// <summary>Rows that are left over.</summary>
        public Single[] Singles { get; }

        /// <summary>Whether sums go on from what a part before left.</summary>
        public bool GoesOn => First > 0;

        public ref ushort Index(int entry) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_indices), entry);

        public ref double Weight(int entry) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_weights), entry);
    }

    /// <summary>Four rows that are summed side by side, the shortest first.</summary>
    /// <param name="A">The first row.</param>
    /// <param name="B">The second.</param>
    /// <param name="C">The third.</param>
    /// <param name="D">The fourth.</param>
    /// <param name="FirstIndex">Where their indices begin: entry by entry for the four, one for all where they share them, then the rests row by row.</param>
    /// <param name="FirstWeight">Where their weights begin, in the same order.</param>
    /// <param name="Common">Entries that each has.</param>
    /// <param name="RestB">Entries that the second has beyond those.</param>
    /// <param name="RestC">And the third.</param>
    /// <param name="RestD">And the fourth.</param>
    /// <param name="Shares">Whether they hold the same columns and are neighbours.</param>
    private readonly record struct Four(int A, int B, int C, int D, int FirstIndex, int FirstWeight, int Common, int RestB, int RestC, int RestD, bool Shares)
    {
        /// <summary>Whether any has more than the shortest; the fourth is the longest.</summary>
        public bool HasRest => RestD > 0;
    }

    /// <summary>A row by itself.</summary>
    private readonly record struct Single(int Row, int FirstIndex, int FirstWeight, int Count);
}
