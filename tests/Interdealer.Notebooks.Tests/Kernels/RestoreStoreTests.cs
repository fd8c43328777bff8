using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Kernels.Packages;

namespace Interdealer.Notebooks.Tests.Kernels;

/// <summary>Where restores are noted, and the lock that is waited for only while another process holds it.</summary>
public sealed class RestoreStoreTests
{
    [Fact]
    public async Task A_held_lock_is_waited_for_and_the_error_says_who_holds_it()
    {
        using var folder = new Tests.TemporaryFolder();
        RestoreStore store = RestoreStore.Open([folder.Path]);
        using FileStream held = await store.LockAsync(TimeSpan.Zero, CancellationToken.None);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => store.LockAsync(TimeSpan.FromMilliseconds(100), CancellationToken.None));

        Assert.Contains(FormattableString.Invariant($"process {Environment.ProcessId} on {Environment.MachineName}"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_is_let_go_of_is_had()
    {
        using var folder = new Tests.TemporaryFolder();
        RestoreStore store = RestoreStore.Open([folder.Path]);
        FileStream held = await store.LockAsync(TimeSpan.Zero, CancellationToken.None);
        Task<FileStream> waiting = store.LockAsync(RestoreStore.Patience, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        await held.DisposeAsync();

        using FileStream gate = await waiting;
        Assert.True(gate.CanWrite);
    }

    [UnixFact]
    public void A_folder_that_cannot_be_written_is_passed_over_and_named_where_there_is_no_other()
    {
        using var folder = new Tests.TemporaryFolder();
        // Nobody makes a file in /proc/self, not even the superuser.
        File.CreateSymbolicLink(folder.File("read-only"), "/proc/self");
        File.WriteAllText(folder.File("file"), "");

        Assert.Equal(folder.File("other"), RestoreStore.Open([folder.File("read-only"), folder.File("file"), folder.File("other")]).Folder);
        var error = Assert.Throws<IOException>(() => RestoreStore.Open([folder.File("read-only"), folder.File("file")]));
        Assert.StartsWith(folder.File("read-only"), error.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task In_a_checkout_that_cannot_be_written_packages_are_restored_all_the_same()
    {
        using var folder = new Tests.TemporaryFolder();
        string id = PackageTests.Unique();
        TinyLibrary.CloseOff(folder.Path);
        TinyLibrary.Pack(folder.File("feed"), id, "1.0.0", "public static class Answer { public static int Value => 42; }");
        Directory.CreateDirectory(folder.File("artifacts"));
        File.CreateSymbolicLink(folder.File("artifacts", "restore"), "/proc/self");
        var restorer = new PackageRestorer(folder.Path, folder.Path, _ => { });
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));

        RestoredPackages restored = await restorer.RestoreAsync(
            [new(id, "1.0.0", 1)], [folder.File("feed")], _ => "cell 1, line 1", limit.Token);

        Assert.Equal(id, Assert.Single(restored.Packages).Id);
        PackageTests.Forget(id);
    }

    [UnixTheory]
    [InlineData("50%;new%20\"x\"")]
    [InlineData("a'$(b) @c")]
    public async Task A_checkout_may_lie_in_a_folder_of_any_name(string name)
    {
        using var folder = new Tests.TemporaryFolder();
        string root = folder.File(name);
        string id = PackageTests.Unique();
        TinyLibrary.Pack(Path.Combine(root, "feed"), id, "1.0.0", "public static class Answer { public static int Value => 42; }");
        File.WriteAllText(Path.Combine(root, "NuGet.config"), "<configuration><packageSources><clear /><add key=\"own\" value=\"feed\" /></packageSources></configuration>");

        RestoredPackages restored = await new PackageRestorer(root, root, _ => { }).RestoreAsync([new(id, "1.0.0", 1)], [], _ => "cell 1, line 1", CancellationToken.None);

        Assert.Equal(id, Assert.Single(restored.Packages).Id);
        PackageTests.Forget(id);
    }
}
