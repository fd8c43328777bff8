using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>How a batch is cut: into whole vectors that stay in the cache, for no more threads than there is work.</summary>
public sealed class BlockSizeTests
{
    [Fact]
    public void Blocks_are_whole_vectors_and_threads_have_something_to_do()
    {
        foreach (var system in new[] { RandomSystems.Create(1), Banks(300) })
        {
            var most = BlockSize.InCache(system);
            Assert.Equal((0, true), (most % 8, most is >= 16 and <= 64));
            for (var count = 1; count <= 300; count++)
            {
                foreach (var threads in new[] { 1, 2, 7, 64 })
                {
                    var (size, used) = BlockSize.For(system, count, threads);
                    if (count <= 8)
                    {
                        Assert.Equal((count, 1), (size, used));
                        continue;
                    }

                    // A vector of eight for each thread at least, and shares of equal size.
                    Assert.Equal(Math.Min(threads, (int)Math.Ceiling(count / 8.0)), used);
                    Assert.Equal(Math.Min(most, 8 * (int)Math.Ceiling(Math.Ceiling((double)count / used) / 8)), size);
                }
            }
        }

        Assert.Equal([1, 2, 4, 4, 8, 8, 8, 8, 12], Enumerable.Range(1, 9).Select(BlockSize.Whole));
    }

    private static FinancialSystem Banks(int count) => new(
        [.. Enumerable.Range(0, count).Select(i => new Institution($"bank {i}"))], [new Asset("bond"), new Asset("note") { LiquidityRank = 1 }], []);
}
