using System.Diagnostics;
using System.Globalization;

namespace Interdealer.Jupyter;

/// <summary>Notices that the process which started this one is gone: without it nobody would end this kernel.</summary>
internal sealed class ParentWatch : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Process? _parent;
    private readonly Timer? _timer;

    private ParentWatch(Process? parent, Action onGone)
    {
        _parent = parent;
        _timer = parent is null ? null : new Timer(
            _ =>
            {
                if (HasExited(parent))
                {
                    onGone();
                }
            },
            null,
            Pace,
            Pace);
    }

    /// <summary>Watches the process that the client names in <c>JPY_PARENT_PID</c>, or else the parent that the system names.</summary>
    /// <param name="onGone">Called, perhaps more than once, when it has ended; before this returns where it had ended already.</param>
    public static ParentWatch Start(Action onGone)
    {
        int? named = Number(Environment.GetEnvironmentVariable("JPY_PARENT_PID"));

        // 0 and 1 are what clients write that have no process to name.
        if ((named ?? SystemParent()) is not (> 1 and var id))
        {
            return new ParentWatch(null, onGone);
        }

        Process? parent = Find(id);
        if (parent is null)
        {
            onGone();
        }

        return new ParentWatch(parent, onGone);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _parent?.Dispose();
    }

    /// <summary>The process of a number; null where there is none, or only one that began after this process and so did not start it.</summary>
    private static Process? Find(int id)
    {
        Process? process = null;
        try
        {
            process = Process.GetProcessById(id);
            using var self = Process.GetCurrentProcess();
            if (process.StartTime <= self.StartTime + Pace)
            {
                return process;
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // There is none, or it ended just now.
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // One of another user's, which does not say when it began.
            return process;
        }

        process?.Dispose();
        return null;
    }

    /// <summary>The fourth field of Linux's own description of this process, counted behind its name, which may hold anything.</summary>
    private static int? SystemParent()
    {
        try
        {
            string stat = File.ReadAllText("/proc/self/stat");
            return Number(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static bool HasExited(Process process)
    {
        try
        {
            return process.HasExited;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
