using System.ComponentModel;
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
    /// <exception cref="PythonException">It does not run, for want of a package or of the interpreter.</exception>
    public bool Offers(string option)
    {
        var (output, errors, succeeded) = Start("--help");
        return succeeded
            ? output.Contains(option, StringComparison.Ordinal)
            : throw new PythonException($"{Interpreter} cannot run {Path}: {LastLine(errors)}. PYTHON names another interpreter.");
    }

    /// <summary>Runs it.</summary>
    /// <returns>What it printed and whether it ended without complaint.</returns>
    /// <exception cref="PythonException">It printed nothing.</exception>
    public (string Output, bool Succeeded) Run(params IEnumerable<string> arguments)
    {
        var (output, errors, succeeded) = Start(arguments);
        return output.Length > 0 || succeeded ? (output, succeeded) : throw new PythonException($"{Interpreter} {Path} failed: {LastLine(errors)}");
    }

    /// <summary>Runs it and reads the time that it prints as "best …s".</summary>
    /// <returns>Seconds, and whether it ended without complaint.</returns>
    /// <exception cref="PythonException">It printed no time.</exception>
    public (double Seconds, bool Succeeded) Time(params IEnumerable<string> arguments)
    {
        var (output, errors, succeeded) = Start(arguments);
        var best = PrintedTime().Match(output);
        return best.Success
            ? (double.Parse(best.Groups[1].Value, CultureInfo.InvariantCulture), succeeded)
            : throw new PythonException($"{Path} printed no time \"best …s\": {LastLine(errors.Length > 0 ? errors : output)}");
    }

    private (string Output, string Errors, bool Succeeded) Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Interpreter, [Path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // These force OpenBLAS to code for other processors than the one it runs on.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (output, errors.Result, process.ExitCode == 0);
        }
        catch (Win32Exception missing)
        {
            throw new PythonException($"{Interpreter} cannot be started: {missing.Message}. PYTHON names another interpreter.");
        }
    }

    // Python says what is wrong below its traceback.
    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1].Trim();

    [GeneratedRegex("best ([0-9.]+)s")]
    private static partial Regex PrintedTime();
}

/// <summary>A Python program that cannot be compared with, in a line that says why.</summary>
internal sealed class PythonException(string message) : Exception(message);
