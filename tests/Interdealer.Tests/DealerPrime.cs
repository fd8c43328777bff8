using Interdealer.Constraints;

namespace Interdealer.Tests;

/// <summary>The worked example: 50 + 200 + 150 + 100 = 500 of assets on 25 of Tier 1 capital, bn of dollars.</summary>
internal static class DealerPrime
{
    public static BalanceSheet Sheet => new("Dealer Prime", tier1Capital: 25)
    {
        { "Cash and reserves", 50, AssetKind.Cash },
        { "U.S. Treasuries", 200 },
        { "Corporate bonds", 150 },
        { "Other assets", 100, AssetKind.Other },
    };

    public static BalanceSheet Shocked => Sheet.MarkDown("Corporate bonds", by: 0.04);

    public static LeverageRatio Slr => LeverageRatio.FromMinimum(0.05);
}
