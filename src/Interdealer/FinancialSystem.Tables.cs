using Interdealer.Display;

namespace Interdealer;

/// <content>The system as tables: institutions, assets, and who holds what.</content>
public sealed partial class FinancialSystem
{
    // A matrix of more columns says nothing to a reader.
    private const int MostColumns = 16;

    /// <summary>One row an institution before anything happens: its assets, debt, equity and assets over equity. Amounts are in currency.</summary>
    public Table InstitutionsTable()
    {
        var (assets, equity) = (Starting.Assets.Scenario(0), Starting.Equity.Scenario(0));
        var held = Amounts.ToLookup(h => h.Institution, h => h.Amount, StringComparer.Ordinal);
        var table = Table.Create("Institutions")
            .With("Institution", Institutions.Select(i => i.Name))
            .With("Kind", Institutions.Select(i => i.Kind))
            .With("Holdings", Institutions.Select(i => held[i.Name].Sum()))
            .With("Cash", Institutions.Select(i => i.Cash))
            .With("Other assets", Institutions.Select(i => i.OtherAssets));
        table = Debts.IsEmpty ? table : table
            .With("Owed by others", Sums(Debts.ToLookup(c => c.Creditor, c => c.Amount, StringComparer.Ordinal)))
            .With("Owed to others", Sums(Debts.ToLookup(c => c.Debtor, c => c.Amount, StringComparer.Ordinal)));
        return table
            .With("Total assets", assets)
            .With("Debt", Institutions.Select(i => i.Debt))
            .With("Short-term debt", Institutions.Select(i => i.ShortTermDebt))
            .With("Equity", equity)
            .With("Assets over equity", assets.Zip(equity, (a, e) => e > 0 ? a / e : double.NaN), "0.0");
    }

    /// <summary>One row an asset before anything happens: who sells it when, what sales do to its price, and how much of it is held. Amounts are in currency.</summary>
    public Table AssetsTable()
    {
        var held = Amounts.ToLookup(h => h.Asset, h => h.Amount, StringComparer.Ordinal);
        return Table.Create("Assets")
            .With("Asset", Assets.Select(a => a.Name))
            .With("Held by all", Assets.Select(a => held[a.Name].Sum()))
            .With("Holders", Assets.Select(a => held[a.Name].Count(x => x > 0)))
            .With("Liquidity rank", Assets.Select(a => a.LiquidityRank))
            .With("For sale", Assets.Select(a => a.Sellable))
            .With("Depth", Assets.Select(a => a.Depth))
            .With("Volatility, a day", Assets.Select(a => a.Volatility), "0.00 %")
            .With("Haircut", Assets.Select(a => a.Haircut), "0.0 %")
            .With("Half-spread", Assets.Select(a => a.HalfSpread), "0.000 %");
    }

    /// <summary>Who holds what at the starting prices: a row an institution and a column an asset, or one row a holding where there are many assets. In currency.</summary>
    public Table HoldingsTable()
    {
        var table = Table.Create("Holdings");
        if (Assets.Length > MostColumns)
        {
            return table.With("Institution", Amounts.Select(h => h.Institution)).With("Asset", Amounts.Select(h => h.Asset)).With("Amount", Amounts.Select(h => h.Amount));
        }

        var held = Amounts.ToDictionary(h => (h.Institution, h.Asset), h => h.Amount);
        return Assets.Aggregate(
            table.With("Institution", Institutions.Select(i => i.Name)),
            (t, asset) => t.With(t.Unused(asset.Name), Institutions.Select(i => held.TryGetValue((i.Name, asset.Name), out var amount) ? amount : (double?)null)));
    }

    /// <inheritdoc />
    public string ToHtml() => string.Concat(Shown().Select(t => t.ToHtml()));

    /// <summary>The tables as aligned text.</summary>
    public override string ToString() => string.Join("\n\n", Shown().Select(t => t.ToString()));

    private IEnumerable<Table> Shown() => Assets.IsEmpty ? [InstitutionsTable()] : [InstitutionsTable(), AssetsTable(), HoldingsTable()];

    private IEnumerable<double> Sums(ILookup<string, double> amounts) => Institutions.Select(i => amounts[i.Name].Sum());
}
