using System.Security.Cryptography;

namespace Interdealer.Ensembles.Storage;

/// <summary>SHA-256 of a system's tables in their order.</summary>
internal static class SystemHash
{
    public static string Of(FinancialSystem system)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(system.Institutions.Length);
            foreach (var i in system.Institutions)
            {
                writer.Write(i.Name);
                writer.Write((int)i.Kind);
                Write(writer, i.Cash, i.OtherAssets, i.Debt, i.ShortTermDebt, i.OffBalanceSheetExposure, i.RiskAversion);
            }

            writer.Write(system.Assets.Length);
            foreach (var a in system.Assets)
            {
                writer.Write(a.Name);
                writer.Write(a.LiquidityRank);
                writer.Write(a.Sellable);
                Write(writer, a.Depth, a.Volatility, a.Haircut, a.PriceFloor, a.HalfSpread, a.DailyVolume);
            }

            writer.Write(system.Amounts.Length);
            foreach (var h in system.Amounts)
            {
                writer.Write(h.Institution);
                writer.Write(h.Asset);
                writer.Write(h.Amount);
            }

            writer.Write(system.Debts.Length);
            foreach (var c in system.Debts)
            {
                writer.Write(c.Debtor);
                writer.Write(c.Creditor);
                writer.Write(c.Amount);
            }
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }

    private static void Write(BinaryWriter writer, params ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }
}
