using Deedle;
using Interdealer.Frames.Reading;
using Interdealer.Frames.Writing;

namespace Interdealer.Frames;

/// <summary>A financial system as four frames, joined by their keys.</summary>
/// <param name="Institutions">
/// A row an institution; columns are properties of <see cref="Institution"/> by name: Kind, Cash, Other assets, Debt, Short term debt,
/// Off balance sheet exposure (currency), Risk aversion (1/currency). Those left out keep their defaults; blanks, hyphens and capitals do not matter.
/// </param>
/// <param name="Assets">
/// A row an asset; columns are properties of <see cref="Asset"/> by name: Liquidity rank, Sellable, Depth and Daily volume (currency), Volatility,
/// Haircut, Price floor, Half spread (fractions). Those left out keep their defaults.
/// </param>
/// <param name="Holdings">n × m: what the institution of the row holds of the asset of the column at price 1, in currency.</param>
/// <param name="Claims">n × n: what the institution of the row owes that of the column, in currency; null where nobody owes anybody.</param>
public sealed record SystemFrames(
    Frame<string, string> Institutions, Frame<string, string> Assets, Frame<string, string> Holdings, Frame<string, string>? Claims = null)
{
    /// <summary>The frames of a system. A pair that its tables do not list is a cell without a value; a listed 0 is 0.</summary>
    /// <param name="system">The system.</param>
    public static SystemFrames Of(FinancialSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        string[] names = [.. system.Institutions.Select(i => i.Name)];
        return new(
            InstitutionFigures.Table.ToFrame(names, system.Institutions),
            AssetFigures.Table.ToFrame([.. system.Assets.Select(a => a.Name)], system.Assets),
            PairTable.ToFrame(names, [.. system.Assets.Select(a => a.Name)], system.Amounts.Select(h => (h.Institution, h.Asset, h.Amount))),
            system.Debts.IsEmpty ? null : PairTable.ToFrame(names, names, system.Debts.Select(c => (c.Debtor, c.Creditor, c.Amount))));
    }

    /// <summary>The system of these frames; the order of institutions and assets is that of their frames.</summary>
    /// <param name="amounts">What a gap among holdings and claims means: refused when left out, <see cref="Missing.LeftOut"/> for not held and not owed.</param>
    /// <param name="figures">What a gap among figures means: refused when left out, <see cref="Missing.LeftOut"/> for the default.</param>
    /// <exception cref="ArgumentException">
    /// A key is repeated or stands in one frame only, a cell is text, infinite, out of range or without a value: the message names row and column.
    /// </exception>
    public FinancialSystem ToSystem(Missing? amounts = null, Missing? figures = null)
    {
        var institutions = InstitutionFigures.Table.Read(Institutions, nameof(Institutions), figures, name => name);
        var assets = AssetFigures.Table.Read(Assets, nameof(Assets), figures, name => name);
        var rows = PairTable.Names(institutions, i => i.Name);
        var columns = PairTable.Names(assets, a => a.Name);
        return new FinancialSystem(
            institutions,
            assets,
            PairTable.Read(Holdings, nameof(Holdings), rows, columns, amounts, (i, k, amount) => new Holding(i, k, amount)),
            Claims is null ? [] : PairTable.ReadClaims(Claims, nameof(Claims), rows, amounts));
    }
}
