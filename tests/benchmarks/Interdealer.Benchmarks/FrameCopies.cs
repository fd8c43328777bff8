using System.Diagnostics;
using Deedle;
using Interdealer.Display;
using Interdealer.Frames;

namespace Interdealer.Benchmarks;

/// <summary>Frames of 1,000 × 1,000 numbers in and out, in turn with a copy of the bare array, into new memory each time.</summary>
internal static class FrameCopies
{
    private const int Size = 1000;
    private const int Repetitions = 41;

    /// <returns>True when every way gives the same numbers.</returns>
    public static bool Run()
    {
        var random = new Random(1);
        var (matrix, gaps) = (new double[Size, Size], new double[Size, Size]);
        for (var r = 0; r < Size; r++)
        {
            for (var c = 0; c < Size; c++)
            {
                matrix[r, c] = random.NextDouble();
                gaps[r, c] = random.Next(10) == 0 ? double.NaN : matrix[r, c];
            }
        }

        string[] rows = [.. Enumerable.Range(0, Size).Select(r => $"r{r}")], columns = [.. Enumerable.Range(0, Size).Select(c => $"c{c}")];
        double[][] arrays = [.. Enumerable.Range(0, Size).Select(c => Enumerable.Range(0, Size).Select(r => matrix[r, c]).ToArray())];
        var (frame, holed) = (matrix.ToFrame(rows, columns), gaps.ToFrame(rows, columns));
        (string Name, Func<object> Run)[] ways =
        [
            ("bare copy of a matrix", () => matrix.Clone()),
            ("bare copy of 1,000 arrays", () => Array.ConvertAll(arrays, a => a.AsSpan().ToArray())),
            ("frame to columns", () => frame.ToColumns()),
            ("frame to matrix", () => frame.ToMatrix()),
            ("frame with gaps to columns", () => holed.ToColumns()),
            ("columns to frame", () => arrays.ToFrame(rows, columns)),
            ("matrix to frame", () => matrix.ToFrame(rows, columns)),
            ("Deedle: ToArray2D", () => frame.ToArray2D<double>()),
            ("Deedle: FromColumns, a series each", () => Frame.FromColumns(columns.Select((name, c) => KeyValue.Create(name, new Series<string, double>(rows, arrays[c]))))),
        ];
        // In turn, so that whatever else the machine does falls on all of them.
        var best = new double[ways.Length];
        Array.Fill(best, double.PositiveInfinity);
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            for (var w = 0; w < ways.Length; w++)
            {
                GC.Collect();
                var watch = Stopwatch.StartNew();
                GC.KeepAlive(ways[w].Run());
                best[w] = Math.Min(best[w], watch.Elapsed.TotalMilliseconds);
            }
        }

        Console.WriteLine(Table.Create($"{Size:#,0} × {Size:#,0} numbers, best of {Repetitions}")
            .With("Way", ways.Select(w => w.Name)).With("ms", best, "0.00").With("Copies of a matrix", best.Select(x => x / best[0]), "0.0").With("Copies of arrays", best.Select(x => x / best[1]), "0.0"));
        return frame.ToMatrix().Cast<double>().SequenceEqual(matrix.Cast<double>())
            && holed.ToMatrix().Cast<double>().SequenceEqual(gaps.Cast<double>())
            && arrays.ToFrame(rows, columns).ToMatrix().Cast<double>().SequenceEqual(frame.ToArray2D<double>().Cast<double>());
    }
}
