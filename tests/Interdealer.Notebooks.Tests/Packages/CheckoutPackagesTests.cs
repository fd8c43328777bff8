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
}
