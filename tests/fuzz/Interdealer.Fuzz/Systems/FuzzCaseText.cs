using System.Text;

namespace Interdealer.Fuzz.Systems;

/// <summary>A case as C#.</summary>
internal static class FuzzCaseText
{
    /// <summary>The system, the round and the shock of some scenarios.</summary>
    public static string Of(FuzzCase c, params ReadOnlySpan<int> scenarios)
    {
        var text = new StringBuilder();
        foreach (var asset in c.Assets)
        {
            text.AppendLine($"    new Asset({Code.Of(asset.Name)}) {{ LiquidityRank = {asset.LiquidityRank}, Sellable = {Code.Of(asset.Sellable)}, Depth = {Code.Of(asset.Depth)}, DailyVolume = {Code.Of(asset.DailyVolume)}, Volatility = {Code.Of(asset.Volatility)}, Haircut = {Code.Of(asset.Haircut)}, HalfSpread = {Code.Of(asset.HalfSpread)}, PriceFloor = {Code.Of(asset.PriceFloor)} }},");
        }

        foreach (var i in c.Institutions)
        {
            text.AppendLine($"    new Institution({Code.Of(i.Name)}) {{ Kind = InstitutionKind.{i.Kind}, Cash = {Code.Of(i.Cash)}, OtherAssets = {Code.Of(i.OtherAssets)}, Debt = {Code.Of(i.Debt)}, ShortTermDebt = {Code.Of(i.ShortTermDebt)}, OffBalanceSheetExposure = {Code.Of(i.OffBalanceSheetExposure)}, RiskAversion = {Code.Of(i.RiskAversion)} }},");
        }

        foreach (var h in c.Holdings)
        {
            text.AppendLine($"    new Holding({Code.Of(h.Institution)}, {Code.Of(h.Asset)}, {Code.Of(h.Amount)}),");
        }

        foreach (var claim in c.Claims)
        {
            text.AppendLine($"    new InterbankClaim({Code.Of(claim.Debtor)}, {Code.Of(claim.Creditor)}, {Code.Of(claim.Amount)}),");
        }

        foreach (var s in scenarios)
        {
            text.AppendLine($"    scenario {s}: {string.Join("; ", c.Shocks[s].Select(p => p.Code))}");
        }

        return text.AppendLine($"    round: {string.Join("\n        .Then ", c.Steps.Select(s => s.Code))}").Append($"    at most {c.MaximumRounds} rounds").ToString();
    }
}
