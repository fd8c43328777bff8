using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Interdealer.Notebooks.Kernels.Packages;

/// <summary>Runs <c>dotnet restore</c> and reads what it says.</summary>
internal static partial class RestoreCommand
{
    private const int KeptCharacters = 256 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // Set by a surrounding `dotnet run` or `dotnet test` for its own build; they would lead this one astray.
    private static readonly string[] NotInherited =
        ["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILDUSESERVER", "DOTNET_TieredPGO", "DOTNET_TieredCompilation"];

    /// <summary>Restores a project; an answer of null means success, anything else are the error lines.</summary>
    public static async Task<string[]?> RunAsync(string project, bool force, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(DotnetHost.Path)
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        // By its name alone: a folder's name may hold what means something else on MSBuild's command line.
        foreach (string argument in (string[])["restore", Path.GetFileName(project), "--nologo", "--verbosity", "quiet", "--disable-build-servers", .. force ? ["--force"] : Array.Empty<string>()])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet restore did not start.");
        process.StandardInput.Close();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Limit);
        var output = new StringBuilder();
        try
        {
            await Task.WhenAll(
                ReadAsync(process.StandardOutput, output, limited.Token),
                ReadAsync(process.StandardError, output, limited.Token),
                process.WaitForExitAsync(limited.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return [FormattableString.Invariant($"dotnet restore did not end within {Limit.TotalMinutes} minutes")];
        }

        return process.ExitCode == 0 ? null : Errors(output.ToString());
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder output, CancellationToken cancellation)
    {
        while (await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            lock (output)
            {
                if (output.Length < KeptCharacters)
                {
                    output.Append(line).Append('\n');
                }
            }
        }
    }

    /// <summary>Error lines without the project they are said of, each once; all lines where none is marked as an error.</summary>
    private static string[] Errors(string output)
    {
        string[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        string[] errors = [.. lines
            .Select(line => ErrorLine().Match(line))
            .Where(match => match.Success)
            .Select(match => $"{match.Groups["code"].Value}: {match.Groups["text"].Value.Trim()}")
            .Distinct()];
        return errors.Length > 0 ? errors : lines.Length > 0 ? lines : ["dotnet restore failed without saying why"];
    }

    [GeneratedRegex("""error (?<code>[A-Z]+[0-9]+)\s*:\s*(?<text>.*?)(\s*\[[^\]]*\.csproj[^\]]*\])?$""", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorLine();
}
