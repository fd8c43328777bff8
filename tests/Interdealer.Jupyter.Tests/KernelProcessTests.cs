using System.Diagnostics;
using System.Globalization;
using Interdealer.Notebooks.Tests;
using Xunit.Abstractions;

namespace Interdealer.Jupyter.Tests;

public sealed class KernelProcessTests(KernelProcessTests.Kernels kernels, ITestOutputHelper output) : IClassFixture<KernelProcessTests.Kernels>
{
    [Fact]
    public void Nothing_listens_but_the_five_sockets_and_only_on_this_machine()
    {
        var kernel = kernels.First;
        Assert.Equal("2", kernel.Run("1 + 1"));

        string[] listening = [.. new[] { kernel.Process.Id }.Concat(kernel.Children()).SelectMany(Listening)];

        Assert.Equal(5, listening.Length);
        Assert.All(listening, address => Assert.StartsWith("0100007F:", address, StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_that_ends_its_process_is_an_error_of_that_cell_and_the_kernel_says_that_its_state_is_gone()
    {
        var kernel = kernels.First;
        kernel.Run("int x = 1;");
        foreach (string crash in (string[])["Environment.Exit(3);", "int Down(int n) => 1 + Down(n + 1);\nDown(0)", "System.Diagnostics.Process.GetCurrentProcess().Kill();"])
        {
            var (reply, told) = kernel.Client.Ask("execute_request", new() { ["code"] = crash });
            Assert.Equal(("error", "ProcessEnded"), ((string?)reply.Content["status"], (string?)reply.Content["ename"]));
            Assert.Contains(told, message => message.Type == "stream" && ((string?)message.Content["text"])!.Contains("its variables with it", StringComparison.Ordinal));
            Assert.Equal("2", kernel.Run("1 + 1"));
        }

        Assert.Equal("CompilationError", (string?)kernel.Client.Ask("execute_request", new() { ["code"] = "x" }).Reply.Content["ename"]);
    }

    [Fact]
    public void When_the_process_that_started_it_dies_the_kernel_and_its_worker_end()
    {
        using var parent = Process.Start("sleep", "600");
        using var kernel = new KernelProcess(parent.Id);
        kernel.Client.Send(kernel.Client.Shell, "execute_request", new() { ["code"] = "while (true) { }" });
        int[] workers = kernel.Children();

        parent.Kill();

        Assert.True(kernel.Process.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.NotEmpty(workers);
        Assert.True(SpinWait.SpinUntil(() => workers.All(worker => !Directory.Exists(FormattableString.Invariant($"/proc/{worker}"))), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void When_the_process_that_started_it_is_dead_already_the_kernel_ends_at_once()
    {
        int parent;
        using (var dead = Process.Start("true"))
        {
            dead.WaitForExit();
            parent = dead.Id;
        }

        using var folder = new TemporaryFolder();
        using var kernel = KernelProcess.Start(folder, ProtocolClient.NewConnection(), parent);
        try
        {
            Assert.True(kernel.WaitForExit(TimeSpan.FromMinutes(1)));
            Assert.Equal(0, kernel.ExitCode);
        }
        finally
        {
            kernel.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public void Two_kernels_at_once_know_nothing_of_each_other()
    {
        var (first, second) = (kernels.First, kernels.Second);
        first.Run("int x = 1;");
        second.Run("int x = 2;");

        Assert.Equal(("1", "2"), (first.Run("x"), second.Run("x")));
    }

    [Fact]
    public void Cells_in_a_row_grow_no_files_threads_or_processes_and_little_memory()
    {
        // 1,000 by INTERDEALER_SOAK=1000.
        int many = Asked.Number("INTERDEALER_SOAK") ?? 60;
        var kernel = kernels.Second;
        for (int i = 0; i < 20; i++)
        {
            Cell(kernel, i);
        }

        var before = Measure(kernel);
        for (int i = 20; i < 20 + many; i++)
        {
            Cell(kernel, i);
        }

        var after = Measure(kernel);
        double live = (after.Live - before.Live) / (double)many;
        output.WriteLine($"{many} cells: {before} before, {after} after; {(after.Kilobytes - before.Kilobytes) / (double)many:0} kB a cell, {live:0} kB of them live objects");
        Assert.Equal(before.Processes, after.Processes);
        Assert.InRange(after.Files, 0, before.Files + 4);
        Assert.InRange(after.Threads, 0, before.Threads + 8);

        // A compiled cell stays loaded, and its compilation with the names it looked up. The first few dozen cells also make the compiler's own code and heap grow, once.
        Assert.InRange(live, double.MinValue, 300);
        Assert.InRange(after.Kilobytes - before.Kilobytes, long.MinValue, 200_000 + (500 * many));
    }

    private static void Cell(KernelProcess kernel, int i) => Assert.Equal(
        FormattableString.Invariant($"{i * 4}"), kernel.Run(FormattableString.Invariant($"int twice{i}(int n) => 2 * n;\nConsole.WriteLine({i});\nvar v{i} = new[] {{ {i}, {i} }}.Select(twice{i}).ToList();\nv{i}.Sum()")));

    private sealed record Use(int Processes, int Files, int Threads, long Kilobytes, long Live);

    private static Use Measure(KernelProcess kernel)
    {
        long live = long.Parse(kernel.Run("GC.GetTotalMemory(true) / 1024")!, CultureInfo.InvariantCulture);
        int[] processes = [kernel.Process.Id, .. kernel.Children()];
        return new Use(
            processes.Length,
            processes.Sum(id => Directory.EnumerateFileSystemEntries(FormattableString.Invariant($"/proc/{id}/fd")).Count(file => !IsAssembly(file))),
            processes.Sum(id => Directory.EnumerateDirectories(FormattableString.Invariant($"/proc/{id}/task")).Count()),
            processes.Sum(id =>
            {
                using var process = Process.GetProcessById(id);
                return process.WorkingSet64 / 1024;
            }),
            live);
    }

    /// <summary>Assemblies of the framework are opened when first used and stay open: there are only so many.</summary>
    private static bool IsAssembly(string file) => (new FileInfo(file).LinkTarget ?? "").EndsWith(".dll", StringComparison.Ordinal);

    /// <summary>Addresses on which a process listens, as the system lists them.</summary>
    private static IEnumerable<string> Listening(int process)
    {
        var inodes = Directory.EnumerateFileSystemEntries(FormattableString.Invariant($"/proc/{process}/fd"))
            .Select(entry => new FileInfo(entry).LinkTarget ?? "")
            .Where(link => link.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(link => link[8..^1])
            .ToHashSet(StringComparer.Ordinal);
        return new[] { "tcp", "tcp6" }
            .SelectMany(table => File.ReadLines($"/proc/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == "0A" && inodes.Contains(fields[9]))
            .Select(fields => fields[1]);
    }

    /// <summary>Two kernels that outlive what these tests do to them.</summary>
    public sealed class Kernels : IDisposable
    {
        internal KernelProcess First { get; } = new();

        internal KernelProcess Second { get; } = new();

        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }
    }
}
