using System.Reflection;

namespace Interdealer.Tool.Site;

/// <summary>The assemblies whose API the site documents, as they were built in the checkout.</summary>
internal static class DocumentedAssemblies
{
    static readonly string[] Names =
        ["Interdealer", "Interdealer.Data", "Interdealer.Deedle", "Interdealer.PlotlyNet", "Interdealer.Ensembles", "Interdealer.Notebooks", "Interdealer.Jupyter"];

    /// <summary>Those whose types pages are about.</summary>
    internal static IReadOnlyList<Assembly> Models { get; } = [typeof(FinancialSystem).Assembly, typeof(Ensembles.Ensemble).Assembly];

    /// <summary>Copies them and their documentation.</summary>
    /// <exception cref="UsageException">One was not built.</exception>
    internal static void Copy(string root, string folder)
    {
        Directory.CreateDirectory(folder);
        // As this tool was built: …/bin/Debug/net10.0.
        var built = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var place = Path.Combine("bin", built.Parent!.Name, built.Name);
        foreach (var name in Names)
        {
            foreach (var ending in new[] { ".dll", ".xml" })
            {
                var file = Path.Combine(root, "src", name, place, name + ending);
                if (!File.Exists(file))
                {
                    throw new UsageException($"{Path.GetRelativePath(root, file)} is not there: build Research.sln first");
                }

                File.Copy(file, Path.Combine(folder, name + ending));
            }
        }
    }
}
