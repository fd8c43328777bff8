namespace Interdealer.Engine;

/// <summary>How many scenarios are worked on together so that what a round reads and writes stays in the cache.</summary>
internal static class BlockSize
{
    // Of a second-level cache, with room for the tables that are the same for all scenarios; larger systems leave it anyway, and are better off with
    // several vectors to each entry of a table.
    private const int CacheBytes = 3 << 18;
    private const int Least = 16;
    private const int Most = 64;

    // Fewer scenarios than this are run side by side as they are.
    private const int Few = 8;

    /// <summary>Scenarios a block and the number of threads for a batch.</summary>
    /// <param name="system">The system.</param>
    /// <param name="scenarioCount">Scenarios in the batch.</param>
    /// <param name="threads">Threads at most.</param>
    public static (int Size, int Threads) For(FinancialSystem system, int scenarioCount, int threads)
    {
        if (scenarioCount <= Few)
        {
            return (scenarioCount, 1);
        }

        var size = InCache(system);
        var used = Math.Min(threads, (scenarioCount + Few - 1) / Few);
        var share = (scenarioCount + used - 1) / used;
        return (Math.Min(size, (share + Few - 1) / Few * Few), used);
    }

    /// <summary>Places for few scenarios, so that they are worked on in whole vectors: three cost as much as four.</summary>
    public static int Whole(int scenarioCount) => scenarioCount <= TwoLanes.Count ? scenarioCount : (scenarioCount + FourLanes.Count - 1) / FourLanes.Count * FourLanes.Count;

    /// <summary>Scenarios that fit.</summary>
    public static int InCache(FinancialSystem system)
    {
        // Columns that a usual round goes through: by institution and tier, by institution, by asset.
        var rows = (6L * system.Institutions.Length * system.Tiers) + (12L * system.Institutions.Length) + (16L * system.Assets.Length);
        return (int)Math.Clamp(CacheBytes / (rows * sizeof(double)) / EightLanes.Count * EightLanes.Count, Least, Most);
    }
}
