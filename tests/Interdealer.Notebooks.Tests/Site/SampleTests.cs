using System.Diagnostics;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Site;

/// <summary>The samples run as files, and the template makes a notebook that runs.</summary>
public sealed class SampleTests
{
    // Needs a browser.
    private const string Picture = "picture.cs";

    public static TheoryData<string> Samples { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Workbench.RepositoryRoot, "samples"), "*.cs").Select(file => Path.GetFileName(file)!).Where(file => file != Picture).Order(StringComparer.Ordinal)];

    [BuildTheory]
    [MemberData(nameof(Samples))]
    public void A_sample_runs(string file)
    {
        var (code, output) = Dotnet(Workbench.RepositoryRoot, "run", Path.Combine("samples", file));
        Assert.True(code == 0, output);
        Assert.Contains(file switch
        {
            "first-cascade.cs" => "Required sale                         114",
            "many-scenarios.cs" => "20,000 scenarios",
            _ => "Certified: the least shock has size",
        }, output, StringComparison.Ordinal);
    }

    [BrowserBuildFact]
    public void A_chart_is_saved_as_a_picture_without_a_network()
    {
        using var folder = new TemporaryFolder();
        var name = Path.Combine(folder.Path, "losses");
        var (code, output) = Dotnet(Workbench.RepositoryRoot, "run", Path.Combine("samples", Picture), "--", Tools.Chromium!, name);
        Assert.True(code == 0, output);
        // Signature, then width and height of the header.
        var png = File.ReadAllBytes(name + ".png");
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(png[..8]));
        Assert.Equal((900, 500), (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        var svg = File.ReadAllText(name + ".svg");
        Assert.All(new[] { "Loss by bank", "Loss, bn", "indirect", "Gamma" }, text => Assert.Contains(text, svg, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_template_makes_a_notebook_that_runs()
    {
        // A hive of its own: no template of the user is touched.
        using var hive = new TemporaryFolder();
        var folder = Directory.CreateDirectory(Path.Combine(Workbench.RepositoryRoot, "artifacts", "template")).FullName;
        var (installed, said) = Dotnet(Workbench.RepositoryRoot, "new", "install", Path.Combine("templates", "interdealer-notebook"), "--debug:custom-hive", hive.Path);
        Assert.True(installed == 0, said);
        var (made, text) = Dotnet(folder, "new", "interdealer-notebook", "--name", "first", "--output", folder, "--force", "--debug:custom-hive", hive.Path);
        Assert.True(made == 0, text);
        var run = await new NotebookRunner(NotebookWorkers.Lent, new RunOptions()).RunAsync(Path.Combine(folder, "first.ipynb"));
        Assert.True(run.Outcome == RunOutcome.Succeeded, $"{run.Summary}\n{string.Join('\n', run.StoppedAt?.Details ?? [])}");
        // Its sales are an effect of its shock.
        var cascade = (string)run.Document!.Cells.Where(cell => cell.Kind == CellKind.Code).ElementAt(2).Outputs.OfType<CellOutput.Result>().Single().Data["text/plain"]!;
        Assert.DoesNotContain("before any shock", cascade, StringComparison.Ordinal);
        Assert.Contains("Settled after", cascade, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
