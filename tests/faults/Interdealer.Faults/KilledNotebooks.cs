using System.Diagnostics;
using System.Globalization;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Faults;

/// <summary>Notebook runs killed at random moments, the command itself or the process that runs the cells.</summary>
internal static class KilledNotebooks
{
    private const int Cells = 12;

    /// <summary>Runs with <c>--in-place</c>: the notebook is the one it was or the one with outputs, and nothing is left beside it in the end.</summary>
    public static async Task InPlaceAsync(int count, int seed)
    {
        using var folder = FaultFolder.New();
        folder.WriteNotebook("a.ipynb", Cells);
        folder.WriteNotebook("b.ipynb", Cells);
        var fresh = folder.Bytes("a.ipynb");
        var watch = Stopwatch.StartNew();
        await ToolRun.SucceedAsync(folder.Location, "run", "a.ipynb", "b.ipynb", "--in-place", "--output", "out");
        var (once, executed) = (watch.Elapsed, folder.Bytes("a.ipynb"));
        var before = folder.Names();
        var random = new Random(seed);
        var kills = new KillCount("in-place", count);
        var (stored, ends) = (0, 0);
        while (!kills.IsEnough)
        {
            File.WriteAllBytes(folder.At("a.ipynb"), fresh);
            File.WriteAllBytes(folder.At("b.ipynb"), fresh);
            using var run = ToolRun.Start(folder.Location, ["run", "a.ipynb", "b.ipynb", "--in-place", "--output", "out"]);
            // Most of the time is the start of processes; the moments that matter are near the end.
            var killed = await ToolRun.KillAsync(run, once * (0.3 + (0.8 * Math.Sqrt(random.NextDouble()))));
            if (killed)
            {
                kills.Add();
            }
            else
            {
                ends++;
            }

            foreach (var name in new[] { "a.ipynb", "b.ipynb" })
            {
                var now = folder.Bytes(name);
                BrokenPromiseException.ThrowUnless(now.AsSpan().SequenceEqual(fresh) || now.AsSpan().SequenceEqual(executed), $"{name} is neither the notebook it was nor the one with outputs, after {kills.Done} kills");
                stored += killed && now.AsSpan().SequenceEqual(executed) ? 1 : 0;
            }
        }

        await ToolRun.SucceedAsync(folder.Location, "run", "a.ipynb", "b.ipynb", "--in-place", "--output", "out");
        BrokenPromiseException.ThrowUnless(folder.Names() == before, $"left behind: {folder.Names()}; there was {before}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"in-place: seed {seed}: {kills.Done} kills, {stored} notebooks with outputs by then, {ends} runs that ended before; every notebook whole ({watch.Elapsed.TotalSeconds:0} s)"));
    }

    /// <summary>Kills the process that runs the cells: the notebook says so, the next one runs, and no process is left.</summary>
    public static async Task KernelsAsync(int count, int seed)
    {
        using var folder = FaultFolder.New();
        folder.WriteNotebook("a.ipynb", Cells);
        folder.WriteNotebook("b.ipynb", Cells);
        var watch = Stopwatch.StartNew();
        await ToolRun.SucceedAsync(folder.Location, "run", "a.ipynb", "b.ipynb", "--parallel", "1", "--output", "out");
        var once = watch.Elapsed;
        var random = new Random(seed);
        var kills = new KillCount("kernels", count);
        var (failed, unharmed) = (0, 0);
        while (!kills.IsEnough)
        {
            using var run = ToolRun.Start(folder.Location, ["run", "a.ipynb", "b.ipynb", "--parallel", "1", "--output", "out"]);
            var ended = ToolRun.EndAsync(run);
            await Task.WhenAny(ended, Task.Delay(once * random.NextDouble()));
            var workers = Children(run.Id).ToArray();
            foreach (var worker in workers)
            {
                Kill(worker);
                kills.Add();
            }

            var (code, output) = await ended;
            BrokenPromiseException.ThrowUnless(code is 0 or 1, $"answered {code}: {output}");
            BrokenPromiseException.ThrowUnless(code == 0 || output.Contains("the process", StringComparison.Ordinal) || output.Contains("did not start", StringComparison.Ordinal), $"a kernel was killed and nobody said so: {output}");
            BrokenPromiseException.ThrowUnless(workers.All(worker => !Runs(worker)), "a worker is still there");
            (failed, unharmed) = code == 1 ? (failed + 1, unharmed) : (failed, unharmed + 1);
            BrokenPromiseException.ThrowUnless(NotebookFile.Read(folder.At("out", "b.ipynb")).Cells.Length == Cells, "the second notebook was not written");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kernels: seed {seed}: {kills.Done} workers killed, {failed} runs said so, {unharmed} runs had no cell in them; no process left ({watch.Elapsed.TotalSeconds:0} s)"));
    }

    // Field 4 of /proc/n/stat is the parent; the name before it may hold spaces.
    private static IEnumerable<int> Children(int parent) =>
        from folder in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        let stat = Stat(folder)
        let fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where fields.Length > 1 && fields[1] == parent.ToString(CultureInfo.InvariantCulture)
        select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);

    private static string Stat(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            // It ended between being listed and being read.
            return "";
        }
    }

    private static void Kill(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            running.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended already.
        }
    }

    private static bool Runs(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return !running.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
