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
            // Set back through public columns alone: the same laws run in projects that know the package only.
            var system = RandomSystems.Create(seed);
            int[] shocks = [.. Enumerable.Range(40 * seed, 9)];
            var apply = OperatorTable.All[name](new Random(seed));
            var work = RandomSystems.Shocked(system, shocks);
            for (var warm = 0; warm < 3; warm++)
            {
                apply.Apply(work);
                SetBack(work, RandomSystems.Shocked(system, shocks));
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            apply.Apply(work);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated == 0, $"seed {seed}: {allocated} bytes");
        }
    }

    /// <summary>Gives a state the values of another through its public columns.</summary>
    private static void SetBack(State state, State to)
    {
        foreach (var (name, column) in state.Columns)
        {
            var target = to.Columns.FirstOrDefault(c => c.Name == name).Column;
            for (var row = 0; row < column.Rows; row++)
            {
                for (var s = 0; s < column.ScenarioCount; s++)
                {
                    column[row, s] = target?[row, s] ?? 0;
                }
            }
        }
    }
}
