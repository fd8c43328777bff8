using Interdealer.Data.Columnar;

namespace Interdealer.Ensembles.Storage;

/// <summary>The formats of files of results; the same run gives the same bytes in each.</summary>
internal static class ResultsFile
{
    /// <summary>What writes a file of that name; asked before the run, so that no run ends in a file that cannot be written.</summary>
    /// <exception cref="ArgumentException">Its ending is none of the formats', or the format cannot hold the outputs that are kept in full.</exception>
    public static Action<FinishedRun, string> WriterFor(string path, EnsemblePlan plan)
    {
        string[] columns = [.. plan.Kept.Select(k => plan.Outputs[k].Name)];
        switch (Path.GetExtension(Require.Label(path)))
        {
            case ".sqlite" or ".db":
                SqliteResults.EnsureHolds(columns);
                return SqliteResults.Write;
            case ".parquet" or ".arrow":
                ColumnarResults.EnsureHolds(columns);
                return (run, to) => ColumnarResults.Write(ColumnarFormat.Of(to)!, run, to);
            case ".csv":
                return CsvResults.Write;
            case ".json":
                return JsonResults.Write;
            default:
                throw new ArgumentException($"path: \"{path}\" must end in .sqlite, .db, .parquet, .arrow, .csv or .json, which names the format of the results.", nameof(path));
        }
    }

    /// <summary>The file of specification and figures that belongs to a table.</summary>
    public static string Beside(string path) => Path.ChangeExtension(path, ".run.json");

    /// <summary>Every file that results of that name are written to.</summary>
    public static IReadOnlyList<string> Files(string path) => Path.GetExtension(path) is ".csv" or ".parquet" or ".arrow" ? [path, Beside(path)] : [path];
}
