using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;

namespace Interdealer.Notebooks.Kernels.Rendering;

/// <summary>
/// A Deedle frame or series as a table, recognised by name: a notebook may use Deedle by itself, and nothing here references it. At most so many rows
/// and columns are looked at.
/// </summary>
internal sealed class DeedleTable
{
    private const int Rows = 100;
    private const int Columns = 40;

    // Headings first, then a row each, keys in front; what was left out is said below.
    private readonly List<string[]> _cells;
    private readonly int _keys;
    private readonly string _note;
    private bool[]? _numeric;

    private DeedleTable(List<string[]> cells, int keys, string note) => (_cells, _keys, _note) = (cells, keys, note);

    /// <summary>The table of a frame or series; null for anything else.</summary>
    public static DeedleTable? Of(object value)
    {
        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            switch (type.IsGenericType ? type.GetGenericTypeDefinition().FullName : null)
            {
                case "Deedle.Frame`2": return OfFrame(value);
                case "Deedle.Series`2": return OfSeries(value);
            }
        }

        return null;
    }

    public string ToHtml()
    {
        var html = new StringBuilder("<table><thead><tr>");
        Append(html, _cells[0], "th", "th");
        html.Append("</tr></thead><tbody>");
        foreach (var row in _cells.Skip(1))
        {
            html.Append("<tr>");
            Append(html, row, "th", "td");
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        return _note.Length == 0 ? html.ToString() : html.Append("<p>").Append(WebUtility.HtmlEncode(_note)).Append("</p>").ToString();
    }

    public override string ToString()
    {
        int[] widths = [.. _cells[0].Select((_, c) => _cells.Max(row => row[c].Length))];
        var lines = _cells.Select(row => string.Join("  ", row.Select((cell, c) => c < _keys ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
        return string.Join('\n', _note.Length == 0 ? lines : lines.Append(_note));
    }

    private static DeedleTable OfFrame(object frame)
    {
        // One look at the keys and the stored columns; a cell by row and column would cost a search each.
        var data = Invoke(frame, "GetFrameData");
        var rowKeys = Sequence(Get(data, "RowKeys"), Rows);
        var columnKeys = Sequence(Get(data, "ColumnKeys"), Columns);
        var vectors = Sequence(Get(data, "Columns"), Columns);
        var keys = rowKeys.Select(Key).ToList();
        var width = keys.Count == 0 ? 1 : keys[0].Length;
        var cells = new List<string[]> { Enumerable.Repeat("", width).Concat(columnKeys.Select(key => string.Join(" / ", Key(key)))).ToArray() };
        var columns = vectors.Select(column => Sequence(Get(Get(column, "Item2"), "ObjectSequence", "Deedle.IVector"), Rows)).ToList();
        for (var r = 0; r < keys.Count; r++)
        {
            cells.Add([.. keys[r], .. columns.Select(column => Shown(column[r]))]);
        }

        return new(cells, width, Note((int)Get(frame, "RowCount")!, (int)Get(frame, "ColumnCount")!));
    }

    private static DeedleTable OfSeries(object series)
    {
        var observations = Sequence(Get(series, "ObservationsAll"), Rows);
        List<string[]> cells = [["", "value"]];
        cells.AddRange(observations.Select(one => (string[])[OneLine(ValueText.Of(Get(one, "Key"), 1)), Shown(Get(one, "Value"))]));
        return new(cells, 1, Note((int)Get(series, "KeyCount")!, 1));
    }

    private static string Note(int rows, int columns) => (rows > Rows, columns > Columns) switch
    {
        (true, true) => FormattableString.Invariant($"The first {Rows} of {rows:#,0} rows and {Columns} of {columns:#,0} columns are shown."),
        (true, false) => FormattableString.Invariant($"The first {Rows} of {rows:#,0} rows are shown."),
        (false, true) => FormattableString.Invariant($"The first {Columns} of {columns:#,0} columns are shown."),
        _ => "",
    };

    /// <summary>The levels of a key.</summary>
    private static string[] Key(object? key) => key is object?[] levels ? [.. levels.Select(level => OneLine(ValueText.Of(level, 1)))] : [OneLine(ValueText.Of(key, 1))];

    /// <summary>A cell; empty where it has no value. Numbers with six digits, or all that stand before the point: a frame is read, not parsed.</summary>
    private static string Shown(object? optional) => Get(optional, "HasValue") is not true ? "" : Get(optional, "Value") switch
    {
        double number => Number(number),
        float number => Number(number),
        var value => OneLine(ValueText.Of(value, 1)),
    };

    private static string Number(double number)
    {
        var size = Math.Abs(number);
        if (!double.IsFinite(number) || size is not (0 or >= 1e-5 and < 1e15))
        {
            return number.ToString("G6", CultureInfo.InvariantCulture);
        }

        var before = size < 1 ? (int)Math.Floor(Math.Log10(Math.Max(size, 1e-5))) + 1 : (int)Math.Floor(Math.Log10(size)) + 1;
        return number.ToString("0." + new string('#', Math.Max(0, 6 - before)), CultureInfo.InvariantCulture);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static List<object?> Sequence(object? sequence, int limit) => [.. ((IEnumerable)sequence!).Cast<object?>().Take(limit)];

    private static object? Invoke(object? target, string method) => target!.GetType().GetMethod(method, Type.EmptyTypes)!.Invoke(target, null);

    /// <summary>A property of a value, or of an interface it implements explicitly, as F# objects do.</summary>
    private static object? Get(object? target, string property, string? declaredBy = null)
    {
        var type = target!.GetType();
        var source = declaredBy is null ? type : type.GetInterfaces().First(one => one.FullName == declaredBy);
        return source.GetProperty(property)!.GetValue(target);
    }

    // Numbers stand at the right, under a heading that does.
    private bool IsNumeric(int column) => (_numeric ??= [.. _cells[0].Select((_, c) => _cells.Skip(1).Select(row => row[c]).Where(cell => cell.Length > 0).ToArray())
        .Select(cells => cells.Length > 0 && Array.TrueForAll(cells, cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))])[column];

    private void Append(StringBuilder html, string[] row, string key, string cell)
    {
        for (var c = 0; c < row.Length; c++)
        {
            var tag = c < _keys ? key : cell;
            html.Append('<').Append(tag).Append(c >= _keys && IsNumeric(c) ? " style=\"text-align:right\">" : ">").Append(WebUtility.HtmlEncode(row[c])).Append("</").Append(tag).Append('>');
        }
    }
}
