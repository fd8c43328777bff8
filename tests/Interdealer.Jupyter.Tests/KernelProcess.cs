using System.Diagnostics;
using Interdealer.Jupyter.Wire;
using Interdealer.Notebooks.Tests;

namespace Interdealer.Jupyter.Tests;

/// <summary>A kernel as clients start it, in a process of its own.</summary>
internal sealed class KernelProcess : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal KernelProcess(int? parent = null, string language = "csharp")
    {
        var connection = ProtocolClient.NewConnection();
        Process = Start(_folder, connection, parent ?? Environment.ProcessId, language);
        Client = new ProtocolClient(connection).Subscribed();
    }

    /// <summary>Starts a kernel in a folder, with a connection file there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="connection">What the file says.</param>
    /// <param name="parent">The process without which the kernel ends.</param>
    /// <param name="language">Of its cells.</param>
    /// <param name="temporary">Where it and what it starts keep temporary files; the system's place unless given.</param>
    internal static Process Start(TemporaryFolder folder, ConnectionFile connection, int parent, string language = "csharp", string? temporary = null)
    {
        string file = folder.File("kernel.json");
        File.WriteAllText(file, ProtocolClient.Text(connection));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder.Path };
        foreach (string argument in (string[])[Live.ToolAssembly, "jupyter", "kernel", "--language", language, file])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["JPY_PARENT_PID"] = parent.ToString(System.Globalization.CultureInfo.InvariantCulture);

        // As the installed kernel says.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        if (temporary is not null)
        {
            start.Environment["TMPDIR"] = temporary;
        }

        return Process.Start(start)!;
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
