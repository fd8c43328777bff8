namespace Interdealer.Notebooks.Tests.Packages;

/// <summary>The packages that building this checkout left in <c>artifacts/packages</c>.</summary>
public sealed class CheckoutPackagesTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "packages");

    public static TheoryData<string> Ids => [.. PackageLaws.Libraries];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_build_leaves_one_package_of_each_library_with_all_that_a_package_has(string id)
    {
        var file = Assert.Single(Directory.GetFiles(Folder, $"{id}.9999.*.nupkg"));
        var package = new PackedLibrary(file);
        Assert.Equal(id, package.Id);
        PackageLaws.Hold(package);
        PackageLaws.HoldLibrary(package);
        // It depends on the very packages that lie beside it.
        Assert.All(
            package.Dependencies.Where(one => one.Id.StartsWith("Interdealer", StringComparison.Ordinal)),
            one => Assert.True(File.Exists(Path.Combine(Folder, $"{one.Id}.{one.Version}.nupkg")), $"{id} asks for {one.Id} {one.Version}"));
    }

    [BuildFact]
    public void The_command_packs_as_a_tool_with_the_kernel_it_starts()
    {
        using var folder = new TemporaryFolder();
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\')))!;
        SourceCopy.DotnetIn(Repository.Root, "pack", "src/Interdealer.Tool", "--no-build", "-m:1", "-c", configuration, "-o", folder.Path, "-v", "q", "--nologo");
        var package = new PackedLibrary(Assert.Single(Directory.GetFiles(folder.Path)));
        Assert.Equal("Interdealer.Tool", package.Id);
        PackageLaws.Hold(package);
        Assert.Equal("DotnetTool", (string?)package.Element("packageTypes")?.Elements().Single().Attribute("name"));
        Assert.Contains("tools/net10.0/any/interdealer-tool.dll", package.Files);
        Assert.Contains("tools/net10.0/any/interactive/interdealer-interactive.dll", package.Files);
    }
}
