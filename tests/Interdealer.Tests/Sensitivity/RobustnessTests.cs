using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Display;
using Interdealer.Sensitivity;

namespace Interdealer.Tests.Sensitivity;

public class RobustnessTests
{
    private static readonly Axis<double> Depth = Axis.Of("Depth", [0.5, 1, 2]);
    private static readonly Axis<string> Who = Axis.Of("Seller", ["old", "half", "new"]);

    [Theory]
    [InlineData("111 111 111", "holds everywhere", VerdictKind.Holds)]
    [InlineData("000 000 000", "fails", VerdictKind.Fails)]
    [InlineData("111 000 000", "holds where Seller old", VerdictKind.HoldsWhere)]
    [InlineData("111 000 111", "holds where Seller old or new", VerdictKind.HoldsWhere)]
    [InlineData("011 011 011", "holds where Depth at least 1", VerdictKind.HoldsWhere)]
    [InlineData("110 110 110", "holds where Depth at most 1", VerdictKind.HoldsWhere)]
    [InlineData("010 010 010", "holds where Depth 1", VerdictKind.HoldsWhere)]
    [InlineData("101 101 101", "holds where Depth 0.5 or 2", VerdictKind.HoldsWhere)]
    [InlineData("011 011 000", "holds where Seller old or half and Depth at least 1", VerdictKind.HoldsWhere)]
    [InlineData("111 111 110", "holds except where Seller new and Depth 2", VerdictKind.HoldsWhere)]
    [InlineData("111 011 001", "holds where Seller old, or Seller half and Depth at least 1, or Seller new and Depth 2", VerdictKind.HoldsWhere)]
    [InlineData("011 001 011", "holds where Seller old or new and Depth at least 1, or Seller half and Depth 2", VerdictKind.HoldsWhere)]
    public void Where_it_holds_is_said_in_words(string map, string says, VerdictKind kind)
    {
        var rows = map.Split(' ');
        var grid = Grid.Of(Who, Depth);
        var verdict = Robustness.Of(grid, (w, d) => rows[Who.IndexOf(w)][Depth.IndexOf(d)] == '1').Conclude("x", r => r)["x"].Verdict;
        Assert.Equal((says, kind), (verdict.Text, verdict.Kind));
    }

    [Fact]
    public void A_verdict_holds_everywhere_or_nowhere_exactly_when_every_point_says_so()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 300; trial++)
        {
            var odds = random.Next(0, 5) / 4.0;
            var robust = Robustness.Of(Grid.Of(Who, Depth, Axis.Of("z", [1, 2])), (_, _, _) => random.NextDouble() < odds).Conclude("x", r => r);
            var count = robust.Results.Count(r => r);
            var kind = robust["x"].Verdict.Kind;
            Assert.Equal(count == robust.Results.Count ? VerdictKind.Holds : count == 0 ? VerdictKind.Fails : VerdictKind.HoldsWhere, kind);
            Assert.Equal(count, robust.ByPoint().Column("x").Values.Count(v => v is true));
            Assert.StartsWith($"{count} of ", robust["x"].Computed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_single_box_or_row_of_boxes_gives_the_number_of_points()
    {
        // A parity: no value of any axis leaves a rectangle.
        var two = Axis.Of("y", [0, 1]);
        var robust = Robustness.Of(Grid.Of(Axis.Of("x", [0, 1]), two, Axis.Of("z", [0, 1])), (x, y, z) => x + y + z).Conclude("odd", s => s % 2 == 1);
        Assert.Equal("holds at 4 of 8 points; no choice decides it alone", robust["odd"].Verdict.Text);
    }

    [Fact]
    public void Where_no_few_boxes_say_it_the_verdict_names_the_choice_that_turns_it()
    {
        // Nowhere where b is 0, a parity where it is 1, all but one of eight where it is 2.
        var robust = Robustness.Of(Grid.Of(Axis.Of("x", [0, 1]), Axis.Of("y", [0, 1]), Axis.Of("z", [0, 1]), Axis.Of("b", [0, 1, 2])),
            (x, y, z, b) => b == 1 ? (x + y + z) % 2 == 1 : b == 2 && x + y + z < 3).Conclude("turns", r => r);
        Assert.Equal("holds at 11 of 24 points: 0 of 8 where b 0, 4 where 1, 7 where 2", robust["turns"].Verdict.Text);
    }

    [Fact]
    public void A_figure_that_is_not_finite_supports_nothing()
    {
        double[] figures = [2, double.NaN, double.PositiveInfinity];
        var robust = Robustness.Of(Grid.Of(Depth), d => figures[Depth.IndexOf(d)]).Conclude("above 1", f => f, f => !(f <= 1), "0.0");
        Assert.Equal("holds where Depth 0.5", robust["above 1"].Verdict.Text);
        Assert.Equal("2.0, not finite at 2", robust["above 1"].Computed);
    }

    [Fact]
    public void Dealer_Prime_under_every_choice_is_exactly_this()
    {
        var system = FinancialSystem.Of([DealerPrime.Sheet], new Asset("U.S. Treasuries") { Depth = 20_000 }, new Asset("Corporate bonds") { Depth = 20_000 });
        var robust = Robustness.Of(
                Grid.Of(Choices.SellerShare, Choices.Depth(0.1, 1)),
                (share, depth) =>
                {
                    var start = system.Shock("Corporate bonds", 0.04);
                    foreach (var k in Enumerable.Range(0, system.Assets.Length))
                    {
                        start.Depth[k, 0] *= depth;
                    }

                    return Cascade.Run(start, new Deleverage(DealerPrime.Slr, Liquidation.MostLiquidFirst).Then(new PriceImpact.Linear(share)));
                })
            .Conclude("The dealer stays solvent", r => r.Losses()[0].Equity > 0)
            .Conclude("It sells more than 19 times its loss", r => r.Rounds().Sum(x => x.Sold) / 6, multiple => multiple > 19 + 1e-9, "0.0")
            .Conclude("It loses less than a tenth more", r => r.Amplification(), a => a < 1.1, "0.00");
        Assert.Equal(VerdictKind.Holds, robust["It sells more than 19 times its loss"].Verdict.Kind);
        Assert.Equal(6, robust.ByPoint().RowCount);
        Assert.Contains("sells more", robust.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("6 points: Sellers receive: the old price, the half-way price, the new price; Depth multiple: 0.1, 1.", robust.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_fails_names_its_choice()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Robustness.Of(Grid.Of(Who, Depth), (w, d) => d < 2 ? 1 : throw new InvalidOperationException("Not settled")));
        Assert.Equal("At Seller old, Depth 2: Not settled", e.Message);
        var robust = Robustness.Of(Grid.Of(Depth), d => d);
        Assert.Equal("At Depth 1: no", Assert.Throws<InvalidOperationException>(() => robust.Conclude("x", d => d < 1 ? true : throw new InvalidOperationException("no"))).Message);
        Assert.Throws<OperationCanceledException>(() => Robustness.Of(Grid.Of(Depth), int (_) => throw new OperationCanceledException()));
    }

    [Fact]
    public void Conclusions_have_words_of_their_own()
    {
        var robust = Robustness.Of(Grid.Of(Depth), d => d).Conclude("x", _ => true);
        Assert.Contains("\"x\" is concluded already", Assert.Throws<ArgumentException>(() => robust.Conclude("x", _ => true)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => robust.Conclude(" ", _ => true));
        Assert.Contains("\"y\" is not a conclusion", Assert.Throws<ArgumentException>(() => robust["y"]).Message, StringComparison.Ordinal);
    }
}
