using Interdealer.Engine;
using Interdealer.Markets;
using Interdealer.Numerics;

namespace Interdealer.Tests.Markets;

/// <summary>A quote that is looked for from a point nearby is the quote that is found from 0.</summary>
public sealed class QuotesNearbyTests
{
    private static readonly OneLane Asked = (OneLane)0 <= 0;

    [Theory]
    [InlineData(1)] // where it is already
    [InlineData(1.0001)] // so near that one step is taken as it is
    [InlineData(0.9997)]
    [InlineData(1.03)] // a round's decay of volatility
    [InlineData(0.97)]
    [InlineData(2)]
    [InlineData(1e-3)]
    public void It_is_the_one_that_is_found_from_the_left(double times)
    {
        var found = 0;
        foreach (var share in new[] { 0, 0.01, 0.12, 0.3, 0.5, 0.9 })
        {
            foreach (var leave in new[] { 0, 0.05, 0.3, 1, 2 })
            {
                // Close to the tipping point the root itself has few digits.
                if (leave > 0 && share > 0.9 * Math.Min(BreakEvenSpread.WithdrawalThreshold(1 / leave), BreakEvenSpread.WithdrawalThreshold(1 / (leave * times))))
                {
                    continue;
                }

                var nearby = NormalPoint<OneLane>.At(BreakEvenQuote<OneLane>.Find(share, leave * times, Asked).HalfSpread);
                var expected = OneLane.First(BreakEvenQuote<OneLane>.Find(share, leave, Asked).HalfSpread);
                Close.To(expected, OneLane.First(BreakEvenQuote<OneLane>.Find(share, leave, Asked, ref nearby).HalfSpread), 1e-13);
                found++;
            }
        }

        Assert.True(found > 15, $"{found}");
    }

    [Fact]
    public void Where_no_spread_breaks_even_none_is_found_nearby_either()
    {
        var nearby = NormalPoint<OneLane>.At(0.3);
        Assert.Equal(double.PositiveInfinity, OneLane.First(BreakEvenQuote<OneLane>.Find(0.9, 1, Asked, ref nearby).HalfSpread));
    }
}
