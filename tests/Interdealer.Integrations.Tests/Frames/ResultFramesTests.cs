using Deedle;
using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Frames;
using Interdealer.Models;
using Interdealer.Tests;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class ResultFramesTests
{
    private static readonly CascadeResult Result = Cascade.Run(
        RandomSystems.Shocked(RandomSystems.Create(5), 1, 2, 3),
        new Deleverage(LeverageRatio.FromMinimum(0.3), Liquidation.ProRata).Then(new PriceImpact.Exponential(SellerShare.OldPrice)));

    [Fact]
    public void A_cascade_gives_in_frames_what_it_says_in_records()
    {
        var rounds = Result.RoundsFrame(1);
        Assert.Equal(Result.Rounds(1).Select(r => r.Round), rounds.RowKeys);
        Assert.Equal(["Sold", "Forced", "Defaults", "Lowest price", "Equity", "Loss"], rounds.ColumnKeys);
        Assert.Equal(Result.Rounds(1).Select(r => r.Loss), rounds.GetColumn<double>("Loss").Values);
        Assert.Equal(Result.Rounds(1).Select(r => r.Forced), rounds.GetColumn<int>("Forced").Values);
        var losses = Result.LossesFrame(2);
        Assert.Equal(Result.Losses(2).Select(l => l.Institution), losses.RowKeys);
        Assert.Equal(Result.Losses(2).Select(l => l.Standing.ToString()), losses.GetColumn<string>("Standing").Values);
        Assert.Equal(Result.Losses(2).Select(l => l.Total), losses.GetColumn<double>("Total").Values);
        Assert.Equal(Result.AssetLosses().Select(l => l.Sold), Result.AssetLossesFrame().GetColumn<double>("Sold").Values);
        Assert.Equal(Result.ForcedSales().Select(f => f.Institution), Result.ForcedSalesFrame().GetColumn<string>("Institution").Values);
        Assert.Equal(Result.LossFlows().Select(f => f.Amount), Result.LossFlowsFrame().GetColumn<double>("Amount").Values);
        Assert.True(Result.ForcedSales().Count > 0 && Result.Rounds(1).Count > 1, "The cascade did nothing.");
    }

    [Fact]
    public void Prices_and_losses_stand_by_round_and_by_scenario()
    {
        var system = Result.Start.System;
        var prices = Result.PricesFrame(1);
        Assert.Equal(Result.Rounds(1).Select(r => r.LowestPrice), prices.ToMatrix().Cast<double>().Chunk(system.Assets.Length).Select(row => row.Min()));
        var ends = Result.EndPricesFrame();
        Assert.Equal((3, system.Assets.Length), (ends.RowCount, ends.ColumnCount));
        Assert.All(Enumerable.Range(0, 3), scenario => Assert.Equal(Result.End.Price.Scenario(scenario), ends.Rows[scenario].Values.Cast<double>()));
        var totals = Result.TotalLossesFrame();
        Assert.All(Enumerable.Range(0, 3), scenario => Assert.Equal(Result.Losses(scenario).Select(l => l.Total), totals.Rows[scenario].Values.Cast<double>()));
    }

    [Fact]
    public void Records_keep_the_types_of_their_properties_and_are_found_by_their_key()
    {
        var frame = new[] { new Sample("x", 1.5, null, 3, InstitutionKind.Fund, true, "t"), new Sample("y", double.NaN, 2.5, null, InstitutionKind.Bank, false, null) }.ToFrame(x => x.Name);
        Assert.Equal([typeof(double), typeof(double), typeof(object), typeof(string), typeof(bool), typeof(string)], frame.ColumnTypes);
        Assert.Equal(["Value", "Optional", "Whole", "Kind", "Flag", "Text"], frame.ColumnKeys);
        Assert.False(frame.GetColumn<double>("Value").TryGet("y").HasValue);
        Assert.False(frame.GetColumn<double>("Optional").TryGet("x").HasValue);
        Assert.False(frame.GetColumn<string>("Text").TryGet("y").HasValue);
        Assert.Equal(3, frame.GetColumn<int>("Whole")["x"]);
        Assert.Equal(2, new[] { (A: 1, B: 2) }.Select(x => new { x.A, x.B }).ToFrame().ColumnCount);
        Assert.Contains("rows 0 and 2 both have the key \"x\" (x.Name)", Refused(() => new[] { new Named("x"), new("y"), new("x") }.ToFrame(x => x.Name)), StringComparison.Ordinal);
        Assert.Equal(["Name"], new[] { new Named("x") }.ToFrame(x => x.Name + "!").ColumnKeys);
    }

    [Fact]
    public void A_clearing_stands_by_institution()
    {
        var network = DebtNetwork.Of(new double[,] { { 0, 10 }, { 0, 0 } }, [4, 1]);
        var frame = EisenbergNoe.Clear(network).Greatest.ToFrame();
        Assert.Equal(4, frame.GetColumn<double>("Payment")["1"], 12);
        Assert.True(frame.GetColumn<bool>("Defaulted")["1"]);
    }

    [Fact]
    public void A_frame_is_shown_as_a_table_of_bounded_size_in_which_everything_is_encoded()
    {
        var frame = Of([.. Enumerable.Range(0, 5000).Select(r => $"<b>{r}</b>")], ("<script>", Enumerable.Range(0, 5000).Select(r => (double)r).ToArray()), ("gap", Enumerable.Repeat(double.NaN, 5000).ToArray()));
        var table = frame.ToTable("A & B", key: "Name");
        var html = table.ToHtml();
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("of 5,000 rows", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 1000, 100_000);
        Assert.Contains("–", table.ToString(), StringComparison.Ordinal);
        Assert.Equal("Loss, $bn", new Series<string, double>(["x"], [1]).ToTable("Loss, $bn").Columns[1].Label);
    }

    [Fact]
    public void A_frame_gives_a_chart_a_line_for_each_column_with_its_gaps()
    {
        var traces = Of(["x", "y"], ("a", new[] { 1, double.NaN }), ("b", new[] { 3, 4 })).ToTraces();
        Assert.Equal(["a", "b"], traces.Select(t => t.Name));
        Assert.Equal([1, double.NaN], traces[0].Y.AsEnumerable());
        Assert.Equal<object>(["x", "y"], traces[1].X.AsEnumerable()!);
        Assert.Equal("SOFR", new Series<int, double>([1], [2]).ToTrace("SOFR").Name);
    }

    private sealed record Sample(string Name, double Value, double? Optional, int? Whole, InstitutionKind Kind, bool Flag, string? Text);

    private sealed record Named(string Name);
}
