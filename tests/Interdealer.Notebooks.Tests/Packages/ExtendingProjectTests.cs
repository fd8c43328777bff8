using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Interdealer.Notebooks.Tests.Packages;

/// <summary>A project that knows the packages alone is built on those that this build packed, and its tests pass.</summary>
public sealed partial class ExtendingProjectTests
{
    // The laws over an operator and a limit are more than a dozen tests, the pieces' own some ten.
    const int LeastTests = 25;

    // Set by a surrounding `dotnet test` for its own build; they would lead this one astray.
    static readonly string[] NotInherited = ["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILDUSESERVER"];

    static string Project => Path.Combine(Repository.Root, "tests", "extending", "Interdealer.Extending.Tests");

    [Fact]
    public void It_references_the_packages_and_no_project()
    {
        var text = File.ReadAllText(Path.Combine(Project, "Interdealer.Extending.Tests.csproj"));
        Assert.DoesNotContain("ProjectReference", text, StringComparison.Ordinal);
        Assert.Contains("<PackageReference Include=\"Interdealer\" ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Extending", File.ReadAllText(Path.Combine(Repository.Root, "Research.sln")), StringComparison.Ordinal);
    }

    [BuildFact]
    public async Task Its_operator_constraint_and_source_keep_the_laws()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Project, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["test", "--disable-build-servers", "--nologo", "-m:1", "-p:RunAnalyzers=false"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        using var limited = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limited.Token), process.StandardError.ReadToEndAsync(limited.Token));
        try
        {
            await process.WaitForExitAsync(limited.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        var said = await output + await errors;
        Assert.True(process.ExitCode == 0, said);
        var passed = Summary().Match(said);
        Assert.True(passed.Success && int.Parse(passed.Groups[1].Value, CultureInfo.InvariantCulture) >= LeastTests, said);
    }

    [GeneratedRegex(@"Failed:\s+0, Passed:\s+(\d+), Skipped:\s+0,")]
    private static partial Regex Summary();
}
