using Deedle;
using Interdealer.Frames.Reading;

namespace Interdealer.Frames;

/// <summary>Panels: holdings by date, institution and asset, to one system for each date.</summary>
public static class PanelFrames
{
    /// <summary>One system for each date, in the order in which dates first come.</summary>
    /// <param name="holdings">A row for each date and institution, a column for each asset: amounts at price 1 of that date, in currency.</param>
    /// <param name="institutions">A row for each date and institution, the columns of <see cref="SystemFrames.Institutions"/>. Who has no row on a date is not there then.</param>
    /// <param name="assets">A row an asset, the columns of <see cref="SystemFrames.Assets"/>: the same on every date.</param>
    /// <param name="amounts">What a gap among holdings means: refused when left out, <see cref="Missing.LeftOut"/> for not held.</param>
    /// <param name="figures">What a gap among figures means: refused when left out, <see cref="Missing.LeftOut"/> for the default.</param>
    /// <exception cref="ArgumentException">
    /// A date and institution stands in one panel only, an asset in one frame only, or a cell is not what its column holds: the message names row and column.
    /// </exception>
    public static Series<TDate, FinancialSystem> ToSystems<TDate>(
        this Frame<Tuple<TDate, string>, string> holdings,
        Frame<Tuple<TDate, string>, string> institutions,
        Frame<string, string> assets,
        Missing? amounts = null,
        Missing? figures = null)
        where TDate : notnull
    {
        const string Expected = "a finite number of at least 0 (currency)";
        var table = Numbers<Tuple<TDate, string>>.Of(holdings, nameof(holdings), Expected).Where(x => x >= 0 && double.IsFinite(x));
        var present = InstitutionFigures.Table.Read(institutions, nameof(institutions), figures, key => key.Item2);
        var keys = institutions.RowKeys.ToArray();
        var listed = AssetFigures.Table.Read(assets, nameof(assets), figures, name => name);
        var columns = PairTable.Names(listed, a => a.Name);

        // Dates that have holdings and no figures would go unseen below.
        var known = keys.Select(key => key.Item1).ToHashSet();
        if (Array.Find(table.Rows, key => !known.Contains(key.Item1)) is { } stray)
        {
            throw new ArgumentException($"{Cell.Name(nameof(holdings), stray, columns.FirstOrDefault() ?? "")}: {nameof(institutions)} has no row of {Cell.Key(stray.Item1)}.", nameof(holdings));
        }

        var rowsOf = Places(table.Rows);
        var dates = Places(keys);
        return new(
            [.. dates.Select(date => date.Key)],
            [.. dates.Select(date => SystemOf(date.Select(i => present[i]).ToArray(), Rows(table, rowsOf[date.Key])))]);

        FinancialSystem SystemOf(Institution[] own, Numbers<Tuple<TDate, string>> rows) => new(
            own, listed, PairTable.Read(rows, key => key.Item2, PairTable.Names(own, i => i.Name), columns, amounts, (i, k, amount) => new Holding(i, k, amount)));
    }

    /// <summary>One system for each date, from a list with an amount a row; dates, institutions and assets in the order in which they first come.</summary>
    /// <param name="list">Any frame with the four columns; others are not read.</param>
    /// <param name="date">Column of the date: days, years or labels.</param>
    /// <param name="institution">Column of the holder's label.</param>
    /// <param name="asset">Column of the asset's label.</param>
    /// <param name="amount">Column of the amount at price 1 of that date, in currency.</param>
    /// <param name="describe">The institution and the asset by date and name, with the figures the list does not have; those with defaults when left out.</param>
    /// <param name="missing">What a row without an amount means: refused when left out, <see cref="Missing.LeftOut"/> for not held.</param>
    /// <exception cref="ArgumentException">A row is there twice, a label is missing or a date is of another type; the message names row and column.</exception>
    public static Series<TDate, FinancialSystem> ToSystems<TRow, TDate>(
        this Frame<TRow, string> list, string date, string institution, string asset, string amount,
        (Func<TDate, string, Institution>? Institution, Func<TDate, string, Asset>? Asset) describe = default, Missing? missing = null)
        where TRow : notnull
        where TDate : notnull
    {
        var days = FrameColumns<TRow>.Of(list, nameof(list));
        var cells = days.Objects(LongTable.Place(days, date));
        var wrong = Array.FindIndex(cells, cell => cell is not null and not TDate);
        if (wrong >= 0)
        {
            throw Cell.Other(nameof(list), days.Rows[wrong], date, cells[wrong]!, $"a {typeof(TDate).Name}");
        }

        var byDate = LongTable.Read(list, nameof(list), [date, institution, asset], amount, missing)
            .Select(row => (Date: (TDate)row.Labels[0]!, Holding: new Holding(LongTable.Text(row.Labels[1]), LongTable.Text(row.Labels[2]), row.Amount)))
            .GroupBy(row => row.Date, row => row.Holding).ToList();
        return new([.. byDate.Select(day => day.Key)], [.. byDate.Select(day => new FinancialSystem(
            day.Select(h => h.Institution).Distinct().Select(name => describe.Institution?.Invoke(day.Key, name) ?? new Institution(name)),
            day.Select(h => h.Asset).Distinct().Select(name => describe.Asset?.Invoke(day.Key, name) ?? new Asset(name)),
            day))]);
    }

    private static ILookup<TDate, int> Places<TDate>(Tuple<TDate, string>[] keys) =>
        Enumerable.Range(0, keys.Length).ToLookup(r => keys[r].Item1);

    private static Numbers<TRow> Rows<TRow>(Numbers<TRow> table, IEnumerable<int> rows)
        where TRow : notnull
    {
        int[] kept = [.. rows];
        return table with { Rows = [.. kept.Select(r => table.Rows[r])], Values = [.. table.Values.Select(column => Array.ConvertAll(kept, r => column[r]))] };
    }
}
