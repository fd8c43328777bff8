using System.Runtime.CompilerServices;

namespace Interdealer.Notebooks.Tests.Snapshots;

/// <summary>Snapshots are worth what their comparison is worth: the same laws for Verify and for the comparer that stands in for it.</summary>
public sealed class SnapshotFileTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_accepted_text_passes_however_its_lines_end_and_leaves_nothing(bool builtIn)
    {
        using var folder = new TemporaryFolder();
        for (var seed = 0; seed < 20; seed++)
        {
            var text = Text(new Random(seed));
            var name = 0;
            foreach (var stored in new[] { text, text + "\n", text.ReplaceLineEndings("\r\n"), text.ReplaceLineEndings("\r\n") + "\r\n" })
            {
                var (verified, received) = Files(folder, $"T.m={seed}-{++name}");
                File.WriteAllText(verified, stored);
                File.WriteAllText(received, "of an earlier run");
                await Compare(builtIn, text, folder.Path, $"T.m={seed}-{name}");
                Assert.False(File.Exists(received));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_text_that_differs_anywhere_fails_and_is_left_beside_the_accepted_one(bool builtIn)
    {
        using var folder = new TemporaryFolder();
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var accepted = Text(random);
            var at = random.Next(accepted.Length);
            var name = 0;
            foreach (var other in new[]
            {
                accepted[..at] + (accepted[at] == 'x' ? 'y' : 'x') + accepted[(at + 1)..], accepted.Insert(at, " "), accepted.Insert(at, "\n\n"), accepted + "\n", accepted + " ", accepted[..^1],
            })
            {
                var (verified, received) = Files(folder, $"T.m={seed}-{++name}");
                File.WriteAllText(verified, accepted);
                var failure = await Assert.ThrowsAnyAsync<Exception>(() => Compare(builtIn, other, folder.Path, $"T.m={seed}-{name}"));
                Assert.Contains($"T.m={seed}-{name}", failure.Message, StringComparison.Ordinal);
                Assert.Equal(other, Read(received));
                Assert.Equal(accepted, Read(verified));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_text_never_accepted_fails_and_is_left_to_be(bool builtIn)
    {
        using var folder = new TemporaryFolder();
        var (verified, received) = Files(folder, "T.m");
        await Assert.ThrowsAnyAsync<Exception>(() => Compare(builtIn, "first", folder.Path, "T.m"));
        Assert.Equal("first", Read(received));
        Assert.False(File.Exists(verified));
    }

    [VerifyFact]
    public async Task Verify_itself_compares_in_a_build_that_uses_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Files(folder, "T.m").Verified, "accepted");
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => SnapshotFile.VerifyNamed("other", folder.Path, "T.m", opensTool: false));
        Assert.Equal("VerifyException", failure.GetType().Name);
    }

    static Task Compare(bool builtIn, string text, string folder, string name)
    {
        if (!builtIn)
        {
            return SnapshotFile.VerifyNamed(text, folder, name, opensTool: false);
        }

        SnapshotFile.Compare(text, folder, name);
        return Task.CompletedTask;
    }

    static (string Verified, string Received) Files(TemporaryFolder folder, string name) => (folder.File(name + ".verified.txt"), folder.File(name + ".received.txt"));

    // Lines as snapshots have them: figures, units, symbols, no line break at the end.
    static string Text(Random random) => string.Join('\n', Enumerable.Range(0, random.Next(1, 30)).Select(row =>
        $"{row} | {random.NextDouble() * 100:0.00} % | {new string('σ', random.Next(4))}{(char)random.Next('a', 'z')}"));

    static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class VerifyFactAttribute : FactAttribute
    {
#if USE_VERIFY
        private const string? Why = null;
#else
        private const string? Why = "skipped: built without -p:UseVerify=true";
#endif

        public VerifyFactAttribute([CallerMemberName] string test = "")
        {
            Skip = Why;
            DisplayName = SkippedTest.Name(test, Why);
        }
    }
}
