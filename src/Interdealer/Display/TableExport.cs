using System.Globalization;
using System.Text;
using Interdealer.Files;

namespace Interdealer.Display;

/// <summary>Tables as comma-separated text, for spreadsheets and other programs.</summary>
/// <remarks>
/// A header, then a row each; caption and remarks are left out, and every row is there, whatever the limit to the rows shown. Numbers are written in full,
/// with a decimal point, so that they read back as the same numbers: fractions stay fractions where the table shows per cent. What is missing or NaN
/// is blank, days are 2020-03-16, links are their addresses. A text that begins as a formula does has an apostrophe before it, so that a spreadsheet does
/// not run it. The same table gives the same bytes.
/// </remarks>
public static class TableExport
{
    /// <summary>The table as comma-separated text, lines ending in LF.</summary>
    /// <param name="result">A table, or a result that is one.</param>
    /// <exception cref="ArgumentException">The table has no columns.</exception>
    public static string ToCsv(this ITabular result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var columns = result.ToTable().Columns;
        if (columns.IsEmpty)
        {
            throw new ArgumentException("result must have at least one column; it had none.", nameof(result));
        }

        var text = new StringBuilder().AppendJoin(',', columns.Select(c => Text(c.Label))).Append('\n');
        for (var row = 0; row < columns[0].Values.Count; row++)
        {
            text.AppendJoin(',', columns.Select(c => Cell(c.Values[row]))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Writes the table as a file of comma-separated text, UTF-8, whole or not at all.</summary>
    /// <param name="result">A table, or a result that is one.</param>
    /// <param name="path">Ends in .csv; its folder is made if need be.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="ArgumentException">The path does not end in .csv, or the table has no columns.</exception>
    /// <exception cref="IOException">It cannot be written, or is there and may not be replaced.</exception>
    public static void SaveCsv(this ITabular result, string path, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Path.GetExtension(path) != ".csv")
        {
            throw new ArgumentException($"path must end in .csv; it was \"{Require.Visible(path)}\".", nameof(path));
        }

        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(result.ToCsv());
        AtomicFile.Write(path, stream => stream.Write(bytes), overwrite);
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number => double.IsNaN(number) ? "" : Require.Text(number),
        float number => float.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        Link link => Text(link.Address.AbsoluteUri),
        _ when Format.IsNumber(value) => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => Text(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static string Text(string text)
    {
        // One line a row: a line break within quotes is not read back by all programs, the library's own reader among them.
        var line = text.ReplaceLineEndings(" ");
        var safe = line.Length > 0 && line[0] is '=' or '+' or '-' or '@' or '\t' ? "'" + line : line;
        return safe.AsSpan().IndexOfAny(",\"") < 0 && safe == safe.Trim() ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
