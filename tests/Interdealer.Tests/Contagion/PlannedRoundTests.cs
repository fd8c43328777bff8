using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

/// <summary>Operators composed into a round, some of them in one pass, leave what they leave when applied one after another.</summary>
public class PlannedRoundTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 120)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_round_leaves_the_bits_of_its_operators_one_after_another(int seed)
    {
        var random = new Random(seed);
        var names = OperatorTable.All.Keys.ToArray();
        var steps = Enumerable.Range(0, 2 + random.Next(7)).Select(_ => OperatorTable.All[names[random.Next(names.Length)]](random)).ToList();
        var system = RandomSystems.Create(seed);
        var together = RandomSystems.Shocked(system, [.. Enumerable.Range(9 * seed, 5)]);
        var apart = together.Copy();
        var round = steps.Aggregate(Operator.Then);
        for (var number = 0; number < 3; number++)
        {
            round.Apply(together);
            steps.ForEach(step => step.Apply(apart));
            Assert.All(together.Columns.Zip(apart.Columns).Where(c => c.First.Name != nameof(State.Flows)), c => Assert.Equal(c.Second.Column.Read, c.First.Column.Read));

            // What crosses the border is added up institution by institution where operators share a pass: the sum is rounded in another order.
            var (flows, others) = (together.Flows.Read.ToArray(), apart.Flows.Read.ToArray());
            Assert.All(flows.Zip(others), f => Assert.True(Math.Abs(f.First - f.Second) <= 1e-12 * system.Size, $"{f.First:R} together, {f.Second:R} apart"));
        }
    }
}
