using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Interdealer.Data;

/// <summary>Files of the European Banking Authority's EU-wide transparency exercise in CSV: tr_sov, tr_cre, tr_mrk and tr_oth.</summary>
/// <remarks>
/// The layout: <c>LEI_Code</c> (or <c>LEI_code</c>), <c>Period</c> (year and month, 202306), <c>Item</c>, <c>Amount</c>, and columns of codes that differ from
/// file to file (NSA, Country, Exposure, Portfolio, Maturity, Label, …). Codes include totals (country 0, maturity 8 and so on) beside what they add up: choose
/// before adding. The files have more than a hundred megabytes, so choose items and period here: only what is chosen is kept.
/// </remarks>
public static class EbaTransparency
{
    private const string LeiColumn = "LEI_Code", PeriodColumn = "Period", ItemColumn = "Item", AmountColumn = "Amount";

    /// <summary>Reads a file, or what is chosen of it.</summary>
    /// <param name="source">The file.</param>
    /// <param name="items">Numbers of items to keep; all when left out.</param>
    /// <param name="period">Any day of the month to keep; all months when left out.</param>
    /// <returns>The figures kept, in the order of the file; two of one bank, period, item and codes are refused.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a file, or nothing of it is chosen; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<EbaTransparencyFigure> Read(DataSource source, IEnumerable<string>? items = null, DateOnly? period = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var chosen = items?.ToHashSet(StringComparer.Ordinal);
        var month = period is { } day ? EndOfMonth(day) : (DateOnly?)null;
        using var rows = new CsvRows(source);
        string[] needed = [LeiColumn, PeriodColumn, ItemColumn, AmountColumn];
        var header = TableHeader.Any(rows, $"the columns {string.Join(", ", needed)} and others", StringComparer.OrdinalIgnoreCase).Needing(rows, needed);
        string[] dimensions = [.. header.Names.Where(name => !needed.Contains(name, StringComparer.OrdinalIgnoreCase))];
        var keys = new UniqueKeys(source.Name, [LeiColumn, PeriodColumn, ItemColumn, .. dimensions]);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var figures = new List<EbaTransparencyFigure>();
        var read = 0;
        while (rows.Read())
        {
            var row = header.Row(rows, figures.Count, source.Limits);
            read++;
            var (item, date) = (row.Text(ItemColumn), EndOfMonth(row.Date(PeriodColumn, "yyyyMM", "year and month (202306)")));
            if (chosen?.Contains(item) == false || (month is not null && date != month))
            {
                continue;
            }

            figures.Add(new(
                Once(texts, row.Text(LeiColumn)), date, Once(texts, item), row.IsBlank(AmountColumn) ? null : row.Double(AmountColumn, "EUR mn (or a fraction)"),
                new Codes(dimensions, [.. dimensions.Select(name => Once(texts, row.IsBlank(name) ? "" : row.Cell(name)))])));
            keys.Add(row);
        }

        return figures.Count > 0
            ? figures
            : throw new DataException(source.Name, null, FormattableString.Invariant($"has no figure of the items and the period chosen among its {read} rows"));
    }

    private static DateOnly EndOfMonth(DateOnly day) => new DateOnly(day.Year, day.Month, 1).AddMonths(1).AddDays(-1);

    // A few thousand texts come again in a million rows.
    private static string Once(Dictionary<string, string> texts, string text) => texts.TryGetValue(text, out var known) ? known : texts[text] = text;

    /// <summary>The codes of a row under the names of its columns, which all rows share.</summary>
    private sealed class Codes(string[] names, string[] values) : IReadOnlyDictionary<string, string>
    {
        public IEnumerable<string> Keys => names;

        public IEnumerable<string> Values => values;

        public int Count => names.Length;

        public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no column {key}.");

        public bool ContainsKey(string key) => TryGetValue(key, out _);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
        {
            var at = Array.FindIndex(names, name => string.Equals(name, key, StringComparison.OrdinalIgnoreCase));
            value = at >= 0 ? values[at] : null;
            return at >= 0;
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
            names.Zip(values, (name, value) => new KeyValuePair<string, string>(name, value)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
