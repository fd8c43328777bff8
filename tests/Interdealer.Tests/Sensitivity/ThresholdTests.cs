using Interdealer.Sensitivity;

namespace Interdealer.Tests.Sensitivity;

public class ThresholdTests
{
    [Fact]
    public void A_threshold_is_a_value_at_which_it_holds()
    {
        var from = Threshold.Of(x => x * x >= 2, 0, 10);
        Assert.Equal(Math.Sqrt(2), from.EnsureFound(), 10);
        Assert.True(from.Value * from.Value >= 2);
        var upTo = Threshold.Of(x => x * x < 2, 0, 10);
        Assert.Equal(Math.Sqrt(2), upTo.EnsureFound(), 10);
        Assert.True(upTo.Value * upTo.Value < 2);
        Assert.Equal("It holds up to 1.41421356.", upTo.Describe());
        Assert.Equal("It holds from 1.41421356 on.", from.Describe());
    }

    [Fact]
    public void Random_steps_are_found()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 200; trial++)
        {
            var (low, width) = ((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 7)), Math.Pow(10, random.Next(-6, 7)));
            var step = low + (width * random.NextDouble());
            Assert.Equal(step, Threshold.Of(x => x > step, low, low + width).EnsureFound(), 2e-12 * (width + Math.Abs(low)));
            var jump = Crossing.Of(x => x > step ? 3 : -1, 1, low, low + width);
            Assert.Equal(CrossingKind.Jump, jump.Kind);
            Assert.Equal(step, jump.EnsureFound(), 2e-12 * (width + Math.Abs(low)));
            var pass = Crossing.Of(x => (step - x) / width, 0, low, low + width);
            Assert.Equal(CrossingKind.Crossing, pass.Kind);
            Assert.Equal(step, pass.EnsureFound(), 2e-12 * (width + Math.Abs(low)));
        }
    }

    [Fact]
    public void Without_a_turn_there_is_no_value_and_the_sentence_says_so()
    {
        var never = Threshold.Of(_ => true, 0, 1);
        Assert.Null(never.Value);
        Assert.Equal("It holds at both ends of the bracket from 0 to 1.", Assert.Throws<InvalidOperationException>(() => never.EnsureFound()).Message);
        var above = Crossing.Of(x => 2 + x, 1, 0, 1);
        Assert.Equal(CrossingKind.None, above.Kind);
        Assert.Contains("it is 2 at one end and 3 at the other, both at or above it", Assert.Throws<InvalidOperationException>(() => above.EnsureFound()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_brackets_and_curves_are_refused()
    {
        Assert.Contains("high must be a finite number above low (1)", Assert.Throws<ArgumentOutOfRangeException>(() => Threshold.Of(_ => true, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Crossing.Of(x => x, double.NaN, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Crossing.Of(x => x, 0, double.NaN, 1));
        Assert.Contains("it was NaN at 0.5", Assert.Throws<InvalidOperationException>(() => Crossing.Of(x => x is > 0 and < 1 ? double.NaN : x, 0.2, 0, 1)).Message, StringComparison.Ordinal);
    }
}
