namespace Interdealer.Tests.Architecture;

/// <summary>The sources that the tests were built from.</summary>
internal static class Checkout
{
    /// <summary>A path in the checkout. Paths in the program are those of a deterministic build, so it is found from where the tests run.</summary>
    public static string At(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Research.sln")))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new InvalidOperationException($"No Research.sln above {AppContext.BaseDirectory}.");
    }
}
