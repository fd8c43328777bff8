namespace Interdealer;

/// <summary>Turns separate balance sheets into one system.</summary>
internal static class BalanceSheetSystem
{
    public static FinancialSystem Build(IEnumerable<BalanceSheet> sheets, Func<string, Asset> market)
    {
        var (assets, ranks) = (new List<Asset>(), new Dictionary<string, int>(StringComparer.Ordinal));
        var (institutions, holdings) = (new List<Institution>(), new List<Holding>());
        foreach (var sheet in Require.NoNulls(sheets, "a balance sheet"))
        {
            foreach (var item in sheet.Assets.Where(i => i.Kind != AssetKind.Cash))
            {
                var sellable = item.Kind == AssetKind.Marketable;
                if (!ranks.TryGetValue(item.Name, out var rank))
                {
                    ranks.Add(item.Name, rank = assets.Count);
                    assets.Add(market(item.Name) with { LiquidityRank = rank, Sellable = sellable });
                }
                else if (assets[rank].Sellable != sellable)
                {
                    throw new ArgumentException(
                        $"sheets: \"{item.Name}\" is {item.Kind} on the sheet of {sheet.Name} but not on an earlier one; an asset is the same kind everywhere.",
                        nameof(sheets));
                }

                holdings.Add(new Holding(sheet.Name, item.Name, item.Value));
            }

            institutions.Add(new Institution(sheet.Name)
            {
                Cash = sheet.Assets.Where(i => i.Kind == AssetKind.Cash).Sum(i => i.Value),
                Debt = sheet.Debt,
                ShortTermDebt = sheet.Debt,
                OffBalanceSheetExposure = sheet.OffBalanceSheetExposure,
            });
        }

        return new FinancialSystem(institutions, assets, holdings);
    }
}
