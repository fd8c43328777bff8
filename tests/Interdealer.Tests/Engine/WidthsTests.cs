using System.Runtime.Intrinsics;
using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>How scenarios are cut into vectors: each once, in order, the widest that the machine has registers for first.</summary>
public sealed class WidthsTests
{
    private static readonly int[] Registers =
    [
        .. from width in new[] { (8, Vector512.IsHardwareAccelerated), (4, Vector256.IsHardwareAccelerated), (2, true), (1, true) } where width.Item2 select width.Item1,
    ];

    [Fact]
    public void Scenarios_are_taken_in_the_widest_vectors_that_they_fill()
    {
        Assert.Equal(Registers[0], Widths.Widest);
        for (var first = 0; first < 20; first++)
        {
            for (var end = first; end < first + 40; end++)
            {
                var cuts = new List<(int First, int End, int Width)>();
                Widths.Do(new Cuts(cuts), first, end);
                var expected = new List<(int, int, int)>();
                var at = first;
                foreach (var width in Registers)
                {
                    var whole = (end - at) / width * width;
                    if (whole > 0)
                    {
                        expected.Add((at, at + whole, width));
                    }

                    at += whole;
                }

                Assert.Equal(expected, cuts);
            }
        }
    }

    [Fact]
    public void A_rule_and_a_limit_are_at_hand_at_every_width()
    {
        var state = FinancialSystem.Of(DealerPrime.Sheet).Start();
        var rule = InstitutionRule.Of(state, default(Nothing));
        var limit = Limit.Of(default(Nothing));
        AtHand<OneLane>();
        AtHand<TwoLanes>();
        AtHand<FourLanes>();
        AtHand<EightLanes>();

        void AtHand<T>()
            where T : unmanaged, ILanes<T>
        {
            Assert.Equal([typeof(Nothing), typeof(T)], rule.In<T>().GetType().GenericTypeArguments);

            // What it is called on says its width: 1 of each as many times as there are scenarios in it.
            var measured = default(Measured<T>);
            limit.Measure(default(Sheet<T>), ref measured);
            Span<double> widths = stackalloc double[T.Count];
            T.Store(measured.Usage, ref widths[0], 0);
            Assert.Equal(Enumerable.Repeat((double)T.Count, T.Count), widths.ToArray());
        }
    }

    private readonly struct Cuts(List<(int First, int End, int Width)> cuts) : IWork
    {
        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T> => cuts.Add((first, end, T.Count));
    }

    private readonly struct Nothing : IPreparedRule, ILimitRule
    {
        public bool IsAdditive => true;

        public bool AppliesTo(int institution) => true;

        public void Prepare(State state, Valuation value)
        {
        }

        public void Prepare(State state, Valuation value, Column inventory)
        {
        }

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
        }

        public void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T> => measured.Usage = T.Count;

        public void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
        }
    }
}
