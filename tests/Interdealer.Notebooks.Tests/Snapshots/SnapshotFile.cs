using System.Runtime.CompilerServices;

namespace Interdealer.Notebooks.Tests.Snapshots;

/// <summary>
/// Compares a text with a <c>Class.Method.verified.txt</c> beside the test: on a mismatch, or where there is no such file yet, the text is left as
/// <c>Class.Method.received.txt</c>; on a match none is left. To accept a text, rename its file. Verify compares in a build with
/// <c>-p:UseVerify=true</c>, a comparer by its conventions in every other.
/// </summary>
internal static class SnapshotFile
{
    private static readonly string Kept = Path.Combine(Repository.Root, "tests", "Interdealer.Notebooks.Tests", "Snapshots");

    internal static Task Verify(string text, [CallerFilePath] string source = "", [CallerMemberName] string method = "") =>
        VerifyNamed(text, Folder(source), $"{Path.GetFileNameWithoutExtension(source)}.{method}");

    /// <summary>The same for one case of a theory: <c>Class.Method_parameter=value.verified.txt</c>, kept here.</summary>
    internal static Task VerifyParameter(string text, string parameter, string value, [CallerFilePath] string source = "", [CallerMemberName] string method = "") =>
        VerifyNamed(text, Kept, $"{Path.GetFileNameWithoutExtension(source)}.{method}_{parameter}={value}");

    /// <summary>The accepted text kept here under a name; null where there is none.</summary>
    internal static string? Accepted(string name) =>
        Path.Combine(Kept, name + ".verified.txt") is var file && File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : null;

    /// <param name="opensTool">Whether Verify may open a tool that shows the difference, where this machine has one.</param>
    internal static Task VerifyNamed(string text, string folder, string name, bool opensTool = true)
    {
#if USE_VERIFY
        var settings = new VerifyTests.VerifySettings();
        settings.UseDirectory(folder);
        settings.UseFileName(name);
        if (!opensTool)
        {
            settings.DisableDiff();
        }

        // Verify takes the folder of a source file for the place that a folder is relative to, and ours is a whole path.
        return VerifyXunit.Verifier.Verify(text, settings, Path.Combine(folder, name + ".cs"));
#else
        _ = opensTool;
        Compare(text, folder, name);
        return Task.CompletedTask;
#endif
    }

    internal static void Compare(string text, string folder, string name)
    {
        var verified = Path.Combine(folder, name + ".verified.txt");
        var received = Path.Combine(folder, name + ".received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        // Editors end a file with a line break.
        if (expected == text || expected == text + "\n")
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail(expected is null
            ? $"{name}.verified.txt does not exist; {name}.received.txt holds what it would be."
            : $"{name}.received.txt is not {name}.verified.txt:\n{string.Join('\n', Interdealer.Notebooks.Running.LineDifference.Show(expected, text))}");
    }

    // Paths in the assembly start with /_/ for the repository's root, wherever it was built.
    static string Folder(string source)
    {
        var relative = source.Replace('\\', '/') is var path && path.StartsWith("/_/", StringComparison.Ordinal) ? path[3..] : null;
        return Path.GetDirectoryName(relative is null ? source : Path.Combine(Repository.Root, relative))!;
    }
}
