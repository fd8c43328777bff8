namespace Interdealer.Notebooks.Tests.Packages;

/// <summary>What <c>dotnet pack -p:Releasing=true</c> makes of these sources, and when a checkout's packages get another version.</summary>
public sealed class ReleaseTests(ReleaseTests.Packed packed) : IClassFixture<ReleaseTests.Packed>
{
    [BuildFact]
    public void A_release_has_the_version_of_its_tag_symbols_and_the_address_of_its_remote_and_none_without()
    {
        var (copy, commit, release) = packed.Release;

        Assert.Equal(
            ["Interdealer.1.2.3.nupkg", "Interdealer.1.2.3.snupkg", "Interdealer.Data.1.2.3.nupkg", "Interdealer.Data.1.2.3.snupkg"],
            release.Keys.Order(StringComparer.Ordinal));
        foreach (var package in release.Where(one => one.Key.EndsWith(".nupkg", StringComparison.Ordinal)).Select(one => one.Value))
        {
            PackageLaws.Hold(package);
            PackageLaws.HoldLibrary(package);
            Assert.Equal("1.2.3", package.Said("version"));
            Assert.All(package.Dependencies.Where(one => one.Id.StartsWith("Interdealer", StringComparison.Ordinal)), one => Assert.Equal("1.2.3", one.Version));
            Assert.Equal(("https://github.com/example/interdealer.git", commit), ((string?)package.Element("repository")?.Attribute("url"), (string?)package.Element("repository")?.Attribute("commit")));
        }

        var (sources, link) = release["Interdealer.1.2.3.snupkg"].Symbols();
        Assert.All(sources, source => Assert.StartsWith("/_", source, StringComparison.Ordinal));
        Assert.Contains($"https://raw.githubusercontent.com/example/interdealer/{commit}/*", link, StringComparison.Ordinal);

        copy.InRepository("remote", "remove", "origin");
        copy.Empty("src/Interdealer");
        var homeless = copy.Release("packed/homeless", "src/Interdealer")["Interdealer.1.2.3.nupkg"];
        Assert.Null(homeless.Element("repository")?.Attribute("url"));
        PackageLaws.HoldLibrary(homeless);
    }

    [BuildFact]
    public void A_package_of_a_checkout_has_another_version_when_it_or_what_it_depends_on_changed_and_never_otherwise()
    {
        // A version is made from what was built, by whatever build.
        var copy = packed.Release.Copy;
        var first = Stamps();
        File.AppendAllText(copy.File_("README.md"), "A word.\n");
        Assert.Equal(first, Stamps());

        File.AppendAllText(copy.File_("src/Interdealer.Data/README.md"), "A word.\n");
        var second = Stamps();
        Assert.Equal(first[0], second[0]);
        Assert.NotEqual(first[1], second[1]);

        File.AppendAllText(copy.File_("src/Interdealer/README.md"), "A word.\n");
        var third = Stamps();
        Assert.NotEqual(second[0], third[0]);
        Assert.NotEqual(second[1], third[1]);

        string[] Stamps() => copy.Stamps("src/Interdealer.Data");
    }

    /// <summary>One copy of the sources, packed once for both.</summary>
    public sealed class Packed : IDisposable
    {
        readonly Lazy<SourceCopy> copy = new(() => new SourceCopy());
        readonly Lazy<(string Commit, IReadOnlyDictionary<string, PackedLibrary> Packages)> release;

        public Packed() => release = new(() =>
        {
            copy.Value.InRepository("tag", "v1.2.3");
            copy.Value.InRepository("remote", "add", "origin", "https://github.com/example/interdealer.git");
            var commit = copy.Value.InRepository("rev-parse", "HEAD").Trim();
            return (commit, copy.Value.Release("packed/both", "src/Interdealer", "src/Interdealer.Data"));
        });

        internal (SourceCopy Copy, string Commit, IReadOnlyDictionary<string, PackedLibrary> Packages) Release
        {
            get
            {
                var (commit, packages) = release.Value;
                return (copy.Value, commit, packages);
            }
        }

        public void Dispose()
        {
            if (copy.IsValueCreated)
            {
                copy.Value.Dispose();
            }
        }
    }
}
