namespace Interdealer.Notebooks.Tests.Kernels;

/// <summary>The one line that brings everything.</summary>
[Collection("kernels")]
public sealed class BundleTests(Workbench bench)
{
    const string Line = "#r \"nuget: Interdealer.All\"\n";

    [Fact]
    public async Task One_line_brings_models_data_frames_charts_and_ensembles_to_C_sharp()
    {
        var cells = await bench.RunInAsync(
            Repository.Root,
            ("csharp", Line + "using Interdealer;\nusing Interdealer.Data;\nusing Interdealer.Frames;\nusing Deedle;\nDatasets.Eba2016Banks().Count"),
            ("csharp", "string.Join(\",\", new[] { typeof(Interdealer.Constraints.LeverageRatio), typeof(Interdealer.Ensembles.Ensemble), typeof(Plotly.NET.GenericChart), typeof(Frame<int, string>) }.Select(t => t.Assembly.GetName().Name))"));
        Assert.Equal("51", cells[0].Succeeds().Result);
        Assert.Equal("Interdealer,Interdealer.Ensembles,Plotly.NET,Deedle", cells[1].Succeeds().Result);
    }

    [Fact]
    public async Task The_same_line_in_an_F_sharp_cell_gives_F_sharp_the_same_packages_and_the_same_table()
    {
        const string prime = "BalanceSheet(\"Dealer Prime\", 25.0)";
        var cells = await bench.RunInAsync(
            Repository.Root,
            ("fsharp", Line + $"open Interdealer\nopen Interdealer.Constraints\nlet prime = {prime}\nprime.Add(\"Corporate bonds\", 150.0)\nprime.Add(\"U.S. Treasuries\", 350.0)\nLeverageRatio.FromMinimum(0.05).Assess(prime.MarkDown(\"Corporate bonds\", 0.04))"),
            ("csharp", "using Interdealer;\nusing Interdealer.Constraints;\nvar prime = new BalanceSheet(\"Dealer Prime\", 25) { { \"Corporate bonds\", 150 }, { \"U.S. Treasuries\", 350 } };\nLeverageRatio.FromMinimum(0.05).Assess(prime.MarkDown(\"Corporate bonds\", 0.04))"),
            ("fsharp", "open Deedle\nlet frame = frame [ \"a\" => series [ \"x\" => 1.5; \"y\" => 2.25 ] ]\nframe"),
            ("csharp", "using Deedle;\nFrame.FromColumns(new[] { KeyValue.Create(\"a\", new Series<string, double>(new[] { \"x\", \"y\" }, new[] { 1.5, 2.25 })) })"),
            ("fsharp", "Interdealer.Data.Datasets.Eba2016Banks().Count"));
        Assert.Contains("3.85 %", cells[0].Succeeds().Result, StringComparison.Ordinal);
        Assert.Equal(cells[0].Result, cells[1].Succeeds().Result);
        Assert.Contains("2.25", cells[2].Succeeds().Result, StringComparison.Ordinal);
        Assert.Equal(cells[2].Result, cells[3].Succeeds().Result);
        Assert.Equal("51", cells[4].Succeeds().Result);
    }
}
