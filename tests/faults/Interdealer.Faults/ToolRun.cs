using System.Diagnostics;
using System.Text;

namespace Interdealer.Faults;

/// <summary>Something happened that must not.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message)
{
    /// <summary>Throws unless something holds.</summary>
    public static void ThrowUnless(bool holds, string message)
    {
        if (!holds)
        {
            throw new BrokenPromiseException(message);
        }
    }
}

/// <summary>The real <c>interdealer</c> as a process of its own.</summary>
internal static class ToolRun
{
    // Far above what any of these runs takes, on a busy machine too.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(20);

    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "interdealer-tool.dll");

    /// <summary>Starts it and leaves the rest to the caller.</summary>
    public static Process Start(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? under = null)
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        string[] words = under is null ? [host, Assembly, .. arguments] : ["bash", "-c", $"{under}; exec \"$@\"", "bash", host, Assembly, .. arguments];
        var start = new ProcessStartInfo(words[0])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var word in words[1..])
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("interdealer did not start");
    }

    /// <summary>Waits for its end.</summary>
    public static async Task<(int Code, string Output)> EndAsync(Process process)
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var bound = new CancellationTokenSource(Bound);
        try
        {
            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new BrokenPromiseException($"interdealer did not end within {Bound}");
        }

        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return await EndAsync(process);
    }

    /// <summary>Runs it to its end, which must be a good one.</summary>
    public static async Task SucceedAsync(string folder, params string[] arguments)
    {
        var (code, output) = await RunAsync(folder, arguments);
        BrokenPromiseException.ThrowUnless(code == 0, $"{string.Join(' ', arguments)} answered {code}: {output}");
    }

    /// <summary>Kills it, with what it started, at a moment. Returns whether it had not ended by itself.</summary>
    public static async Task<bool> KillAsync(Process process, TimeSpan after)
    {
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        using var moment = new CancellationTokenSource(after);
        try
        {
            await process.WaitForExitAsync(moment.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            return true;
        }
    }
}
