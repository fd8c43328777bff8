using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class FireSaleClearingTests
{
    private static readonly CifuentesFerrucciShin Model = new() { PriceSensitivity = 0.001, MinimumRatio = 0.07 };

    [Theory]
    [InlineData(0.001, 0.9983509847)]
    [InlineData(0.005, 0.9779970099)]
    public void One_bank_moves_the_price_against_itself(double alpha, double price)
    {
        var result = (Model with { PriceSensitivity = alpha }).Alone(illiquid: 10, liquid: 1.8, obligations: 11.2);
        Assert.True(result.Settled);
        Close.ToDigits(price, result.Price, 10);
        Close.To(0.07, result.Institutions[0].CapitalRatio!.Value);
        if (alpha == 0.005)
        {
            Close.ToDigits(4.449733268, result.Sold, 9);
        }
    }

    [Fact]
    public void Sales_restore_the_ratio_at_a_price_that_does_not_move()
    {
        // α = 0: [11.2 − .93·10 − 1.8]/.07 = 10/7; equity 10 + 1.8 − 11.2 = .6 over 10 − 10/7 = 60/7 is 7 %.
        var result = (Model with { PriceSensitivity = 0 }).Alone(10, 1.8, 11.2);
        Close.To(10.0 / 7, result.Sold);
        Close.To(0.07, result.Institutions[0].CapitalRatio!.Value);
    }

    [Fact]
    public void An_insolvent_bank_sells_everything_and_its_creditor_sells_for_it()
    {
        // α = 0. A: 5 illiquid, 1 liquid, owes B 8: pays 6, sells 5. B: 10 illiquid, receives 6, owes 15.2 outside: equity .8 over 16 is below 7 %;
        // sells [15.2 − .93·16]/.07 = .32/.07.
        var network = new DebtNetwork([new("A", 1), new("B", 0, 15.2)], [new("A", "B", 8)]);
        var result = (Model with { PriceSensitivity = 0 }).Highest(network, [5, 10]);
        Close.To(5, result.Institutions[0].Sold);
        Close.To(6, result.Institutions[0].Payment);
        Close.To(-2, result.Institutions[0].Equity);
        Assert.Null(result.Institutions[0].CapitalRatio);
        Close.To(0.32 / 0.07, result.Institutions[1].Sold);
        Close.To(0.8 / (16 - (0.32 / 0.07)), result.Institutions[1].CapitalRatio!.Value);
    }

    [Fact]
    public void A_fire_sale_can_feed_itself()
    {
        // Ratio .8/10 = 8 % at p = 1: nobody sells. Sold out, p = exp(−.05·10) = .6065 < .92: insolvent, so everything is sold.
        var network = DebtNetwork.Of(new double[1, 1], [0], [9.2]);
        var model = Model with { PriceSensitivity = 0.05 };
        Close.To(1, model.Highest(network, [10]).Price);
        Close.To(Math.Exp(-0.5), model.Lowest(network, [10]).Price);
    }

    [Fact]
    public void Price_sales_payments_and_ratios_agree_in_every_network()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var r = new Random(seed);
            var network = RandomNetworks.Solvent(seed, 2 + (seed % 8));
            double[] units = [.. Enumerable.Range(0, network.Count).Select(_ => 10 * r.NextDouble())];
            var liquid = network.WithExternalAssets([.. network.Institutions.Select((x, i) => Math.Max(0, x.ExternalAssets - units[i]))]);
            var model = Model with { PriceSensitivity = 0.02 * r.NextDouble(), MinimumRatio = 0.02 + (0.1 * r.NextDouble()) };
            var (high, low) = (model.Highest(liquid, units), model.Lowest(liquid, units));
            Assert.True(low.Price <= high.Price + 1e-12, $"seed {seed}");
            foreach (var end in new[] { high, low })
            {
                Assert.True(end.Settled, $"seed {seed}: {end.Describe()}");
                Close.To(Math.Exp(-model.PriceSensitivity * end.Sold), end.Price, 1e-12);
                var clearing = EisenbergNoe.Picard(liquid.WithExternalAssets([.. units.Select((e, i) => liquid.Institutions[i].ExternalAssets + (end.Price * e))]));
                for (var i = 0; i < units.Length; i++)
                {
                    var x = end.Institutions[i];
                    Assert.True(Math.Abs(x.Payment - clearing.Payments[i]) < 1e-8, $"seed {seed}: {x}");
                    Assert.True(x.Sold == units[i] || x.CapitalRatio is null || x.CapitalRatio > model.MinimumRatio - 1e-9, $"seed {seed}: {x}");
                    Assert.True(x.Sold == 0 || x.Sold == units[i] || Math.Abs(x.CapitalRatio!.Value - model.MinimumRatio) < 1e-9, $"seed {seed}: {x} sells more than it must");
                }
            }
        }
    }

    [Fact]
    public void The_engine_s_operators_composed_give_the_same_extreme_equilibria()
    {
        var (apart, defaults) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var r = new Random(seed);
            var network = RandomNetworks.Solvent(seed, 2 + (seed % 8));
            double[] units = [.. Enumerable.Range(0, network.Count).Select(_ => 10 * r.NextDouble())];
            var liquid = network.WithExternalAssets([.. network.Institutions.Select((x, i) => Math.Max(0, x.ExternalAssets - units[i]))]);
            var model = Model with { PriceSensitivity = 0.2 * r.NextDouble(), MinimumRatio = 0.02 + (0.1 * r.NextDouble()) };
            var (high, low, engine) = (model.Highest(liquid, units), model.Lowest(liquid, units), model.Equilibria(liquid, units));
            foreach (var (own, composed) in new[] { (high, engine.Least), (low, engine.Greatest) })
            {
                Assert.Equal(EquilibriumEnd.Arrived, composed.End);
                Close.To(own.Price, composed.Prices[0].Price);
                foreach (var (x, sale) in own.Institutions.Zip(composed.Sales))
                {
                    Assert.True(Math.Abs(x.Sold - sale.Sold) < 1e-8, $"seed {seed}: {x} against {sale}");
                }
            }

            apart += high.Price - low.Price > 1e-6 ? 1 : 0;
            defaults += low.Institutions.Count(x => x.Defaulted);
        }

        Assert.True(apart > 10 && defaults > 10, $"{apart} pairs of equilibria and {defaults} defaults hardly try the claim");
    }

    [Fact]
    public void Clearing_and_fire_sales_act_on_each_other()
    {
        // A: bond 50 and 8 of cash on 40 outside and 10 owed to B; B: bond 50 and the 10 on 52 outside; depth 500, sellers at the old price, ratio 10 %. The bond falls by
        // a fifth: A has 48 for 50 debts, pays 9.6 and sells all 40. B has 40 + 9.6 on 52: insolvent too, and sells all 40; 80 sold of 500 takes the price from .8 by 16 %.
        var system = new FinancialSystem(
            [new Institution("A") { Cash = 8, Debt = 40 }, new Institution("B") { Debt = 52 }], [new Asset("bond") { Depth = 500 }],
            [new Holding("A", "bond", 50), new Holding("B", "bond", 50)], [new InterbankClaim("A", "B", 10)]);
        var round = EisenbergNoe.AtMarks.Then(new Deleverage(LeverageRatio.FromMinimum(0.1))).Then(new PriceImpact.Linear(SellerShare.OldPrice));
        var state = system.Shock("bond", 0.2);
        round.Apply(state);
        Close.To(0.96, state.Recovery[0, 0]);
        Close.To(0.8 * (1 - (80.0 / 500)), state.Price[0, 0]);

        // At any marks written-down claims leave less equity, so the equilibrium without distress is never at higher prices.
        var cleared = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = RandomSystems.Create(seed);
            var start = RandomSystems.Shocked(random, seed);
            var (sales, market) = (new Deleverage(LeverageRatio.FromMinimum(0.06)), new PriceImpact.Exponential(SellerShare.OldPrice));
            var equilibria = new[] { EisenbergNoe.AtMarks.Then(sales), sales }.Select(decide => ExtremeEquilibria.Find(start, decide, market).Least.Prices).ToList();
            foreach (var (with, without) in equilibria[0].Zip(equilibria[1]))
            {
                Assert.True(with.Price <= without.Price + 1e-9, $"seed {seed}: clearing lifts the price of {with.Asset}");
            }

            var end = Cascade.Run(start, EisenbergNoe.AtMarks.Then(sales).Then(market));
            // At rest the claims are worth what the clearing vector at the last marks pays.
            var network = DebtNetwork.Of(end.End);
            var clearing = EisenbergNoe.FictitiousDefault(network);
            foreach (var i in Enumerable.Range(0, network.Count).Where(i => network.InterbankLiabilities[i] > 0 && end.Outcome == Outcome.Settled))
            {
                cleared += clearing.Institutions[i].Recovery < 1 ? 1 : 0;
                Assert.True(Math.Abs(clearing.Institutions[i].Recovery - end.End.Recovery[i, 0]) < 1e-9, $"seed {seed}: {clearing.Institutions[i]}");
            }
        }

        Assert.True(cleared > 10, $"{cleared} claims written down hardly try the claim");
    }

    [Fact]
    public void Wrong_units_are_refused_by_name()
    {
        var network = new DebtNetwork([new("A", 1), new("B", 0, 15.2)], [new("A", "B", 8)]);
        var e = Assert.Throws<ArgumentException>(() => Model.Highest(network, [-5, double.NaN]));
        Assert.Contains("the units of \"A\" must be a finite number of at least 0; they were -5", e.Message, StringComparison.Ordinal);
        Assert.Contains("the units of \"B\"", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Model.Highest(network, [5]));
        Assert.Contains("(write 0.05, not 5", Assert.ThrowsAny<ArgumentException>(() => Model with { MinimumRatio = 7 }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 0, new double[] { 7, 7, 5 })]
    [InlineData(12, 2, new double[] { 2, 7, 10 })]
    public void Margin_calls_around_a_circle_end_as_published(double third, double shortfall, double[] cash)
    {
        // A has 12 ≥ 10 and pays, B then 14 ≥ 7, C then 10 of 5 or of 12.
        var payments = FullPayment.Run(new DebtNetwork([new("A", 12), new("B", 4), new("C", 3)], [new("A", "B", 10), new("B", "C", 7), new("C", "A", third)]));
        Close.To(shortfall, payments.Sum(x => x.Shortfall));
        Assert.Equal(cash, payments.Select(x => x.Cash));
        Assert.Equal([1, 2, shortfall == 0 ? 3 : null], payments.Select(x => x.PaidInRound));
    }

    [Fact]
    public void Those_who_wait_for_each_other_do_not_pay()
    {
        var payments = FullPayment.Run(new DebtNetwork([new("A", 1), new("B", 1)], [new("A", "B", 2), new("B", "A", 2)]));
        Assert.All(payments, x => Assert.Null(x.PaidInRound));
        Close.To(2, payments.Sum(x => x.Shortfall));
    }

    [Fact]
    public void Payers_could_pay_others_could_not_and_cash_is_conserved()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var network = RandomNetworks.Make(seed, 2 + (seed % 15));
            var payments = FullPayment.Run(network);
            var paid = payments.Select(x => x.PaidInRound is null ? 0.0 : 1).ToArray();
            var receipts = network.Receipts(paid);
            for (var i = 0; i < network.Count; i++)
            {
                var before = network.Institutions[i].ExternalAssets + receipts[i];
                Assert.Equal(paid[i] == 1, before >= network.Obligations[i] - 1e-9);
                Assert.True(Math.Abs(payments[i].Cash - before + (paid[i] * network.Obligations[i])) < 1e-9, $"seed {seed}");
            }

            // Part payment reaches at least as many: whoever pays in full here does so where all pay what they can.
            var clearing = EisenbergNoe.Least(network);
            Assert.All(payments.Where(x => x.PaidInRound is not null), x => Assert.DoesNotContain(x.Institution, clearing.Defaults));
        }
    }
}
