namespace Interdealer.Ensembles.Storage;

/// <summary>The formats of files of results; the same run gives the same bytes in each.</summary>
internal static class ResultsFile
{
    /// <summary>What writes a file of that name; asked before the run, so that no run ends in a file that cannot be written.</summary>
    /// <exception cref="ArgumentException">Its ending is none of the formats', or the format cannot hold the outputs that are kept in full.</exception>
    public static Action<FinishedRun, string> WriterFor(string path, EnsemblePlan plan)
    {
        var writer = WriterFor(path);
        if (writer == SqliteResults.Write)
        {
            SqliteResults.EnsureHolds([.. plan.Kept.Select(k => plan.Outputs[k].Name)]);
        }
        else if (writer == ParquetResults.Write)
        {
            ParquetResults.EnsureHolds([.. plan.Kept.Select(k => plan.Outputs[k].Name)]);
        }

        return writer;
    }

    /// <summary>The file of specification and figures that belongs to a table.</summary>
    public static string Beside(string path) => Path.ChangeExtension(path, ".run.json");

    /// <summary>Every file that results of that name are written to.</summary>
    public static IReadOnlyList<string> Files(string path) => Path.GetExtension(path) is ".csv" or ".parquet" ? [path, Beside(path)] : [path];

    private static Action<FinishedRun, string> WriterFor(string path) => Path.GetExtension(Require.Label(path)) switch
    {
        ".sqlite" or ".db" => SqliteResults.Write,
        ".csv" => CsvResults.Write,
        ".parquet" => ParquetResults.Write,
        ".json" => JsonResults.Write,
        _ => throw new ArgumentException($"path: \"{path}\" must end in .sqlite, .db, .parquet, .csv or .json, which names the format of the results.", nameof(path)),
    };
}
