using System.Text.Json;
using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Kernels.Packages;

namespace Interdealer.Notebooks.Tests.Kernels;

/// <summary>What NuGet noted of a restore, read back.</summary>
public sealed class RestoredPackagesTests
{
    [Fact]
    public void A_package_that_is_gone_again_is_an_error_of_the_directive_with_what_to_do()
    {
        using var folder = new Tests.TemporaryFolder();
        string cache = Path.Combine(folder.Path, "cache");
        string assets = Path.Combine(folder.Path, "project.assets.json");
        File.WriteAllText(assets, JsonSerializer.Serialize(new
        {
            packageFolders = new Dictionary<string, object> { [cache] = new { } },
            targets = new Dictionary<string, object> { ["net10.0"] = new Dictionary<string, object> { ["Some.Package/1.2.3"] = new { type = "package" } } },
            libraries = new Dictionary<string, object> { ["Some.Package/1.2.3"] = new { path = "some.package/1.2.3" } },
        }));

        var error = Assert.Throws<CellException>(() => RestoredPackages.FromAssets(assets, "cell 2, line 1"));
        Assert.Equal($"cell 2, line 1: Some.Package 1.2.3 was restored and is no longer in {cache}: another program removed it. Run the cell again.", error.Message);
        Assert.Equal("PackageError", error.Name);

        Directory.CreateDirectory(Path.Combine(cache, "some.package", "1.2.3"));
        Assert.Equal("1.2.3", RestoredPackages.FromAssets(assets, "").Find("some.package")?.Version);
    }
}
