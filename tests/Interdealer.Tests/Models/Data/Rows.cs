using System.Globalization;

namespace Interdealer.Tests.Models.Data;

/// <summary>Small tables kept as text: rows by column name; a cell in quotation marks may hold commas.</summary>
internal static class Rows
{
    public static List<Dictionary<string, string>> Of(string table)
    {
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var header = Cells(lines[0]);
        return [.. lines.Skip(1).Select(line => header.Zip(Cells(line)).ToDictionary(x => x.First, x => x.Second, StringComparer.Ordinal))];
    }

    public static double Number(this Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    private static List<string> Cells(string line)
    {
        // Commas outside quotation marks separate: those with an even number of marks before them.
        var parts = line.Split('"');
        for (var p = 0; p < parts.Length; p += 2)
        {
            parts[p] = parts[p].Replace(',', '\t');
        }

        return [.. string.Concat(parts).Split('\t')];
    }
}
