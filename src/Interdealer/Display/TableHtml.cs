using System.Text;

namespace Interdealer.Display;

/// <summary>A table as HTML that takes its colours from the page around it, light or dark.</summary>
internal static class TableHtml
{
    private const string Style =
        ".id-table{border-collapse:collapse;color:inherit;background:transparent;font-variant-numeric:tabular-nums;margin:.5em 0;border:0;font-size:.95em}"
        + ".id-table caption{caption-side:top;text-align:left;font-weight:600;padding:.2em .6em .4em 0;color:inherit}"
        + ".id-table th,.id-table td{padding:.25em .8em;text-align:left;vertical-align:baseline;background:transparent;color:inherit;border:0;white-space:nowrap}"
        + ".id-table thead th{font-weight:600;border-top:1.5px solid currentColor;border-bottom:1px solid currentColor;vertical-align:bottom}"
        + ".id-table tbody tr{background:transparent;border-bottom:1px solid rgba(127,127,127,.25)}"
        + ".id-table tbody tr:last-child{border-bottom:1.5px solid currentColor}"
        + ".id-table tbody th{font-weight:400}"
        + ".id-table .id-number{text-align:right}"
        + ".id-table thead th,.id-table .id-long{white-space:normal}"
        + ".id-table .id-long{min-width:9em}"
        + ".id-table tfoot td{font-size:.85em;opacity:.8;border:0;white-space:normal}"
        // What stands above and below a table stays where it can be read when the table is moved sideways, and breaks to the width there is.
        + ".id-table .id-still{position:sticky;left:0;display:inline-block;max-width:min(60em,calc(100vw - 3em))}";

    public static string Of(Table table)
    {
        var html = new StringBuilder("<div style=\"overflow-x:auto\"><style>").Append(Style).Append("</style><table class=\"id-table\">\n");
        if (!string.IsNullOrWhiteSpace(table.Caption))
        {
            html.Append(Html.Element("caption", Still(table.Caption))).Append('\n');
        }
        html.Append("<thead>").Append(Html.Element("tr", string.Concat(table.Columns.Select(Head)))).Append("</thead>\n<tbody>\n");
        for (var row = 0; row < table.ShownRows; row++)
        {
            html.Append(Html.Element("tr", string.Concat(table.Columns.Select((column, c) => Cell(column, row, isFirst: c == 0))))).Append('\n');
        }
        html.Append("</tbody>\n");
        foreach (var note in table.Notes.Select((text, i) => (text, i)))
        {
            html.Append(note.i == 0 ? "<tfoot>\n" : "")
                .Append(Html.Element("tr", Html.Element("td", Still(note.text), ("colspan", Math.Max(1, table.Columns.Length).ToString(System.Globalization.CultureInfo.InvariantCulture)))))
                .Append('\n');
        }
        return html.Append(table.Notes.Any() ? "</tfoot>\n" : "").Append("</table></div>").ToString();
    }

    private static string Still(string text) => Html.TextElement("span", text, ("class", "id-still"));

    private static string Head(TableColumn column)
        => Html.TextElement("th", column.Label, ("scope", "col"), ("class", column.Format.AlignRight ? "id-number" : null));

    // Beyond this many characters a text may break into lines, of a width that can be read; dates, short names and numbers stay whole.
    private const int Whole = 24;

    // A first column of names heads its row; a number heads nothing.
    private static string Cell(TableColumn column, int row, bool isFirst)
        => column.Format.AlignRight
            ? Html.Element("td", Content(column, row), ("class", "id-number"))
            : isFirst
                ? Html.Element("th", Content(column, row), ("scope", "row"), Long(column, row))
                : Html.Element("td", Content(column, row), Long(column, row));

    private static string Content(TableColumn column, int row)
        => column.Values[row] is Link link ? Html.TextElement("a", link.Text, ("href", link.Address.AbsoluteUri)) : Html.Encode(column.Shown(row));

    private static (string Name, string? Value) Long(TableColumn column, int row) => ("class", column.Shown(row).Length > Whole ? "id-long" : null);
}
