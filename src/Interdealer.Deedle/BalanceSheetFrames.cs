using Deedle;
using Interdealer.Frames.Reading;
using Interdealer.Frames.Writing;

namespace Interdealer.Frames;

/// <summary>
/// Balance sheets in and out of frames: as a list with an item a row, which keeps everything, or as a matrix with an institution a row and an asset a column.
/// </summary>
public static class BalanceSheetFrames
{
    private const string Amount = "a finite number of at least 0 (currency)";
    private const string Asset = "Asset", Liability = "Liability", Capital = "Tier 1 capital", Exposure = "Off-balance-sheet exposure";
    private static readonly string[] Sides = [Asset, Liability, Capital, Exposure];

    /// <summary>
    /// The sheets as a list: columns Institution, Side (Asset, Liability, Tier 1 capital or Off-balance-sheet exposure), Item, Kind (of an asset) and Value
    /// (currency), in the order of the sheets and their items.
    /// </summary>
    /// <param name="sheets">Any number, names unique.</param>
    public static Frame<int, string> ToFrame(this IEnumerable<BalanceSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        var rows = sheets.SelectMany(sheet => sheet.Assets.Select(a => new Row(sheet.Name, Asset, a.Name, a.Kind.ToString(), a.Value))
            .Concat(sheet.Liabilities.Select(l => new Row(sheet.Name, Liability, l.Name, null, l.Value)))
            .Append(new Row(sheet.Name, Capital, Capital, null, sheet.Tier1Capital))
            .Append(new Row(sheet.Name, Exposure, Exposure, null, sheet.OffBalanceSheetExposure))).ToArray();
        return rows.ToFrame();
    }

    /// <summary>The sheets of a list as <see cref="ToFrame"/> writes it; the order of institutions and items is that of the rows.</summary>
    /// <param name="frame">
    /// Columns Institution, Side, Item, Value and, where some asset is not marketable, Kind. Every institution has a row of Tier 1 capital; its liabilities
    /// may be left out altogether (one debt, the difference), as may its exposure.
    /// </param>
    /// <exception cref="ArgumentException">A cell is missing, repeated or not what its column holds; the message names row and column.</exception>
    public static IReadOnlyList<BalanceSheet> ToBalanceSheets<TRow>(this Frame<TRow, string> frame)
        where TRow : notnull
    {
        var table = FrameColumns<TRow>.Of(frame, nameof(frame));
        string[] kinds = [.. Words(table, "Kind", optional: true, (r, text) => Enum.GetNames<AssetKind>().Contains(text), $"one of {string.Join(", ", Enum.GetNames<AssetKind>())}")];
        string[] sides = [.. Words(table, "Side", optional: false, (r, text) => Sides.Contains(text), $"one of {string.Join(", ", Sides)}")];
        var rows = LongTable.Read(frame, nameof(frame), ["Institution", "Side", "Item"], "Value", Missing.Refused)
            .Select((row, r) => (Institution: LongTable.Text(row.Labels[0]), Side: sides[r], Item: LongTable.Text(row.Labels[2]), Kind: kinds[r], row.Amount));
        return [.. rows.GroupBy(row => row.Institution, StringComparer.Ordinal).Select(own =>
        {
            var capital = own.Where(row => row.Side == Capital).ToList();
            if (capital.Count != 1)
            {
                throw new ArgumentException($"frame: \"{own.Key}\" has {capital.Count} rows of {Capital} in the column \"Side\"; expected one.", nameof(frame));
            }

            var sheet = new BalanceSheet(
                own.Key,
                capital[0].Amount,
                own.Any(row => row.Side == Liability) ? own.Where(row => row.Side == Liability).Select(row => new LiabilityItem(row.Item, row.Amount)) : null,
                own.Where(row => row.Side == Exposure).Sum(row => row.Amount));
            foreach (var row in own.Where(row => row.Side == Asset))
            {
                sheet.Add(row.Item, row.Amount, row.Kind.Length == 0 ? AssetKind.Marketable : Enum.Parse<AssetKind>(row.Kind));
            }

            return sheet;
        })];
    }

    /// <summary>The sheets of a matrix: an institution a row, an asset a column, one debt each.</summary>
    /// <param name="frame">Amounts in currency, at least 0.</param>
    /// <param name="tier1Capital">The column of Tier 1 capital; every other column is an asset, in the order in which they are sold.</param>
    /// <param name="cash">Columns that are cash or central bank reserves.</param>
    /// <param name="other">Columns that cannot be sold.</param>
    /// <param name="missing">What a gap among assets means: refused when left out, <see cref="Missing.LeftOut"/> for not held.</param>
    /// <exception cref="ArgumentException">A column is not there, or a cell is no amount; the message names row and column.</exception>
    public static IReadOnlyList<BalanceSheet> ToBalanceSheets(
        this Frame<string, string> frame, string tier1Capital, IEnumerable<string>? cash = null, IEnumerable<string>? other = null, Missing? missing = null)
    {
        var table = Numbers<string>.Of(frame, nameof(frame), Amount).Where(x => x >= 0 && double.IsFinite(x));
        var kinds = new Dictionary<string, AssetKind>(StringComparer.Ordinal);
        foreach (var (name, kind) in (cash ?? []).Select(name => (name, AssetKind.Cash)).Concat((other ?? []).Select(name => (name, AssetKind.Other))))
        {
            _ = table.Columns.Contains(name) ? 0 : throw Require.Unknown("a column of the frame", name, table.Columns, kind == AssetKind.Cash ? nameof(cash) : nameof(other));
            kinds[name] = kind;
        }

        var capital = Array.IndexOf(table.Columns, tier1Capital);
        _ = capital >= 0 ? 0 : throw Require.Unknown("a column of the frame", tier1Capital, table.Columns, nameof(tier1Capital));
        var held = PairTable.Read(
            table with { Columns = [.. table.Columns.Where((_, c) => c != capital)], Values = [.. table.Values.Where((_, c) => c != capital)] },
            name => name, table.Rows, [.. table.Columns.Where((_, c) => c != capital)], missing, (i, k, amount) => new Holding(i, k, amount)).ToLookup(h => h.Institution);
        return [.. table.Rows.Select((name, r) =>
        {
            var sheet = new BalanceSheet(name, double.IsNaN(table.Values[capital][r]) ? throw table.Empty(r, capital) : table.Values[capital][r]);
            foreach (var item in held[name])
            {
                sheet.Add(item.Asset, item.Amount, kinds.GetValueOrDefault(item.Asset));
            }

            return sheet;
        })];
    }

    private static string[] Words<TRow>(FrameColumns<TRow> table, string column, bool optional, Func<int, string, bool> known, string expected)
        where TRow : notnull
    {
        if (optional && !table.Columns.Contains(column))
        {
            return [.. table.Rows.Select(_ => "")];
        }

        return [.. table.Objects(LongTable.Place(table, column)).Select((cell, r) => cell switch
        {
            null when optional => "",
            null => throw Cell.Empty(table.Argument, table.Rows[r], column, expected),
            string or Enum when cell.ToString()!.Trim() is var text && known(r, text) => text,
            _ => throw Cell.Other(table.Argument, table.Rows[r], column, cell, expected),
        })];
    }

    private sealed record Row(string Institution, string Side, string Item, string? Kind, double Value);
}
