using System.Xml;
using System.Xml.Linq;

namespace Interdealer.Tool;

/// <summary>The checkout a notebook lies in.</summary>
internal static class Checkout
{
    const string Has = "Has";

    /// <summary>The nearest folder above a path that holds NuGet.config and Research.sln; null when there is none.</summary>
    internal static string? RootOf(string path)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "NuGet.config")) && File.Exists(Path.Combine(folder, "Research.sln")))
            {
                return folder;
            }
        }

        return null;
    }

    /// <summary>
    /// Says why a package cannot be used, from what the checkout's build found on the feeds (<c>artifacts/feeds.props</c>: one property a package,
    /// such as <c>HasDotNetInteractive</c> for <c>Microsoft.DotNet.Interactive</c>, <c>true</c> when it was found). A package that no property's name stands
    /// for is taken to be there.
    /// </summary>
    internal static Func<string, string?> WhyUnavailable(string? root)
    {
        var file = root is null ? null : Path.Combine(root, "artifacts", "feeds.props");
        var found = file is not null && File.Exists(file) ? Read(file) : [];
        return package =>
        {
            var word = package.Replace(".", "", StringComparison.Ordinal);
            var known = found.Where(p => p.Name.StartsWith(Has, StringComparison.Ordinal) && word.Contains(p.Name[Has.Length..], StringComparison.OrdinalIgnoreCase)).ToArray();
            return known.Length > 0 && !known.Any(p => p.IsThere)
                ? $"{package} is not on this machine's feeds"
                : null;
        };
    }

    static (string Name, bool IsThere)[] Read(string file)
    {
        try
        {
            return [.. XDocument.Load(file).Descendants()
                .Where(element => !element.HasElements)
                .Select(element => (element.Name.LocalName, element.Value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase)))];
        }
        catch (XmlException e)
        {
            throw new UsageException($"{file} is not valid XML ({e.Message}); delete it and build again");
        }
    }
}
