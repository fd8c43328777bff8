namespace Interdealer.Engine;

/// <summary>What the columns of a state hold before anything happens, a value for each entity: the same arrays for every state of a system.</summary>
internal sealed class StartingRows
{
    public StartingRows(FinancialSystem system)
    {
        var (institutions, assets) = (system.Institutions, system.Assets);
        OnesByAsset = Same(1, assets.Length);
        OnesByTier = Same(1, institutions.Length * system.Tiers);
        OnesByInstitution = Same(1, institutions.Length);
        NoLimit = Same(-1, institutions.Length);
        Volatility = [.. assets.Select(a => a.Volatility)];
        Depth = [.. assets.Select(a => a.Depth)];
        Haircut = [.. assets.Select(a => a.Haircut)];
        HalfSpread = [.. assets.Select(a => a.HalfSpread)];
        Cash = [.. institutions.Select(i => i.Cash)];
        OtherAssets = [.. institutions.Select(i => i.OtherAssets)];
        Debt = [.. institutions.Select(i => i.Debt)];
        ShortTermDebt = [.. institutions.Select(i => i.ShortTermDebt)];
        var bearing = institutions.Select(i => 1 / i.RiskAversion).ToArray();
        var all = bearing.Sum();
        PoolShare = [.. bearing.Select(b => all > 0 ? b / all : 0)];
    }

    public double[] OnesByAsset { get; }

    public double[] OnesByTier { get; }

    public double[] OnesByInstitution { get; }

    public double[] NoLimit { get; }

    public double[] Volatility { get; }

    public double[] Depth { get; }

    public double[] Haircut { get; }

    public double[] HalfSpread { get; }

    public double[] Cash { get; }

    public double[] OtherAssets { get; }

    public double[] Debt { get; }

    public double[] ShortTermDebt { get; }

    public double[] PoolShare { get; }

    private static double[] Same(double value, int count)
    {
        var row = new double[count];
        Array.Fill(row, value);
        return row;
    }
}
