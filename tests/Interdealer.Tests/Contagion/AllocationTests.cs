namespace Interdealer.Tests.Contagion;

/// <summary>After its first application to a state an operator allocates nothing: buffers are made once.</summary>
public class AllocationTests
{
    /// <summary>Operators that clear a network of claims in numbers of their own.</summary>
    private static readonly string[] Clearing = ["clearing at the marks", "clearing at the marks with costs of default", "valuation of claims before maturity"];

    public static TheoryData<string> Names => [.. OperatorTable.All.Keys.Except(Clearing)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated_after_the_first_application(string name)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var system = RandomSystems.Create(seed);
            var start = RandomSystems.Shocked(system, [.. Enumerable.Range(40 * seed, 9)]);
            var (work, apply) = (start.Copy(), OperatorTable.All[name](new Random(seed)));
            for (var warm = 0; warm < 3; warm++)
            {
                apply.Apply(work);
                work.CopyFrom(start);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            apply.Apply(work);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated == 0, $"seed {seed}: {allocated} bytes");
        }
    }
}
