using System.Runtime.CompilerServices;

namespace Interdealer.Notebooks.Tests.Snapshots;

/// <summary>
/// Compares a text with a <c>Class.Method.verified.txt</c> beside the test, by Verify's conventions: on a mismatch, or where there is no such
/// file yet, the text is left as <c>Class.Method.received.txt</c>; on a match none is left. To accept a text, rename its file.
/// </summary>
internal static class SnapshotFile
{
    internal static void Verify(string text, [CallerFilePath] string source = "", [CallerMemberName] string method = "") =>
        VerifyNamed(text, Folder(source), $"{Path.GetFileNameWithoutExtension(source)}.{method}");

    internal static void VerifyNamed(string text, string folder, string name)
    {
        var verified = Path.Combine(folder, name + ".verified.txt");
        var received = Path.Combine(folder, name + ".received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (expected == text)
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
