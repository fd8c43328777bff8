using Interdealer.Cascades;
using Interdealer.Contagion;

namespace Interdealer.Tests.Cascades;

/// <summary>
/// The loop that has scenarios take turns in few places, against what a plain count says of each: how many rounds it moves, what it is left with, and how it ends.
/// </summary>
public sealed class CascadeLoopTests
{
    private const double Insolvent = 1e6;
    private const double Spoilt = 7;
    private static readonly FinancialSystem System = new([new Institution("A") { OtherAssets = 100 }], [new Asset("bond")], []);
    private static readonly CascadeOptions Options = new() { MaximumRounds = 12, KeepEvery = 0 };

    /// <summary>Moves as often as there are other assets; notes whether it is young, and in cash the return that it sees; some are no number with their last move.</summary>
    private static readonly IOperator Live = Operator.From(state =>
    {
        var age = state.Memory("age", 1);
        for (var s = 0; s < state.ActiveCount; s++)
        {
            var left = state.OtherAssets[0, s];
            if (left > 0)
            {
                state.OtherAssets[0, s] = left - 1;
                age[0, s] = Math.Min(2, age[0, s] + 1);
                state.Cash[0, s] += state.StartOfRoundPrice[0, s] - state.Price[0, s];
                state.Price[0, s] *= 0.9;
                state.Unmet[0, s] = left == 1 && state.Debt[0, s] == Spoilt ? double.NaN : 0;
            }
        }
    });

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    public void Scenarios_that_take_turns_in_few_places_each_live_their_own_life(int places)
    {
        var random = new Random(places);
        var loop = new CascadeLoop(System, places, Live, Options);
        foreach (var count in new[] { 1, 2, 7, 8, 9, 15, 16, 17, 31, 40, 75 })
        {
            // The same memory, twice: what is kept of the scenarios before must not show.
            for (var run = 0; run < 2; run++)
            {
                var lives = Enumerable.Range(0, count).Select(_ => Life.Draw(random)).ToArray();
                var (start, end, endings) = (Start(lives), new State(System, count), new Ending[count]);
                loop.Run(new ScenarioQueue(new ScenarioBatch(start, end, endings, () => new CascadeLoop(System, 1, Live, Options))));
                AssertLived(lives, end, endings);
            }
        }
    }

    [Fact]
    public void Scenarios_side_by_side_each_live_their_own_life_and_stay_as_they_ended()
    {
        var random = new Random(1);
        foreach (var count in new[] { 1, 2, 8, 13, 16 })
        {
            var loop = new CascadeLoop(System, count, Live, Options);
            for (var run = 0; run < 3; run++)
            {
                // Who diverges is run again by itself by whoever asked.
                var lives = Enumerable.Range(0, count).Select(_ => Life.Draw(random)).Select(l => l with { IsSpoilt = l.IsSpoilt && count == 1 }).ToArray();
                var (endings, seen) = (new Ending[count], new List<int>());
                loop.State.CopyFrom(Start(lives));
                var rounds = loop.Run(endings, (round, _) => seen.Add(round));
                AssertLived(lives, loop.State, endings);
                Assert.Equal(lives.Max(l => l.Ends), rounds);
                Assert.Equal(Enumerable.Range(1, rounds), seen);
            }
        }
    }

    [Fact]
    public void A_thinned_history_has_no_rounds_of_its_own_where_one_scenario_diverges_after_the_others_ended()
    {
        // One comes to rest in round 5, the other is no number in round 9.
        var result = Cascade.Run(Start([new Life(4, 0.1, false, false), new Life(9, 0.1, false, true)]), Live, Options with { KeepEvery = 3 });
        Assert.Equal([Outcome.Settled, Outcome.Diverged], [.. result.Outcomes]);
        Assert.Equal([0, 1, 4, 7, 9], result.History.Select(h => h.Round));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void A_run_that_was_cancelled_ends_before_its_next_round(int count)
    {
        using var source = new CancellationTokenSource();
        var options = Options with { Cancellation = source.Token };
        var rounds = 0;
        var round = Live.Then(Operator.From(_ =>
        {
            if (++rounds == 3)
            {
                source.Cancel();
            }
        }));
        var start = Start([.. Enumerable.Repeat(new Life(10, 0.1, false, false), count)]);
        Assert.Throws<OperationCanceledException>(() =>
        {
            if (count == 1)
            {
                var loop = new CascadeLoop(System, 1, round, options);
                loop.State.CopyFrom(start);
                loop.Run(new Ending[1]);
            }
            else
            {
                new CascadeLoop(System, 24, round, options).Run(new ScenarioQueue(new ScenarioBatch(start, new State(System, count), new Ending[count], () => throw new InvalidOperationException())));
            }
        });
        Assert.Equal(3, rounds);
    }

    private static State Start(Life[] lives)
    {
        var state = System.Start(lives.Length);
        for (var s = 0; s < lives.Length; s++)
        {
            state.OtherAssets[0, s] = lives[s].Moves;
            state.Price[0, s] = 1 - lives[s].Fall;
            state.Debt[0, s] = lives[s].IsSpoilt ? Spoilt : lives[s].IsInsolvent ? Insolvent : -1;
        }

        return state;
    }

    private static void AssertLived(Life[] lives, State end, Ending[] endings)
    {
        for (var s = 0; s < lives.Length; s++)
        {
            var life = lives[s];
            Assert.Equal((life.Outcome, life.Ends), (endings[s].Outcome, endings[s].Rounds));
            if (life.Outcome == Outcome.Diverged)
            {
                Assert.Equal(new Divergence("Unmet", "A", life.Ends, double.NaN), endings[s].Divergence);
                continue;
            }

            var moves = Math.Min(life.Moves, Options.MaximumRounds);
            var (price, before) = (1 - life.Fall, 1 - life.Fall);
            for (var round = 1; round <= life.Ends; round++)
            {
                before = price;
                price *= round <= moves ? 0.9 : 1;
            }

            // What moves in the first round is seen against the price before the shock.
            Assert.Equal((price, moves > 0 ? 1 - (1 - life.Fall) : 0), (end.Price[0, s], end.Cash[0, s]));
            Assert.Equal((life.Moves - moves, Math.Min(2, moves)), (end.OtherAssets[0, s], end.Memory("age", 1)[0, s]));
            Assert.Equal(life.Ends == 1 ? 1 : before, end.StartOfRoundPrice[0, s]);

            // A unit of other assets is a hundredth of what there was before any shock.
            Assert.Equal(life.Outcome == Outcome.RoundLimit ? Math.Max(0.01, before - price) : 0, endings[s].Residual, 1e-15);
        }
    }

    /// <summary>One scenario.</summary>
    /// <param name="Moves">Rounds in which it moves, if it may.</param>
    /// <param name="Fall">Fall of the price in the shock.</param>
    /// <param name="IsInsolvent">Whether nobody has equity.</param>
    /// <param name="IsSpoilt">Whether its last move leaves what is not a number.</param>
    private sealed record Life(int Moves, double Fall, bool IsInsolvent, bool IsSpoilt)
    {
        public int Ends => Outcome == Outcome.Diverged ? Moves : Math.Min(Moves + 1, Options.MaximumRounds);

        public Outcome Outcome => IsSpoilt && Moves <= Options.MaximumRounds ? Outcome.Diverged
            : Moves >= Options.MaximumRounds ? Outcome.RoundLimit
            : IsInsolvent ? Outcome.WipedOut
            : Outcome.Settled;

        public static Life Draw(Random random)
        {
            var moves = random.Next(15);
            return new Life(moves, random.NextDouble() / 2, random.Next(5) == 0, moves > 0 && random.Next(5) == 0);
        }
    }
}
