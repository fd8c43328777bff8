using Interdealer.Data.Columnar;
using Interdealer.Files;

namespace Interdealer.Ensembles.Storage;

/// <summary>Outputs kept in full as a Parquet or Arrow file, a row a scenario, null where there is no value; specification and figures in a .run.json beside it.</summary>
internal static class ColumnarResults
{
    private const string NumberColumn = "scenario";

    // What a group holds in memory at most: 64 MiB, or 1,024 rows of very many outputs.
    private const int GroupValues = 1 << 23;
    private const int FewestRows = 1 << 10;

    /// <summary>Checks that a file can have these columns.</summary>
    /// <exception cref="ArgumentException">One has the name of the column of scenario numbers.</exception>
    public static void EnsureHolds(IReadOnlyList<string> columns)
    {
        if (columns.Contains(NumberColumn))
        {
            throw new ArgumentException($"The output \"{NumberColumn}\" has the name of the column of scenario numbers. Rename it.");
        }
    }

    public static void Write(ColumnarFormat format, FinishedRun run, string path)
    {
        // The table comes last: where it is, the rest is.
        JsonResults.Write(run, ResultsFile.Beside(path));
        string[] columns = [.. run.Columns];
        AtomicFile.Write(path, stream => format.Write(
            stream, [(NumberColumn, typeof(long)), .. columns.Select(name => (name, typeof(double)))], Groups(run, columns.Length)));
    }

    /// <summary>The portions of a run in groups of one size, so that the file does not depend on how it was run.</summary>
    private static IEnumerable<Array[]> Groups(FinishedRun run, int columns)
    {
        var rows = Math.Clamp(GroupValues / (columns + 1), FewestRows, ColumnarFormat.GroupRows);
        var (numbers, count) = (new long?[rows], 0);
        double[][] values = [.. Enumerable.Range(0, columns).Select(_ => new double[rows])];
        foreach (var (range, portion) in run.Kept.InOrder())
        {
            for (var s = 0; s < range.Count; s++)
            {
                numbers[count] = range.First + s;
                for (var c = 0; c < columns; c++)
                {
                    values[c][count] = portion[c][s];
                }

                if (++count == rows)
                {
                    yield return [numbers, .. values];
                    count = 0;
                }
            }
        }

        if (count > 0)
        {
            yield return [numbers[..count], .. values.Select(column => column[..count])];
        }
    }
}
