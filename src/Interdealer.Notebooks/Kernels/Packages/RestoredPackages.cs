using System.Collections.Immutable;
using System.Text.Json;

namespace Interdealer.Notebooks.Kernels.Packages;

/// <summary>What a restore found: every package of the graph, in order of id, with its files in full.</summary>
internal sealed record RestoredPackages(ImmutableArray<RestoredPackage> Packages)
{
    /// <summary>Reads <c>project.assets.json</c> of a restore for one framework and one runtime identifier.</summary>
    /// <param name="assetsFile">The file.</param>
    /// <param name="where">Place of the directive in errors.</param>
    /// <exception cref="CellException">A package is in none of the folders of packages.</exception>
    public static RestoredPackages FromAssets(string assetsFile, string where)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(assetsFile));
        JsonElement root = assets.RootElement;
        List<string> folders = [.. root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];

        // Of 'net10.0' and 'net10.0/linux-x64' the second also lists what is there for this kind of machine only.
        JsonElement target = root.GetProperty("targets").EnumerateObject().OrderBy(entry => entry.Name.Length).Last().Value;
        JsonElement libraries = root.GetProperty("libraries");
        var packages = ImmutableArray.CreateBuilder<RestoredPackage>();
        foreach (JsonProperty entry in target.EnumerateObject())
        {
            if (entry.Value.GetProperty("type").GetString() != "package")
            {
                continue;
            }

            string path = libraries.GetProperty(entry.Name).GetProperty("path").GetString()!;
            string folder = folders.Select(root => Path.Combine(root, path)).FirstOrDefault(Directory.Exists)
                ?? throw new CellException(
                    ErrorNames.Package, $"{where}: {entry.Name.Replace('/', ' ')} was restored and is no longer in {string.Join(" or ", folders)}: another program removed it. Run the cell again.");
            string[] name = entry.Name.Split('/');
            packages.Add(new RestoredPackage(
                name[0],
                name[1],
                folder,
                Files(entry.Value, "compile", folder),
                Files(entry.Value, "runtime", folder),
                Files(entry.Value, "native", folder),
                Files(entry.Value, "resource", folder)));
        }

        return new RestoredPackages([.. packages.OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>True while every file noted is still there.</summary>
    public bool IsWhole() =>
        Packages.All(package => package.Compile.Concat(package.Runtime).Concat(package.Native).Concat(package.Resources).All(File.Exists)
            && Directory.Exists(package.Folder));

    public RestoredPackage? Find(string id) => Packages.FirstOrDefault(package => package.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static ImmutableArray<string> Files(JsonElement library, string kind, string folder) =>
        library.TryGetProperty(kind, out JsonElement files)
            ? [.. files.EnumerateObject()
                .Select(file => file.Name)
                .Where(file => !file.EndsWith("/_._", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(file => Path.GetFullPath(Path.Combine(folder, file)))]
            : [];
}

/// <summary>One package of a restore.</summary>
/// <param name="Id">Package id.</param>
/// <param name="Version">Resolved version.</param>
/// <param name="Folder">Where it is extracted.</param>
/// <param name="Compile">Assemblies to compile against.</param>
/// <param name="Runtime">Assemblies to load.</param>
/// <param name="Native">Libraries of this kind of machine.</param>
/// <param name="Resources">Satellite assemblies, in folders named after cultures.</param>
internal sealed record RestoredPackage(
    string Id,
    string Version,
    string Folder,
    ImmutableArray<string> Compile,
    ImmutableArray<string> Runtime,
    ImmutableArray<string> Native,
    ImmutableArray<string> Resources);
