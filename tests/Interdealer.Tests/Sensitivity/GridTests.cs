using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Sensitivity;

namespace Interdealer.Tests.Sensitivity;

public class GridTests
{
    private static readonly Axis<double> Slack = Axis.Of("Slack", [0, 0.1]);
    private static readonly Axis<double> Depth = Axis.Of("Depth", [0.5, 1, 2]);

    [Fact]
    public void The_last_axis_runs_fastest()
    {
        var grid = Grid.Of(Slack, Depth);
        Assert.Equal([(0, 0.5), (0, 1), (0, 2), (0.1, 0.5), (0.1, 1), (0.1, 2)], grid);
        Assert.Equal(6, grid.Count);
        Assert.Equal(["Slack", "Depth"], grid.AxisNames);
    }

    [Fact]
    public void Values_are_found_by_the_values_of_the_axes()
    {
        var sums = Grid.Of(Slack, Depth).Map((s, d) => (10 * s) + d);
        Assert.Equal(3, sums.At(0.1, 2), 12);
        Assert.Equal(0.5, sums.At(0, 0.5));
        // The sum of three tenths is not the number 0.3, but nobody means another.
        Assert.Equal(7, Grid.Of(Axis.Of("x", [0.3, 0.4])).Map(_ => 7).At(0.1 + 0.2));
        var e = Assert.Throws<ArgumentException>(() => sums.At(0.1, 3));
        Assert.Contains("\"3\" is not a value of \"Depth\"; expected one of \"0.5\", \"1\", \"2\"", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_value_stands_where_look_up_matrix_and_slices_say_on_random_grids()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 50; trial++)
        {
            Axis<double> Any(string name) => Axis.Of(name, Enumerable.Range(0, random.Next(1, 5)).Select(i => i + random.NextDouble()).OrderBy(_ => random.Next()));
            var (a, b, c) = (Any("a"), Any("b"), Any("c"));
            var three = Grid.Of(a, b, c).Map((x, y, z) => $"{x} {y} {z}");
            Assert.Equal(a.Values.Length * b.Values.Length * c.Values.Length, three.Count);
            Assert.Equal(c.Values, three.Slices().Select(s => s.Value));
            foreach (var (x, y, z) in three.Grid)
            {
                Assert.Equal($"{x} {y} {z}", three.At(x, y, z));
                Assert.Equal($"{x} {y} {z}", three.Slice(z).At(x, y));
                Assert.Equal($"{x} {y} {z}", three.Slice(z).Slice(y).At(x));
                Assert.Equal($"{x} {y} {z}", three.Slice(z).Matrix()[a.IndexOf(x), b.IndexOf(y)]);
            }
        }
    }

    [Fact]
    public void Four_choices_are_all_their_combinations()
    {
        var yes = Axis.Of("w", [false, true]);
        var grid = Grid.Of(yes, Slack, Depth, Axis.Of("z", ["p", "q"]));
        Assert.Equal(24, grid.Map((w, s, d, z) => (w, s, d, z)).Distinct().Count());
    }

    [Fact]
    public void A_point_is_a_scenario_of_a_batch()
    {
        var system = FinancialSystem.Of(DealerPrime.Sheet);
        var grid = Grid.Of(Axis.Of("Fall", [0.01, 0.04]), Axis.Of("Requirement", [0.05]));
        var run = Cascade.Run(system.Shock(grid.Map((fall, _) => new Shock().Falling("Corporate bonds", fall))), new Deleverage(DealerPrime.Slr));
        var lost = grid.Read(s => run.Losses(s).Sum(l => l.Total));
        Assert.Equal(6, lost.At(0.04, 0.05), 9);    // 4 % of 150
        Assert.Equal(1.5, lost.At(0.01, 0.05), 9);
        Assert.Equal([0, 1], grid.Index().Select(p => p.Index));
    }

    [Fact]
    public void Spaced_axes_have_both_ends_and_neat_values_between()
    {
        Assert.Equal<double>([0, 0.1, 0.2, 0.3, 0.4, 0.5], Axis.Between("x", 0, 0.5, 6).Values);
        Assert.Equal<double>([-1, -0.5, 0, 0.5, 1], Axis.Between("x", -1, 1, 5).Values);
        Assert.Equal<double>([0.1, 1, 10], Axis.Ratios("x", 0.1, 10, 3).Values);
        var random = new Random(9);
        for (var trial = 0; trial < 200; trial++)
        {
            var low = Math.Pow(10, random.Next(-9, 9)) * random.NextDouble();
            var high = low + (low * Math.Pow(10, random.Next(-5, 6)) * (0.01 + random.NextDouble()));
            foreach (var axis in new[] { Axis.Between("x", low, high, 7), Axis.Ratios("x", low, high, 7) })
            {
                Assert.Equal((low, high), (axis.Values[0], axis.Values[^1]));
                Assert.True(axis.Values.Zip(axis.Values.Skip(1)).All(p => p.First < p.Second));
            }

            Assert.All(Axis.Between("x", low, high, 7).Values.Select((v, i) => (v, i)), p => Assert.Equal(low + ((high - low) * p.i / 6), p.v, 1e-11 * high));
        }
    }

    [Fact]
    public void A_table_of_two_axes_has_rows_and_columns_and_of_others_a_row_a_point()
    {
        Assert.Equal(
            """
            Loss
            Slack ↓ Depth →   0.5     1     2
            ───────────────  ────  ────  ────
                        0.0  0.50  1.00  2.00
                        0.1  1.50  2.00  3.00
            """,
            Grid.Of(Slack, Depth).Map((s, d) => (10 * s) + d).Named("Loss", "0.00").ToString());
        Assert.Equal(
            """
            Sellers receive     Loss
            ──────────────────  ────
            the old price        0.0
            the half-way price   0.5
            the new price        1.0
            """,
            Grid.Of(Choices.SellerShare).Map(s => s.Value).Named("Loss").ToLongTable("").ToString().TrimStart());
    }

    [Fact]
    public void A_share_is_that_of_the_points()
    {
        var values = Grid.Of(Slack, Depth).Map((_, d) => d);
        Assert.Equal(1.0 / 3, values.Share(d => d > 1), 15);
        Assert.Equal([50.0, 100, 200, 50, 100, 200], values.Map(d => 100 * d));
    }

    [Fact]
    public void What_makes_no_grid_is_refused_by_name()
    {
        Refused("values of \"x\" must hold at least one value", () => Axis.Of<double>("x", []));
        Refused("values of \"x\" must differ; 1 is listed twice", () => Axis.Of("x", [1.0, 2, 1]));
        Refused("values[1] of \"x\" must be a finite number", () => Axis.Of("x", [1, double.NaN]));
        Refused("values[0] of \"x\" was null", () => Axis.Of("x", new string[] { null! }));
        Refused("name must be a name", () => Axis.Of(" ", [1.0]));
        Refused("labels of \"x\" must differ", () => Axis.Named("x", ("a", 1), ("a", 2)));
        Refused("labels of \"x\" must differ", () => Axis.Of("x", [0.11, 0.12]).WithFormat("0.0"));
        Refused("high must be a finite number above low (2); it was 1", () => Axis.Between("x", 2, 1, 3));
        Refused("low must be a finite number above 0", () => Axis.Ratios("x", 0, 1, 3));
        Refused("count must be at least 2 values; it was 1", () => Axis.Between("x", 0, 1, 1));
        Refused("multiples[1] must be a finite number above 0", () => Choices.Depth(1, 0));
        Refused("\"Slack\" is the name of two axes", () => Grid.Of(Slack, Slack));
        var wide = Axis.Between("a", 0, 1, 4000);
        Refused("a grid has at most 10000000", () => Grid.Of(wide, Axis.Between("b", 0, 1, 4000)));
        Assert.Contains(
            "Axis 1 of the grid must have values of type Int32",
            Assert.Throws<InvalidOperationException>(() => Grid.Of(Axis.Of("pair", [(1, 2)])).Map(p => p).Slices()).Message, StringComparison.Ordinal);
    }

    private static void Refused(string says, Func<object> act) =>
        Assert.Contains(says, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
