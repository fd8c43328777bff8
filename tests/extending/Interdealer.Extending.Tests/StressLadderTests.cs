namespace Interdealer.Extending;

/// <summary>The ladder: its steps by hand, and that a scenario is a function of its number alone.</summary>
public class StressLadderTests
{
    [Fact]
    public void Falls_rise_in_equal_steps_and_others_fall_along()
    {
        var ladder = new StressLadder("Bonds", 0.4, 4, ("Loans", 0.5), ("Equities", 3));
        var draws = new Column(3, 4);
        ladder.Draw(0, draws);
        Assert.Equal([0.1, 0.2, 0.3, 0.4], Enumerable.Range(0, 4).Select(s => Math.Round(draws[0, s], 12)));
        Assert.Equal([0.05, 0.1, 0.15, 0.2], Enumerable.Range(0, 4).Select(s => Math.Round(draws[1, s], 12)));
        Assert.Equal([0.3, 0.6, 0.9, 1], Enumerable.Range(0, 4).Select(s => Math.Round(draws[2, s], 12)));
    }

    [Fact]
    public void A_scenario_is_the_same_whichever_block_it_is_drawn_in()
    {
        var ladder = new StressLadder("Bonds", 0.37, 50, ("Loans", 0.7));
        var whole = new Column(2, 50);
        ladder.Draw(0, whole);
        foreach (var size in new[] { 1, 7, 16 })
        {
            for (var first = 0; first + size <= 50; first += size)
            {
                var block = new Column(2, size);
                ladder.Draw(first, block);
                for (var s = 0; s < size; s++)
                {
                    Assert.Equal((whole[0, first + s], whole[1, first + s]), (block[0, s], block[1, s]));
                }
            }
        }
    }
}
