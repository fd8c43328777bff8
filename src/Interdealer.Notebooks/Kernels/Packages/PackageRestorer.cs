using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Interdealer.Notebooks.Kernels.Cells;

namespace Interdealer.Notebooks.Kernels.Packages;

/// <summary>
/// Restores the packages of a notebook by NuGet itself, with a project written for the purpose. The outcome is noted on disk under a
/// key of everything it depends on, and used again by every notebook and every run that asks for the same.
/// </summary>
/// <param name="repositoryRoot">Folder whose <c>NuGet.config</c> applies; null for the notebook's own folder.</param>
/// <param name="notebookFolder">Folder of the notebook.</param>
/// <param name="onBusy">Called when NuGet itself has to run, which takes seconds, with words for it.</param>
internal sealed class PackageRestorer(string? repositoryRoot, string notebookFolder, Action<string> onBusy)
{
    private readonly string _configurationFolder = repositoryRoot ?? notebookFolder;

    /// <summary>Restores a set of packages.</summary>
    /// <param name="lines">Packages asked for, each id once.</param>
    /// <param name="sources">Further sources, in full.</param>
    /// <param name="where">Place of the directive in errors.</param>
    /// <param name="cancellation">Ends the restore.</param>
    /// <exception cref="CellException">The packages cannot be had as asked.</exception>
    public async Task<RestoredPackages> RestoreAsync(
        IReadOnlyCollection<PackageLine> lines, IReadOnlyCollection<string> sources, Func<PackageLine, string> where, CancellationToken cancellation)
    {
        PackageSources known = PackageSources.Read(_configurationFolder, sources);
        ImmutableArray<PackageLine> exact = [.. lines.OrderBy(line => line.Id, StringComparer.OrdinalIgnoreCase).Select(line => line with { Version = Wanted(line, known) })];
        string project = ProjectText(exact);
        string key = Key(string.Join('\n', sources.Prepend(project)), exact, known);
        foreach (string place in RestoreStore.Noted(repositoryRoot))
        {
            if (await ReadNoteAsync(NoteFile(place, key), cancellation).ConfigureAwait(false) is { } noted && noted.IsWhole() && Stale(noted, known).Count == 0)
            {
                return noted;
            }
        }

        onBusy("restoring " + string.Join(", ", exact.Select(line => line.Id)));
        var (store, gate) = await OpenAsync(RestoreStore.Candidates(repositoryRoot), where(exact[0]), cancellation).ConfigureAwait(false);
        using FileStream held = gate;
        string folder = Path.Combine(store.Folder, key);
        string noteFile = NoteFile(store.Folder, key);

        // Another process may have done it while this one waited.
        if (await ReadNoteAsync(noteFile, cancellation).ConfigureAwait(false) is { } other && other.IsWhole() && Stale(other, known).Count == 0)
        {
            return other;
        }

        string projectFile = WriteProject(folder, project, sources);
        await RunAsync(projectFile, false, exact, where, cancellation).ConfigureAwait(false);
        string assets = Path.Combine(folder, "obj", "project.assets.json");
        RestoredPackages restored = RestoredPackages.FromAssets(assets, where(exact[0]));
        if (Stale(restored, known) is { Count: > 0 } stale)
        {
            Delete(stale, where(exact[0]));
            await RunAsync(projectFile, true, exact, where, cancellation).ConfigureAwait(false);
            restored = RestoredPackages.FromAssets(assets, where(exact[0]));
        }

        RequireAsked(lines, restored, where);
        string temporary = noteFile + "." + Guid.NewGuid().ToString("N");
        await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(restored), cancellation).ConfigureAwait(false);
        File.Move(temporary, noteFile, overwrite: true);
        return restored;
    }

    /// <summary>The version text given to NuGet: as written; without one, the highest of a folder source exactly, else the newest stable one.</summary>
    private static string Wanted(PackageLine line, PackageSources known)
    {
        if (line.Version is { Length: > 0 } version)
        {
            return version;
        }

        PackageVersion? highest = known.FilesOf(line.Id).Select(file => file.Version).Max();
        return highest is null ? "*" : $"[{highest.Text}]";
    }

    private static string ProjectText(ImmutableArray<PackageLine> lines) => new XElement(
        "Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement(
            "PropertyGroup",
            new XElement("TargetFramework", FormattableString.Invariant($"net{Environment.Version.Major}.{Environment.Version.Minor}")),
            new XElement("RuntimeIdentifier", RuntimeInformation.RuntimeIdentifier),
            new XElement("SelfContained", false),
            new XElement("UseAppHost", false),
            new XElement("DisableImplicitFrameworkReferences", true),
            new XElement("DisableImplicitNuGetFallbackFolder", true),
            new XElement("NuGetAudit", false),
            new XElement("TreatWarningsAsErrors", false)),
        new XElement(
            "ItemGroup",
            lines.Select(line => new XElement("PackageReference", new XAttribute("Include", line.Id), new XAttribute("Version", line.Version!))))).ToString();

    private static string Key(string project, ImmutableArray<PackageLine> lines, PackageSources known)
    {
        var text = new StringBuilder(project);
        text.Append('\n').Append(RuntimeInformation.FrameworkDescription);
        string sdks = Path.Combine(DotnetHost.Root, "sdk");
        foreach (string sdk in Directory.Exists(sdks) ? Directory.GetDirectories(sdks).Order(StringComparer.Ordinal).ToArray() : [])
        {
            text.Append('\n').Append(Path.GetFileName(sdk));
        }

        foreach (var (path, content) in known.Configuration)
        {
            text.Append('\n').Append(path).Append('\n').Append(content);
        }

        foreach (PackageLine line in lines)
        {
            foreach (var (version, file) in known.FilesOf(line.Id))
            {
                text.Append('\n').Append(version.Text).Append(' ').Append(file);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..20];
    }

    private string WriteProject(string folder, string project, IEnumerable<string> sources)
    {
        Directory.CreateDirectory(folder);
        // Empty neighbours end MSBuild's search upwards: nothing of the repository's own build reaches this project.
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Directory.Solution.props", "Directory.Solution.targets"])
        {
            File.WriteAllText(Path.Combine(folder, name), "<Project />\n");
        }

        File.WriteAllText(Path.Combine(folder, "Directory.Build.rsp"), "");
        string file = Path.Combine(folder, "packages.csproj");
        XElement element = XElement.Parse(project);
        element.Element("PropertyGroup")!.Add(
            new XElement("RestoreRootConfigDirectory", Escaped(PlainPath.To(_configurationFolder, Path.Combine(folder, "configuration")))),
            new XElement("RestoreAdditionalProjectSources", string.Join(';', sources.Select((source, i) =>
                Escaped(PlainPath.To(source, Path.Combine(folder, FormattableString.Invariant($"source-{i}"))))))));
        File.WriteAllText(file, element.ToString());
        return file;
    }

    private async Task RunAsync(
        string project, bool force, ImmutableArray<PackageLine> lines, Func<PackageLine, string> where, CancellationToken cancellation)
    {
        if (await RestoreCommand.RunAsync(project, force, cancellation).ConfigureAwait(false) is { } errors)
        {
            // An error that names one of several packages is that directive's; one package's name may be the beginning of another's.
            PackageLine guilty = lines.Where(line => errors[0].Contains(line.Id, StringComparison.OrdinalIgnoreCase)).MaxBy(line => line.Id.Length) ?? lines[0];
            throw new CellException(ErrorNames.Package, $"{where(guilty)}: restore failed: {errors[0]}{Advice(errors[0], guilty)}", [.. errors.Skip(1).Take(20)]);
        }
    }

    /// <summary>What to do where no source has a package of ours: a checkout packs them, and is a source only for what lies in it.</summary>
    private string Advice(string error, PackageLine line) =>
        !error.StartsWith("NU1101", StringComparison.Ordinal) || line.Id.Split('.')[0] is var first && !first.Equals("Interdealer", StringComparison.OrdinalIgnoreCase) ? ""
        : repositoryRoot is not null ? " Build the checkout, which packs it: dotnet build Research.sln."
        : " Run the notebook inside a checkout of Interdealer, or name the folder into which building a checkout packs it, on a line before this one: #i \"nuget: /path/to/checkout/artifacts/packages\".";

    /// <summary>A version written in full is the version used; NuGet by itself takes the next higher one with a warning.</summary>
    private static void RequireAsked(IEnumerable<PackageLine> lines, RestoredPackages restored, Func<PackageLine, string> where)
    {
        foreach (PackageLine line in lines)
        {
            if (line.Version is not null
                && PackageVersion.TryParse(line.Version) is { } asked
                && restored.Find(line.Id) is { } found
                && PackageVersion.TryParse(found.Version) is { } got
                && asked.CompareTo(got) != 0)
            {
                throw new CellException(
                    ErrorNames.Package,
                    $"{where(line)}: {line.Id} {line.Version} was asked for and the sources' nearest is {found.Version} (NU1603): write a version they hold, or a range such as [{line.Version},).");
            }
        }
    }

    private static List<RestoredPackage> Stale(RestoredPackages restored, PackageSources known) =>
        known.Folders.IsEmpty ? [] : [.. restored.Packages.Where(package => StalePackage.IsStale(package, known))];

    private static void Delete(List<RestoredPackage> stale, string where)
    {
        foreach (RestoredPackage package in stale)
        {
            try
            {
                Directory.Delete(package.Folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CellException(
                    ErrorNames.Package,
                    $"{where}: {package.Id} {package.Version} in the package cache differs from the file in the source of the same version, and cannot be replaced: {e.Message}");
            }
        }
    }

    private static async Task<RestoredPackages?> ReadNoteAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return JsonSerializer.Deserialize<RestoredPackages>(await File.ReadAllTextAsync(file, cancellation).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            // No note, or a broken one: restore again.
            return null;
        }
    }

    // To MSBuild these characters of a folder's name mean something else.
    private static string Escaped(string path) =>
        string.Concat(path.Select(c => "%;$@'*?()".Contains(c, StringComparison.Ordinal) ? FormattableString.Invariant($"%{(int)c:X2}") : c.ToString()));

    private static string NoteFile(string store, string key) => Path.Combine(store, key, "restored.json");

    private static async Task<(RestoreStore Store, FileStream Gate)> OpenAsync(IEnumerable<string> stores, string where, CancellationToken cancellation)
    {
        try
        {
            RestoreStore store = RestoreStore.Open(stores);
            return (store, await store.LockAsync(RestoreStore.Patience, cancellation).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new CellException(ErrorNames.Package, $"{where}: packages cannot be restored: {e.Message}");
        }
    }
}
