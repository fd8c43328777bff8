using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Kernels.Packages;

/// <summary>
/// Notices an extracted package that is no longer the one in its folder source: same version, other content, which NuGet by itself
/// never looks at again.
/// </summary>
internal static class StalePackage
{
    private static readonly ConcurrentDictionary<(string File, long Length, DateTime Written), string?> Hashes = new();

    /// <summary>True where a folder source holds a file of this id and version whose content is not what was extracted.</summary>
    public static bool IsStale(RestoredPackage package, PackageSources sources)
    {
        PackageVersion? version = PackageVersion.TryParse(package.Version);
        List<string> files = [.. sources.FilesOf(package.Id).Where(file => version is not null && file.Version.CompareTo(version) == 0).Select(file => file.File)];
        string? extracted = files.Count == 0 ? null : ExtractedHash(package.Folder);
        return extracted is not null
            && files.Select(Hash).OfType<string>().ToList() is { Count: > 0 } hashes
            && !hashes.Contains(extracted);
    }

    private static string? ExtractedHash(string folder)
    {
        try
        {
            return (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, ".nupkg.metadata")))?["contentHash"];
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The hash NuGet notes for a package file; null for a signed one, whose noted hash leaves the signature out.</summary>
    private static string? Hash(string file)
    {
        var info = new FileInfo(file);
        return Hashes.GetOrAdd((file, info.Length, info.LastWriteTimeUtc), static key =>
        {
            using FileStream stream = File.OpenRead(key.File);
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
            {
                if (zip.GetEntry(".signature.p7s") is not null)
                {
                    return null;
                }
            }

            stream.Position = 0;
            return Convert.ToBase64String(SHA512.HashData(stream));
        });
    }
}
