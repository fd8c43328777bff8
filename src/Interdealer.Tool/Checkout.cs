namespace Interdealer.Tool;

/// <summary>The checkout a notebook lies in.</summary>
internal static class Checkout
{
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
}
