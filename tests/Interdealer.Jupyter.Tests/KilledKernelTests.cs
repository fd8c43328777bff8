using System.Diagnostics;
using System.Globalization;
using System.Text;
using Interdealer.Jupyter.Wire;
using Interdealer.Notebooks.Tests;
using Xunit.Abstractions;

namespace Interdealer.Jupyter.Tests;

public sealed class KilledKernelTests(ITestOutputHelper output)
{
    private enum Moment
    {
        Start,
        Execute,
        Complete,
        Restart,
    }

    private enum Victim
    {
        Kernel,
        Worker,
        Both,
    }

    [Fact]
    public void Killed_at_random_moments_kernel_and_worker_leave_no_process_and_no_file_and_the_client_learns_of_it()
    {
        // More of them by INTERDEALER_KILLS=60, the same ones by INTERDEALER_SEED.
        int many = Asked.Number("INTERDEALER_KILLS") ?? 4;
        int seed = Asked.Number("INTERDEALER_SEED") ?? Environment.TickCount;
        var random = new Random(seed);
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int unmet = 0;
        for (int i = 0; i < many; i++)
        {
            var moment = (Moment)(i % 4);
            var victim = (Victim)random.Next(3);
            string what = FormattableString.Invariant($"kill {i} of seed {seed}, {victim} in {moment}");
            try
            {
                using var folder = new TemporaryFolder();
                Directory.CreateDirectory(folder.File("tmp"));
                KillOnce(folder, moment, victim, random);
                Assert.True(SpinWait.SpinUntil(() => ProcessesOf(folder).Length == 0, TimeSpan.FromSeconds(40)), $"processes are left: {string.Join(' ', ProcessesOf(folder))}");
                string[] left = Left(folder);
                if (moment == Moment.Start && victim == Victim.Both && left is [var pipe])
                {
                    // Killed before they met at their pipe: the next start takes its file away, a minute later.
                    unmet++;
                    File.SetLastWriteTimeUtc(pipe, DateTime.UtcNow.AddMinutes(-2));
                    KillOnce(folder, Moment.Complete, Victim.Kernel, random);
                    Assert.True(SpinWait.SpinUntil(() => ProcessesOf(folder).Length == 0, TimeSpan.FromSeconds(40)), "processes are left of the next start");
                    left = Left(folder);
                }

                Assert.True(left.Length == 0, $"files are left: {string.Join(' ', left)}");
                string name = FormattableString.Invariant($"{victim} in {moment}");
                seen[name] = seen.GetValueOrDefault(name) + 1;
            }
            catch (Exception e)
            {
                Assert.Fail($"{what}: {e.Message}");
            }
        }

        output.WriteLine(FormattableString.Invariant($"{many} kills, seed {seed}: no process, no file left ({unmet} files of pipes by the next start); {string.Join(", ", seen.Select(pair => $"{pair.Key} {pair.Value}"))}"));
    }

    private static string[] Left(TemporaryFolder folder) => [.. Directory.EnumerateFileSystemEntries(folder.File("tmp"), "*", SearchOption.AllDirectories)];

    private static void KillOnce(TemporaryFolder folder, Moment moment, Victim victim, Random random)
    {
        var connection = ProtocolClient.NewConnection();
        using var kernel = KernelProcess.Start(folder, connection, Environment.ProcessId, temporary: folder.File("tmp"));
        try
        {
            if (moment == Moment.Start)
            {
                Thread.Sleep(random.Next(1500));
                Kill(folder, kernel, victim);
                AssertUsableOrGone(connection, kernel, victim);
                return;
            }

            using var client = new ProtocolClient(connection).Subscribed();
            string id = "";
            if (moment == Moment.Execute)
            {
                client.Send(client.Shell, "execute_request", new() { ["code"] = "1 + 1" });
                client.Receive(client.Shell);
                id = client.Send(client.Shell, "execute_request", new() { ["code"] = "for (int i = 0; ; i++) { Console.WriteLine(i); display(i); Thread.Sleep(1); }" });
            }
            else if (moment == Moment.Complete)
            {
                id = client.Send(client.Shell, "complete_request", new() { ["code"] = "Console.Wri", ["cursor_pos"] = 11 });
            }
            else
            {
                client.Send(client.Control, "shutdown_request", new() { ["restart"] = true });
            }

            Thread.Sleep(random.Next(moment == Moment.Execute ? 1500 : 300));
            Kill(folder, kernel, victim);
            if (victim == Victim.Worker && moment != Moment.Restart)
            {
                // Its answer comes whatever became of the process behind it.
                JupyterMessage reply = client.Receive(client.Shell);
                Assert.Equal(id, (string?)reply.Parent["msg_id"]);
                Assert.Equal(moment == Moment.Execute ? "error" : "ok", (string?)reply.Content["status"]);
                Assert.Equal(moment == Moment.Execute ? "ProcessEnded" : null, (string?)reply.Content["ename"]);
            }

            AssertUsableOrGone(connection, kernel, moment == Moment.Restart ? Victim.Kernel : victim);
        }
        finally
        {
            kernel.Kill();
            kernel.WaitForExit();
        }
    }

    /// <summary>A kernel that was killed, or shut down, is gone as its client can see; one whose worker was killed says so once at most and goes on.</summary>
    private static void AssertUsableOrGone(ConnectionFile connection, Process kernel, Victim victim)
    {
        if (victim != Victim.Worker)
        {
            Assert.True(kernel.WaitForExit(TimeSpan.FromSeconds(30)), "the kernel still runs");
            return;
        }

        using var client = new ProtocolClient(connection).Subscribed();
        string? status = "";
        for (int attempt = 0; attempt < 2 && status != "ok"; attempt++)
        {
            client.Send(client.Shell, "execute_request", new() { ["code"] = "1 + 1" });
            status = (string?)client.Receive(client.Shell).Content["status"];
        }

        Assert.Equal("ok", status);
    }

    private static void Kill(TemporaryFolder folder, Process kernel, Victim victim)
    {
        foreach (int process in ProcessesOf(folder).Where(process => victim == Victim.Both || (process == kernel.Id) == (victim == Victim.Kernel)))
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
    }

    /// <summary>All processes that keep their files in a folder: the kernel and whatever came of it, also where its parent is gone.</summary>
    private static int[] ProcessesOf(TemporaryFolder folder)
    {
        byte[] mark = Encoding.UTF8.GetBytes("TMPDIR=" + folder.File("tmp") + "\0");
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(entry => Path.GetFileName(entry))
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) && Has(name, mark))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture))];

        static bool Has(string process, byte[] mark)
        {
            try
            {
                return File.ReadAllBytes($"/proc/{process}/environ").AsSpan().IndexOf(mark) >= 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended.
                return false;
            }
        }
    }
}
