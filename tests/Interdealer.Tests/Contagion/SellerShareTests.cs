using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

public sealed class SellerShareTests
{
    [Fact]
    public void The_named_ends_are_the_shares_they_stand_for_and_the_default_is_the_old_price()
    {
        Assert.Equal(0, SellerShare.OldPrice.Value);
        Assert.Equal(0.5, SellerShare.Half.Value);
        Assert.Equal(1, SellerShare.NewPrice.Value);
        Assert.Equal(SellerShare.OldPrice, default);
        Assert.Equal(SellerShare.Half, SellerShare.Of(0.5));
        Assert.NotEqual(SellerShare.Half, SellerShare.NewPrice);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(50)]
    [InlineData(double.NaN)]
    public void A_share_that_is_no_fraction_is_refused(double share)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => SellerShare.Of(share));
        Assert.Contains("share must be a fraction from 0 to 1 (write 0.03, not 3, for 3 %)", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0.5, 95)]
    [InlineData(1, 90)]
    public void A_seller_of_100_into_a_depth_of_1000_receives_the_old_price_half_way_or_the_new_one(double share, double received)
    {
        // Ψ = 100/1000 = 10 %: the price ends at .9, and 100 units bring 100·(1 − α·10 %).
        var system = new FinancialSystem([new Institution("A")], [new Asset("x") { Depth = 1000 }], [new Holding("A", "x", 100)]);
        var state = system.Start();
        state.Order[0, 0] = 1;
        new PriceImpact.Linear(SellerShare.Of(share)).Apply(state);
        Close.To(0.9, state.Price[0, 0]);
        Close.To(received, state.Cash[0, 0]);
    }
}
