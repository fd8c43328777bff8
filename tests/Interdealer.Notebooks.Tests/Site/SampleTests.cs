using System.Diagnostics;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Site;

/// <summary>The samples run as files, and the template makes a notebook that runs.</summary>
[Collection("kernels")]
public sealed class SampleTests(Workbench workbench)
{
    public static TheoryData<string> Samples { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Workbench.RepositoryRoot, "samples"), "*.cs").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

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
        var notebook = NotebookFile.Read(Path.Combine(folder, "first.ipynb"));
        var outcomes = await workbench.RunInAsync(folder, [.. notebook.Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => ("csharp", cell.Source))]);
        Assert.All(outcomes, outcome => outcome.Succeeds());
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
