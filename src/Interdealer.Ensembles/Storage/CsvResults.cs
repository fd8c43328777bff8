using System.Text;
using Interdealer.Files;

namespace Interdealer.Ensembles.Storage;

/// <summary>Outputs kept in full as comma-separated text, a row a scenario; specification and figures in a .run.json beside it.</summary>
internal static class CsvResults
{
    public static void Write(FinishedRun run, string path)
    {
        // The table comes last: where it is, the rest is.
        JsonResults.Write(run, ResultsFile.Beside(path));
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(Heading(run.Columns));
            foreach (var (range, values) in run.Kept.InOrder())
            {
                for (var s = 0; s < range.Count; s++)
                {
                    writer.Write(range.First + s);
                    foreach (var column in values)
                    {
                        writer.Write(',');
                        writer.Write(double.IsNaN(column[s]) ? "" : Require.Text(column[s]));
                    }

                    writer.WriteLine();
                }
            }
        });
    }

    /// <summary>The first line of the table.</summary>
    public static string Heading(IEnumerable<string> columns) => string.Join(',', columns.Prepend("scenario").Select(Cell));

    // A spreadsheet would take a heading that begins like a formula for one.
    private static string Cell(string text)
    {
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
