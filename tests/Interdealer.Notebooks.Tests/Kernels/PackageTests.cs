using Interdealer.Notebooks.Kernels;

namespace Interdealer.Notebooks.Tests.Kernels;

public sealed class PackageTests(Workbench bench, PackageTests.Elsewhere elsewhere) : IClassFixture<Workbench>, IClassFixture<PackageTests.Elsewhere>
{
    [Fact]
    public async Task A_package_is_restored_and_serves_both_languages()
    {
        var cells = await bench.RunInAsync(
            Path.GetTempPath(),
            ("csharp", "#r \"nuget: MathNet.Numerics, 5.0.0\"\nusing MathNet.Numerics.LinearAlgebra;\nvar v = Vector<double>.Build.DenseOfArray(new[] { 3.0, 4.0 });\nv.L2Norm()"),
            ("fsharp", "#!share --from csharp v\nv.L2Norm() + MathNet.Numerics.Combinatorics.Combinations(5, 2)"),
            ("csharp", "#r \"nuget: MathNet.Numerics\""),
            ("csharp", "#r \"nuget: MathNet.Numerics, 4.15.0\""));

        // √(3² + 4²) = 5, and 5 choose 2 = 10.
        Assert.Equal("5", cells[0].Succeeds().Result);
        Assert.Equal("15", cells[1].Succeeds().Result);
        cells[2].Succeeds();
        Assert.Equal("PackageError", cells[3].Fails().Name);
        Assert.StartsWith("cell 4, line 1: MathNet.Numerics 4.15.0 is asked for, but this notebook already uses MathNet.Numerics 5.0.0", cells[3].Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_is_nowhere_is_an_error_with_NuGets_own_code_at_the_directives_line()
    {
        var cells = await bench.RunAsync("1 + 1\n\n#r \"nuget: Interdealer.No.Such.Package, 1.0.0\"");

        Assert.Equal("PackageError", cells[0].Fails().Name);
        Assert.StartsWith("cell 1, line 3: restore failed: NU1101: ", cells[0].Error.Message, StringComparison.Ordinal);
        Assert.Contains("Interdealer.No.Such.Package", cells[0].Error.Message, StringComparison.Ordinal);
        // In a checkout, which packs those of ours.
        Assert.Contains("dotnet build Research.sln", cells[0].Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_of_ours_that_no_source_has_is_answered_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        await using INotebookKernel kernel = await elsewhere.Factory.StartAsync(folder.Path, CancellationToken.None);
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty"));
        File.WriteAllText(Path.Combine(folder.Path, "NuGet.config"), "<configuration><packageSources><clear /><add key=\"empty\" value=\"empty\" /></packageSources></configuration>");
        Outcome outcome = await Workbench.RunCellAsync(kernel, 1, "csharp", "#r \"nuget: Interdealer.No.Such.Package\"");

        Assert.Contains("NU1101", outcome.Fails().Message, StringComparison.Ordinal);
        Assert.Contains("#i \"nuget: /path/to/checkout/artifacts/packages\"", outcome.Error.Message, StringComparison.Ordinal);
        Outcome other = (await bench.RunAsync("#r \"nuget: No.Such.Package.Of.Interdealer\""))[0];
        Assert.DoesNotContain("Research.sln", other.Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_source_gives_the_highest_version_exactly_with_dependencies_and_each_notebook_its_own_statics()
    {
        using var folder = new TemporaryFolder();
        TinyLibrary.CloseOff(folder.Path);
        string feed = Path.Combine(folder.Path, "feed");
        string id = Unique();
        TinyLibrary.Pack(feed, id + ".Core", "1.0.0-dev.h0a", "namespace Core; public static class Data { public static int Count; }");
        TinyLibrary.Pack(feed, id, "1.0.0-dev.h01", "public static class Answer { public static int Value => 1; }");
        TinyLibrary.Pack(
            feed, id, "1.0.0-dev.h02", "public static class Answer { static int n; public static int Value => 2 + n++; }", $"<dependency id=\"{id}.Core\" version=\"1.0.0-dev.h0a\" />");
        for (int run = 0; run < 2; run++)
        {
            var cells = await bench.RunInAsync(folder.Path, ("csharp", $"#i \"nuget: feed\"\n#r \"nuget: {id}\"\nAnswer.Value * 10 + Core.Data.Count++"));
            Assert.Equal("20", cells[0].Succeeds().Result);
            // NuGet runs once for the same packages of the same sources, and says so.
            Assert.Equal(run == 0 ? [$"restoring {id}"] : [], cells[0].Busy);
        }

        Forget(id, id + ".Core");
    }

    [Fact]
    public async Task New_content_under_the_same_version_is_noticed_and_used()
    {
        using var folder = new TemporaryFolder();
        TinyLibrary.CloseOff(folder.Path);
        string feed = Path.Combine(folder.Path, "feed");
        string id = Unique();
        for (int answer = 1; answer <= 2; answer++)
        {
            TinyLibrary.Pack(feed, id, "1.0.0", $"public static class Answer {{ public static int Value => {answer}; }}");

            // Another process: the one that ran the old code keeps the old file mapped.
            await using INotebookKernel kernel = await (answer == 1 ? bench.Factory : elsewhere.Factory).StartAsync(folder.Path, CancellationToken.None);
            Outcome outcome = await Workbench.RunCellAsync(kernel, 1, "csharp", $"#i \"nuget: feed\"\n#r \"nuget: {id}, 1.0.0\"\nAnswer.Value");
            Assert.Equal($"{answer}", outcome.Succeeds().Result);
        }

        Forget(id);
    }

    [Fact]
    public async Task A_version_the_sources_do_not_hold_is_not_silently_another()
    {
        using var folder = new TemporaryFolder();
        TinyLibrary.CloseOff(folder.Path);
        string id = Unique();
        TinyLibrary.Pack(Path.Combine(folder.Path, "feed"), id, "1.5.0", "public static class Answer;");
        var cells = await bench.RunInAsync(folder.Path, ("csharp", $"#i \"nuget: feed\"\n#r \"nuget: {id}, 1.4.0\""));

        Assert.Contains($"{id} 1.4.0 was asked for and the sources' nearest is 1.5.0", cells[0].Fails().Message, StringComparison.Ordinal);
        Forget(id);
    }

    [Fact]
    public async Task A_later_cell_whose_packages_need_another_version_of_a_loaded_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        TinyLibrary.CloseOff(folder.Path);
        string feed = Path.Combine(folder.Path, "feed");
        string id = Unique();
        TinyLibrary.Pack(feed, id + ".Base", "1.0.0", "public static class Base;");
        TinyLibrary.Pack(feed, id + ".Base", "2.0.0", "public static class Base;");
        TinyLibrary.Pack(feed, id + ".First", "1.0.0", "public static class First;", $"<dependency id=\"{id}.Base\" version=\"1.0.0\" />");
        TinyLibrary.Pack(feed, id + ".Second", "1.0.0", "public static class Second;", $"<dependency id=\"{id}.Base\" version=\"2.0.0\" />");
        var cells = await bench.RunInAsync(
            folder.Path, ("csharp", $"#i \"nuget: feed\"\n#r \"nuget: {id}.First, 1.0.0\""), ("csharp", $"#r \"nuget: {id}.Second, 1.0.0\""), ("csharp", "nameof(First)"));

        cells[0].Succeeds();
        Assert.Contains($"need {id}.Base 2.0.0, but this notebook already loaded 1.0.0", cells[1].Fails().Message, StringComparison.Ordinal);
        Assert.Equal("First", cells[2].Succeeds().Result);
        Forget(id + ".Base", id + ".First", id + ".Second");
    }

    [Fact]
    public async Task Native_libraries_of_a_package_are_found()
    {
        var cells = await bench.RunAsync(
            "#r \"nuget: Microsoft.Data.Sqlite, 10.0.14\"\nusing Microsoft.Data.Sqlite;\nvar connection = new SqliteConnection(\"Data Source=:memory:\");\nconnection.Open();\nvar command = connection.CreateCommand();\ncommand.CommandText = \"select 6 * 7\";\ncommand.ExecuteScalar()");

        Assert.Equal("42", cells[0].Succeeds().Result);
    }

    /// <summary>Another worker, of notebooks that lie in no checkout.</summary>
    public sealed class Elsewhere : IAsyncLifetime
    {
        internal WorkerKernelFactory Factory { get; } = Workbench.NewFactory(repositoryRoot: null);

        public Task InitializeAsync() => Task.CompletedTask;

        public Task DisposeAsync() => Factory.DisposeAsync().AsTask();
    }

    internal static string Unique() => "Interdealer.Test.P" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>Takes the test's packages out of the user's package cache again.</summary>
    internal static void Forget(params string[] ids)
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (string folder in ids.Select(id => Path.Combine(cache, id.ToLowerInvariant())).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
