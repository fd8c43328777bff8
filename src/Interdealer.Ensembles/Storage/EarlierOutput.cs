using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Data;
using Interdealer.Data.Reading;
using Interdealer.Files;

namespace Interdealer.Ensembles.Storage;

/// <summary>Tells files that an ensemble has written from files that are anybody's.</summary>
internal static class EarlierOutput
{
    // Only the names of the columns are read, however many an ensemble kept.
    private static readonly ReadLimits Reading = new() { Bytes = long.MaxValue, Rows = int.MaxValue, Columns = int.MaxValue, RowBytes = 1 << 28 };

    /// <summary>Whether a file is a checkpoint or shard, whole or damaged.</summary>
    public static bool IsJournal(string path) => RealPath.HasContent(path) && Journal.IsOne(path, JournalKind.Ensemble);

    /// <summary>Whether a file holds an ensemble's results: the specification in it has the hash that is in it too.</summary>
    public static bool IsResults(string path)
    {
        try
        {
            return RealPath.HasContent(path) && ResultsReport.Read(path) is var report && HasColumns(path, report.Specification);
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or JsonException or DataException)
        {
            return false;
        }
    }

    // What stands beside a table says that the table of this name was written, not that this is it: the columns have to be those kept.
    private static bool HasColumns(string path, string specification)
    {
        if (ResultsFile.Files(path).Count == 1)
        {
            return true;
        }

        var outputs = JsonNode.Parse(specification)?["outputs"] as JsonArray ?? [];
        var kept = outputs.Where(output => output?["keptInFull"]?.GetValue<bool>() == true).Select(output => output!["name"]?.GetValue<string>() ?? "");
        using var rows = TableRows.Open(DataSource.File(path).Within(Reading));
        return rows.Read() && CsvResults.Heading(rows.Cells()[1..]) == CsvResults.Heading(kept);
    }
}
