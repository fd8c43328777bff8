using System.Globalization;
using Deedle;

namespace Interdealer.Frames.Reading;

/// <summary>A frame of one amount a row, whose other columns say of whom and of what.</summary>
internal static class LongTable
{
    /// <summary>The labels of some columns and the amount of another, row by row; no two rows of the same labels.</summary>
    /// <param name="frame">Any frame; columns not asked for are not read.</param>
    /// <param name="argument">What messages call the frame.</param>
    /// <param name="labels">Columns of text.</param>
    /// <param name="amount">The column of numbers.</param>
    /// <param name="missing">What a row without an amount means; without a label it is an error always.</param>
    public static List<(object?[] Labels, double Amount)> Read<TRow>(
        Frame<TRow, string> frame, string argument, string[] labels, string amount, Missing? missing)
        where TRow : notnull
    {
        const string Expected = "a finite number of at least 0 (currency)";
        var table = FrameColumns<TRow>.Of(frame, argument);
        object?[][] keys = [.. labels.Select(label => Labels(table, label))];
        var values = new Numbers<TRow>(argument, Expected, table.Rows, [amount], [table.Numbers(Place(table, amount), Expected)]).Where(x => x >= 0 && double.IsFinite(x));
        var choice = missing ?? Missing.Refused;
        var (rows, seen) = (new List<(object?[], double)>(), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var r = 0; r < table.Rows.Length; r++)
        {
            object?[] key = [.. keys.Select(column => column[r])];
            if (!seen.TryAdd(string.Join('\u001f', key.Select(Cell.Key)), r))
            {
                var earlier = seen[string.Join('\u001f', key.Select(Cell.Key))];
                throw new ArgumentException(
                    $"{argument}: rows {Cell.Key(table.Rows[earlier])} and {Cell.Key(table.Rows[r])} are both of {string.Join(", ", key.Select(Cell.Key))} in the columns " +
                    $"{string.Join(", ", labels.Select(label => $"\"{label}\""))}; each once.",
                    argument);
            }

            var value = values.Values[0][r];
            if (double.IsNaN(value) && choice.Choice is Missing.Way.Refused or Missing.Way.CarriedForward)
            {
                throw values.Empty(r, 0);
            }

            if (!double.IsNaN(value) || choice.Choice == Missing.Way.Filled)
            {
                rows.Add((key, double.IsNaN(value) ? choice.Value : value));
            }
        }

        return rows;
    }

    public static int Place<TRow>(FrameColumns<TRow> table, string column)
        where TRow : notnull
    {
        var at = Array.IndexOf(table.Columns, column);
        return at >= 0 ? at : throw Require.Unknown($"a column of {table.Argument}", column, table.Columns, nameof(column));
    }

    /// <summary>A label as text: whole numbers and days may be labels too.</summary>
    public static string Text(object? label) => label as string ?? Convert.ToString(label, CultureInfo.InvariantCulture)!;

    private static object?[] Labels<TRow>(FrameColumns<TRow> table, string column)
        where TRow : notnull
    {
        var cells = table.Objects(Place(table, column));
        var r = Array.FindIndex(cells, cell => cell is null || (cell is string text && string.IsNullOrWhiteSpace(text)));
        return r < 0 ? cells : throw Cell.Empty(table.Argument, table.Rows[r], column, "a label");
    }
}
