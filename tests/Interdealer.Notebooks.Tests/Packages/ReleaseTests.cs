namespace Interdealer.Notebooks.Tests.Packages;

/// <summary>What <c>dotnet pack -p:Releasing=true</c> makes of these sources, and when a checkout's packages get another version.</summary>
public sealed class ReleaseTests
{
    [BuildFact]
    public void A_release_has_the_version_of_its_tag_symbols_and_the_address_of_its_remote_and_none_without()
    {
        using var copy = new SourceCopy();
        copy.InRepository("tag", "v1.2.3");
        copy.InRepository("remote", "add", "origin", "https://github.com/example/interdealer.git");
        var commit = copy.InRepository("rev-parse", "HEAD").Trim();

        var release = copy.Release("src/Interdealer", "packed/models").Concat(copy.Release("src/Interdealer.Data", "packed/figures")).ToDictionary();

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
        var homeless = copy.Release("src/Interdealer", "packed/homeless")["Interdealer.1.2.3.nupkg"];
        Assert.Null(homeless.Element("repository")?.Attribute("url"));
        PackageLaws.HoldLibrary(homeless);
    }

    [BuildFact]
    public void A_package_of_a_checkout_has_another_version_when_it_or_what_it_depends_on_changed_and_never_otherwise()
    {
        using var copy = new SourceCopy();
        string[] projects = ["src/Interdealer", "src/Interdealer.Data"];
        copy.Dotnet("build", projects[1], "-c", "Release", "-p:RunAnalyzers=false", "-v", "q", "--nologo");
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

        string[] Stamps() => [.. projects.Select(copy.Stamp)];
    }
}
