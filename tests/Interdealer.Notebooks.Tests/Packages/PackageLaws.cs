using System.Buffers.Binary;
using System.Xml.Linq;

namespace Interdealer.Notebooks.Tests.Packages;

/// <summary>What every package of ours has to have, whether a checkout or a release made it.</summary>
internal static class PackageLaws
{
    /// <summary>The packages, the command apart.</summary>
    internal static readonly string[] Libraries =
        ["Interdealer", "Interdealer.All", "Interdealer.Data", "Interdealer.Deedle", "Interdealer.Ensembles", "Interdealer.Jupyter", "Interdealer.Notebooks", "Interdealer.PlotlyNet"];

    /// <summary>Brings the others and has no library of its own.</summary>
    internal const string Bundle = "Interdealer.All";

    internal static void Hold(PackedLibrary package)
    {
        Assert.Equal("The Interdealer authors", package.Said("authors"));
        Assert.Equal("MIT", package.Said("license"));
        Assert.InRange(package.Said("description")!.Length, 30, 300);
        Assert.Contains("systemic-risk", package.Said("tags")!, StringComparison.Ordinal);
        Assert.Contains(package.Id, package.Text(package.Said("readme")!), StringComparison.OrdinalIgnoreCase);
        var icon = package.Content(package.Said("icon")!);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], icon[..8]);
        Assert.Equal((128u, 128u), (BinaryPrimitives.ReadUInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(icon.AsSpan(20))));
        // No address is invented: the only one is the git remote's, in a release.
        Assert.Null(package.Said("projectUrl"));
        Assert.All(package.Dependencies, one => Assert.Matches(@"^\d+(\.\d+)+(-[0-9A-Za-z.]+)?$", one.Version));
        Assert.All(package.Dependencies.Where(one => one.Id.StartsWith("Interdealer", StringComparison.Ordinal)), one => Assert.Contains(one.Id, Libraries));
    }

    internal static void HoldLibrary(PackedLibrary package)
    {
        var library = package.Files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        if (package.Id == Bundle)
        {
            Assert.Empty(library);
            Assert.Superset(new HashSet<string>(Libraries.Except([Bundle, "Interdealer.Jupyter", "Interdealer.Notebooks"])), package.Dependencies.Select(one => one.Id).ToHashSet());
            return;
        }

        Assert.Equal([$"lib/net10.0/{package.Id}.dll", $"lib/net10.0/{package.Id}.xml"], library);
        Assert.Equal(package.Id == "Interdealer.Deedle", package.Files.Contains("interactive-extensions/dotnet/extension.dib"));
        Assert.True(package.IsReproducible());
        var documented = XDocument.Parse(package.Text($"lib/net10.0/{package.Id}.xml")).Descendants("member").Select(member => (string)member.Attribute("name")!).ToHashSet();
        Assert.Empty(package.PublicTypes().Select(type => "T:" + type).Except(documented));
    }
}
