namespace Interdealer.Notebooks.Tests;

/// <summary>A folder of its own for one test, gone with it.</summary>
/// <param name="below">Folder it is made in; the system's for such files where none is given.</param>
internal sealed class TemporaryFolder(string? below = null) : IDisposable
{
    internal string Path { get; } = below is null
        ? Directory.CreateTempSubdirectory("interdealer-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(below, "interdealer-" + Guid.NewGuid().ToString("N"))).FullName;

    internal string File(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
