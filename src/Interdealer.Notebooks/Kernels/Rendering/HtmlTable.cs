using System.Collections;
using System.Net;
using System.Text;

namespace Interdealer.Notebooks.Kernels.Rendering;

/// <summary>Values without a representation of their own as an HTML table: a sequence by rows, anything else by its members.</summary>
internal static class HtmlTable
{
    private const int Rows = 1000;
    private const int Characters = 4 * 1024 * 1024;

    /// <summary>The table; empty where the value has nothing to tabulate.</summary>
    public static string Of(object value) => value switch
    {
        IDictionary dictionary => Table(["key", "value"], dictionary.Keys.Cast<object?>().Select(key => new[] { key, dictionary[key!] })),
        IEnumerable sequence => Sequence(sequence),
        _ when ValueText.OverridesToString(value.GetType()) && !IsPlainData(value.GetType()) => "",
        _ => ValueMembers.Of(value.GetType()) is { Count: > 0 } members
            ? Table(["member", "value"], members.Select(member => new[] { member.Name, member.Get(value) }))
            : "",
    };

    private static string Sequence(IEnumerable sequence)
    {
        // Read once, one more than is shown, so that a sequence without end ends here.
        List<object?> rows = [.. sequence.Cast<object?>().Take(Rows + 1)];
        Type? type = rows.Find(row => row is not null)?.GetType();
        if (type is null || ValueText.IsScalar(rows.Find(row => row is not null)) || rows.Exists(row => row is not null && row.GetType() != type))
        {
            return rows.Count == 0 ? "" : Table(["value"], rows.Select(row => new[] { row }));
        }

        IReadOnlyList<ValueMembers.Member> members = ValueMembers.Of(type);
        bool tabular = members.Count > 0 && !typeof(IEnumerable).IsAssignableFrom(type);
        return tabular
            ? Table([.. members.Select(member => member.Name)], rows.Select(row => members.Select(member => row is null ? null : member.Get(row)).ToArray()))
            : Table(["value"], rows.Select(row => new[] { row }));
    }

    /// <summary>Records, tuples and anonymous objects write themselves, yet are better read as a table.</summary>
    private static bool IsPlainData(Type type) =>
        type.GetMethod("<Clone>$") is not null
        || type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal)
        || type.Name.StartsWith("Tuple`", StringComparison.Ordinal)
        || type.Name.Contains("AnonymousType", StringComparison.Ordinal);

    private static string Table(string[] columns, IEnumerable<object?[]> rows)
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach (string column in columns)
        {
            html.Append("<th>").Append(WebUtility.HtmlEncode(column)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        int count = 0;
        foreach (object?[] row in rows)
        {
            if (count == Rows || html.Length > Characters)
            {
                html.Append("<tr><td colspan=\"").Append(columns.Length).Append("\">… only the first ").Append(count).Append(" rows are shown</td></tr>");
                break;
            }

            count++;

            html.Append("<tr>");
            foreach (object? cell in row)
            {
                html.Append("<td>").Append(WebUtility.HtmlEncode(ValueText.Bounded(ValueText.Of(cell, 1)))).Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }
}
