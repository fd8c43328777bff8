using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Interdealer.Benchmarks;

/// <summary>A Python program that is run beside this one, by the interpreter that PYTHON names or by python3.</summary>
/// <param name="Path">The program's file.</param>
internal sealed partial record PythonProgram(string Path)
{
    private static string Interpreter => Environment.GetEnvironmentVariable("PYTHON") ?? "python3";

    /// <summary>Whether its help speaks of an option.</summary>
    public bool Offers(string option) => Run("--help").Output.Contains(option, StringComparison.Ordinal);

    /// <summary>Runs it.</summary>
    /// <returns>What it printed and whether it ended without complaint.</returns>
    public (string Output, bool Succeeded) Run(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Interpreter, [Path, .. arguments]) { RedirectStandardOutput = true };

        // These force OpenBLAS to code for other processors than the one it runs on.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, process.ExitCode == 0);
    }

    /// <summary>Runs it and reads the time that it prints as "best …s".</summary>
    /// <returns>Seconds, and whether it ended without complaint.</returns>
    public (double Seconds, bool Succeeded) Time(params IEnumerable<string> arguments)
    {
        var (output, succeeded) = Run(arguments);
        var best = PrintedTime().Match(output);
        return best.Success
            ? (double.Parse(best.Groups[1].Value, CultureInfo.InvariantCulture), succeeded)
            : throw new InvalidOperationException($"{Path} printed no time \"best …s\": {output}");
    }

    [GeneratedRegex("best ([0-9.]+)s")]
    private static partial Regex PrintedTime();
}
