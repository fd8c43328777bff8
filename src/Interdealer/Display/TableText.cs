using System.Globalization;
using System.Text;

namespace Interdealer.Display;

/// <summary>A table as aligned monospace text of bounded width.</summary>
internal static class TableText
{
    private const int Width = 120;
    private const int CellWidth = 48;
    private const string Gap = "  ";

    public static string Of(Table table)
    {
        var lines = new List<string>();
        if (!string.IsNullOrWhiteSpace(table.Caption))
        {
            lines.Add(Line(table.Caption));
        }
        var columns = table.Columns.Select(column => new Cells(column, table.ShownRows)).ToArray();
        var isFirst = true;
        foreach (var block in Blocks(columns))
        {
            if (!isFirst)
            {
                lines.Add("");
            }
            isFirst = false;
            lines.Add(Row(block, column => column.Heading));
            lines.Add(Row(block, column => new string('─', column.Width)));
            lines.AddRange(Enumerable.Range(0, table.ShownRows).Select(row => Row(block, column => column.Rows[row])));
        }
        lines.AddRange(table.Notes.Select(Line));
        return string.Join('\n', lines);
    }

    // As many columns side by side as fit; the rest below, each time after the first column again.
    private static IEnumerable<Cells[]> Blocks(Cells[] columns)
    {
        for (var next = 0; next < columns.Length;)
        {
            var block = new List<Cells>();
            if (next > 0)
            {
                block.Add(columns[0]);
            }
            do
            {
                block.Add(columns[next++]);
            }
            while (next < columns.Length && block.Sum(column => column.Width + Gap.Length) + columns[next].Width <= Width);
            yield return [.. block];
        }
    }

    private static string Row(IEnumerable<Cells> block, Func<Cells, string> text)
        => string.Join(Gap, block.Select(column => column.Pad(text(column)))).TrimEnd();

    private static string Line(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);

    private sealed class Cells
    {
        private readonly bool alignRight;

        public Cells(TableColumn column, int rows)
        {
            alignRight = column.Format.AlignRight;
            Heading = Cut(column.Label);
            Rows = [.. Enumerable.Range(0, rows).Select(row => Cut(column.Shown(row)))];
            Width = Rows.Append(Heading).Max(Length);
        }

        public string Heading { get; }

        public string[] Rows { get; }

        public int Width { get; }

        public string Pad(string text)
        {
            var space = new string(' ', Width - Length(text));
            return alignRight ? space + text : text + space;
        }

        private static int Length(string text) => new StringInfo(text).LengthInTextElements;

        private static string Cut(string text)
        {
            var line = Line(text);
            return Length(line) <= CellWidth ? line : new StringInfo(line).SubstringByTextElements(0, CellWidth - 1) + "…";
        }
    }
}
