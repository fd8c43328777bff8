using System.Diagnostics;

namespace Interdealer.Tool.Site;

/// <summary>Runs docfx, the local tool that lays pages out.</summary>
internal static class Docfx
{
    // Enough to see what went wrong, not what went well.
    const int LinesShown = 12;

    /// <summary>Builds a site; docfx is restored first, once.</summary>
    /// <param name="root">The checkout, whose tool manifest names the version.</param>
    /// <param name="configuration">The docfx.json.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UsageException">docfx cannot be had, or found something wrong: a broken link, an unknown reference.</exception>
    internal static async Task BuildAsync(string root, string configuration, CancellationToken cancellation)
    {
        await RunAsync(root, ["tool", "restore"], cancellation).ConfigureAwait(false);
        await RunAsync(root, ["docfx", "metadata", configuration], cancellation).ConfigureAwait(false);
        await RunAsync(root, ["docfx", "build", configuration, "--warningsAsErrors"], cancellation).ConfigureAwait(false);
    }

    static async Task RunAsync(string root, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var said = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false) + await error.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                var faults = lines.Where(line => line.Contains("warning", StringComparison.OrdinalIgnoreCase) || line.Contains("error", StringComparison.OrdinalIgnoreCase)).Take(LinesShown).ToArray();
                throw new UsageException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}: {string.Join(" | ", faults.Length > 0 ? faults : lines.TakeLast(LinesShown))}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
