using Deedle;
using Interdealer.Frames.Reading;

namespace Interdealer.Frames;

/// <summary>Holdings and claims in and out of frames: as a matrix with a row and a column for each pair, or as a list with a pair a row.</summary>
public static class PairFrames
{
    /// <summary>Holdings from a matrix n × m: what the institution of the row holds of the asset of the column.</summary>
    /// <param name="frame">Amounts at price 1, in currency, at least 0.</param>
    /// <param name="missing">What a gap means: refused when left out, <see cref="Missing.LeftOut"/> for not held.</param>
    /// <exception cref="ArgumentException">A cell is text, negative, infinite or without a value; the message names row and column.</exception>
    public static IReadOnlyList<Holding> ToHoldings(this Frame<string, string> frame, Missing? missing = null) =>
        PairTable.Read(frame, nameof(frame), Keys(frame), [.. frame.ColumnKeys], missing, (i, k, amount) => new Holding(i, k, amount));

    /// <summary>Holdings from a list: a row for each pair.</summary>
    /// <param name="frame">Any frame with the three columns; others are not read.</param>
    /// <param name="institution">Column of the holder's label.</param>
    /// <param name="asset">Column of the asset's label.</param>
    /// <param name="amount">Column of the amount at price 1, in currency, at least 0.</param>
    /// <param name="missing">What a row without an amount means: refused when left out, <see cref="Missing.LeftOut"/> for not held.</param>
    /// <exception cref="ArgumentException">A pair is there twice, a label is missing, or an amount is no amount; the message names row and column.</exception>
    public static IReadOnlyList<Holding> ToHoldings<TRow>(
        this Frame<TRow, string> frame, string institution, string asset, string amount, Missing? missing = null)
        where TRow : notnull =>
        [.. LongTable.Read(frame, nameof(frame), [institution, asset], amount, missing)
            .Select(row => new Holding(LongTable.Text(row.Labels[0]), LongTable.Text(row.Labels[1]), row.Amount))];

    /// <summary>Claims from a matrix n × n: what the institution of the row owes that of the column. The diagonal is empty or 0.</summary>
    /// <param name="frame">Amounts in currency, at least 0.</param>
    /// <param name="missing">What a gap off the diagonal means: refused when left out, <see cref="Missing.LeftOut"/> for no claim.</param>
    /// <exception cref="ArgumentException">A cell is text, negative, infinite or without a value; the message names row and column.</exception>
    public static IReadOnlyList<InterbankClaim> ToClaims(this Frame<string, string> frame, Missing? missing = null) =>
        PairTable.ReadClaims(frame, nameof(frame), Keys(frame), missing);

    /// <summary>Claims from a list: a row for each pair.</summary>
    /// <param name="frame">Any frame with the three columns; others are not read.</param>
    /// <param name="debtor">Column of the label of who owes.</param>
    /// <param name="creditor">Column of the label of who is owed.</param>
    /// <param name="amount">Column of the face value, in currency, at least 0.</param>
    /// <param name="missing">What a row without an amount means: refused when left out, <see cref="Missing.LeftOut"/> for no claim.</param>
    /// <exception cref="ArgumentException">A pair is there twice, a label is missing, or an amount is no amount; the message names row and column.</exception>
    public static IReadOnlyList<InterbankClaim> ToClaims<TRow>(
        this Frame<TRow, string> frame, string debtor, string creditor, string amount, Missing? missing = null)
        where TRow : notnull =>
        [.. LongTable.Read(frame, nameof(frame), [debtor, creditor], amount, missing)
            .Select(row => new InterbankClaim(LongTable.Text(row.Labels[0]), LongTable.Text(row.Labels[1]), row.Amount))];

    /// <summary>Holdings as a matrix, institutions and assets in the order in which they first come; a pair not listed has no value.</summary>
    /// <param name="holdings">Each pair at most once.</param>
    /// <exception cref="ArgumentException">A pair is there twice; the message names row and column.</exception>
    public static Frame<string, string> ToFrame(this IEnumerable<Holding> holdings)
    {
        ArgumentNullException.ThrowIfNull(holdings);
        var all = holdings.ToList();
        return PairTable.ToFrame(
            [.. all.Select(h => h.Institution).Distinct()], [.. all.Select(h => h.Asset).Distinct()], all.Select(h => (h.Institution, h.Asset, h.Amount)));
    }

    /// <summary>Claims as a matrix with the same institutions in rows and columns; a pair not listed has no value.</summary>
    /// <param name="claims">Each pair at most once.</param>
    /// <exception cref="ArgumentException">A pair is there twice; the message names row and column.</exception>
    public static Frame<string, string> ToFrame(this IEnumerable<InterbankClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var all = claims.ToList();
        string[] names = [.. all.SelectMany(c => new[] { c.Debtor, c.Creditor }).Distinct()];
        return PairTable.ToFrame(names, names, all.Select(c => (c.Debtor, c.Creditor, c.Amount)));
    }

    private static string[] Keys(Frame<string, string> frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return [.. frame.RowKeys];
    }
}
