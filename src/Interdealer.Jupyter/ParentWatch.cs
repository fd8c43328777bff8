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
    /// <param name="onGone">Called, perhaps more than once, when it has ended.</param>
    public static ParentWatch Start(Action onGone) => new(Find(), onGone);

    public void Dispose()
    {
        _timer?.Dispose();
        _parent?.Dispose();
    }

    private static Process? Find()
    {
        try
        {
            // 0 and 1 are what clients write that have no process to name.
            return (Number(Environment.GetEnvironmentVariable("JPY_PARENT_PID")) ?? SystemParent()) is > 1 and var id ? Process.GetProcessById(id) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
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
