using System.Diagnostics;
using Interdealer.Jupyter.Wire;
using Interdealer.Notebooks.Tests;

namespace Interdealer.Jupyter.Tests;

/// <summary>A kernel as clients start it, in a process of its own.</summary>
internal sealed class KernelProcess : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal KernelProcess(int? parent = null)
    {
        var connection = ProtocolClient.NewConnection();
        string file = _folder.File("kernel.json");
        File.WriteAllText(file, ProtocolClient.Text(connection));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _folder.Path };
        foreach (string argument in (string[])[Live.ToolAssembly, "jupyter", "kernel", "--language", "csharp", file])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["JPY_PARENT_PID"] = (parent ?? Environment.ProcessId).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Process = Process.Start(start)!;
        Client = new ProtocolClient(connection).Subscribed();
    }

    internal Process Process { get; }

    internal ProtocolClient Client { get; }

    /// <summary>Runs a cell and gives its result as text.</summary>
    internal string? Run(string code)
    {
        var (_, told) = Client.Ask("execute_request", new() { ["code"] = code });
        return told.Where(message => message.Type == "execute_result").Select(message => (string?)message.Content["data"]!["text/plain"]).SingleOrDefault();
    }

    /// <summary>Processes that this one started.</summary>
    internal int[] Children() =>
        [.. File.ReadAllText($"/proc/{Process.Id}/task/{Process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(
            Directory.EnumerateDirectories($"/proc/{Process.Id}/task").SelectMany(task => File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Select(int.Parse).Distinct()];

    public void Dispose()
    {
        Client.Dispose();
        Process.Kill(entireProcessTree: true);
        Process.WaitForExit();
        Process.Dispose();
        _folder.Dispose();
    }
}
