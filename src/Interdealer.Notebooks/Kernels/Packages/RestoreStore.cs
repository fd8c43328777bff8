using System.Globalization;
using System.Text;

namespace Interdealer.Notebooks.Kernels.Packages;

/// <summary>A folder in which restores are noted, and the lock that lets one process at a time write there.</summary>
/// <param name="Folder">The folder; it exists and can be written.</param>
internal sealed record RestoreStore(string Folder)
{
    private const string LockName = "lock";
    private const string HolderName = "lock.holder";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a lock is waited for: nearly as long as a restore may take.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(4);

    /// <summary>Where restores for a checkout may be noted, the first choice first: in it, else with the user's own data, else in a folder of this process alone.</summary>
    /// <remarks>No place that others may write is among them: what is noted there decides which code a notebook loads.</remarks>
    public static IEnumerable<string> Candidates(string? repositoryRoot)
    {
        foreach (string place in Lasting(repositoryRoot))
        {
            yield return place;
        }

        // Made only when no other can be written.
        yield return ForThisProcess.Value;
    }

    /// <summary>Those of the candidates in which something may have been noted: that of this process alone is not made to be looked into.</summary>
    public static IEnumerable<string> Noted(string? repositoryRoot) =>
        Lasting(repositoryRoot).Concat(ForThisProcess.IsValueCreated ? [ForThisProcess.Value] : []);

    private static IEnumerable<string> Lasting(string? repositoryRoot)
    {
        if (repositoryRoot is not null && PlainPath.Is(repositoryRoot))
        {
            yield return Path.Combine(repositoryRoot, "artifacts", "restore");
        }

        if (Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } own)
        {
            yield return Path.Combine(own, "interdealer", "restore");
        }
    }

    /// <summary>The first of some folders that can be written.</summary>
    /// <exception cref="IOException">None can; the message names the first and says why.</exception>
    public static RestoreStore Open(IEnumerable<string> folders)
    {
        Exception? first = null;
        foreach (string folder in folders)
        {
            try
            {
                Directory.CreateDirectory(folder);
                // Opening the lock shows that files can be made; that another process holds it shows so too.
                using FileStream? gate = TryLock(folder);
                return new RestoreStore(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                first ??= new IOException($"{folder}: cannot be written ({e.Message})", e);
            }
        }

        throw first!;
    }

    /// <summary>Waits for the lock while another process holds it, and for nothing else.</summary>
    /// <param name="patience">How long it is waited for.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TimeoutException">Another process held it all the time; the message says which.</exception>
    /// <exception cref="IOException">There can be no lock: a wait would not mend it.</exception>
    public async Task<FileStream> LockAsync(TimeSpan patience, CancellationToken cancellation)
    {
        for (TimeSpan waited = TimeSpan.Zero; ; waited += Between)
        {
            if (TryLock(Folder) is { } gate)
            {
                await File.WriteAllTextAsync(
                    Path.Combine(Folder, HolderName),
                    string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"),
                    cancellation).ConfigureAwait(false);
                return gate;
            }

            if (waited >= patience)
            {
                throw new TimeoutException(string.Create(
                    CultureInfo.InvariantCulture, $"waited {patience.TotalSeconds:0} s for {Holder()}, which is restoring packages and holds {Path.Combine(Folder, LockName)}; run again when it has ended"));
            }

            await Task.Delay(Between, cancellation).ConfigureAwait(false);
        }
    }

    private static Lazy<string> ForThisProcess { get; } = new(() => Directory.CreateTempSubdirectory("interdealer-restore-").FullName);

    private static FileStream? TryLock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    // ERROR_SHARING_VIOLATION on Windows; EWOULDBLOCK of flock elsewhere, which is 35 on macOS and 11 on Linux.
    private static bool IsHeld(IOException e) => e.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11);

    private string Holder()
    {
        try
        {
            // Bounded, and without what does not print: other processes write it.
            using var reader = new StreamReader(Path.Combine(Folder, HolderName), Encoding.UTF8);
            var text = new char[200];
            string holder = string.Concat(text.AsSpan(0, reader.ReadBlock(text)).ToString().Where(c => !char.IsControl(c))).Trim();
            return holder.Length > 0 ? holder : "another process";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
