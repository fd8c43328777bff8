using System.Collections.Concurrent;
using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>Work on several threads: each part once, and what one of them throws as it was thrown.</summary>
public sealed class ThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_part_is_done_once(int count)
    {
        var done = new ConcurrentBag<int>();
        Threads.Run(count, done.Add);
        Assert.Equal(Enumerable.Range(0, count), done.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void What_one_throws_comes_as_it_was_thrown(int count)
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => Threads.Run(count, k => throw new InvalidOperationException("part")));
        Assert.Equal("part", thrown.Message);
        Assert.Throws<FormatException>(() => Threads.Run(count, k => _ = k == count - 1 ? throw new FormatException() : k));
    }
}
