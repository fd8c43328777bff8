using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Interdealer.Notebooks.Tests;

/// <summary>Programs of this machine that some tests need.</summary>
internal static class Tools
{
    /// <summary>A Chromium or Chrome, from CHROMIUM_PATH or the search path; null when there is none.</summary>
    internal static string? Chromium { get; } =
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } set && File.Exists(set) ? set
        : new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" }.Select(OnPath).FirstOrDefault(path => path is not null);

    internal static string? Git { get; } = OnPath("git");

    /// <summary>Debian's Python with nbformat and nbconvert; null when one of them is missing.</summary>
    internal static string? Jupyter { get; } =
        File.Exists("/usr/bin/python3") && Run("/usr/bin/python3", "-c", "import nbformat, nbconvert").Code == 0 ? "/usr/bin/python3" : null;

    internal static (int Code, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}

/// <summary>A test that opens a page in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute([CallerMemberName] string test = "")
    {
        Skip = Tools.Chromium is null ? "skipped: no Chromium or Chrome is installed (CHROMIUM_PATH names one)" : null;
        DisplayName = SkippedTest.Name(test, Skip);
    }
}

/// <summary>A test that hands a file to Jupyter.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JupyterFactAttribute : FactAttribute
{
    public JupyterFactAttribute([CallerMemberName] string test = "")
    {
        Skip = Tools.Jupyter is null ? "skipped: /usr/bin/python3 has no nbformat and nbconvert" : null;
        DisplayName = SkippedTest.Name(test, Skip);
    }
}
