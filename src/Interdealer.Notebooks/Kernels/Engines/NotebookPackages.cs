using System.Collections.Immutable;
using System.Reflection;
using Interdealer.Notebooks.Kernels.Cells;
using Interdealer.Notebooks.Kernels.Packages;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>The packages of one notebook: what was asked for so far, in which versions it is loaded.</summary>
internal sealed class NotebookPackages(string folder, string? repositoryRoot, NotebookLoadContext context, Action<string> addReference, Action<string> onBusy)
{
    private readonly List<string> _sources = [];
    private readonly Dictionary<string, PackageLine> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly PackageRestorer _restorer = new(repositoryRoot, folder, onBusy);

    /// <summary>Adds a source: an http(s) address, or a folder taken from the notebook's own.</summary>
    public void AddSource(string location, string where)
    {
        string source = location;
        if (location.Contains("://", StringComparison.Ordinal))
        {
            if (!Uri.TryCreate(location, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            {
                throw new CellException(ErrorNames.Directive, $"{where}: '{location}' is no package source: an http or https address, or a folder, is.");
            }
        }
        else
        {
            source = Path.GetFullPath(location, folder);
            if (!Directory.Exists(source))
            {
                throw new CellException(ErrorNames.Directive, $"{where}: the package source '{location}' is a folder that does not exist.");
            }
        }

        if (!_sources.Contains(source))
        {
            _sources.Add(source);
        }
    }

    /// <summary>Restores further packages and makes their assemblies usable.</summary>
    public async Task AddAsync(ImmutableArray<PackageLine> lines, CellOrigin origin, CancellationToken cancellation)
    {
        var asked = new Dictionary<string, PackageLine>(_asked, StringComparer.OrdinalIgnoreCase);
        bool changed = false;
        foreach (PackageLine line in lines)
        {
            if (asked.TryGetValue(line.Id, out PackageLine? before))
            {
                RequireSame(line, before, origin);
            }
            else
            {
                asked.Add(line.Id, line);
                changed = true;
            }
        }

        if (!changed)
        {
            return;
        }

        // Packages of earlier cells stay in the versions that are loaded.
        ImmutableArray<PackageLine> all = [.. asked.Values.Select(line => _loaded.TryGetValue(line.Id, out string? version) ? line with { Version = $"[{version}]" } : line)];
        RestoredPackages restored = await _restorer.RestoreAsync(
            all, _sources, line => lines.Contains(line) || lines.Any(own => own.Id == line.Id) ? origin.At(lines.First(own => own.Id == line.Id).Line) : origin.At(lines[0].Line), cancellation)
            .ConfigureAwait(false);
        RequireLoadedVersions(restored, origin.At(lines[0].Line));
        foreach (RestoredPackage package in restored.Packages)
        {
            if (_loaded.TryAdd(package.Id, package.Version))
            {
                Use(package);
            }
        }

        foreach (PackageLine line in asked.Values)
        {
            _asked.TryAdd(line.Id, line);
        }
    }

    private void RequireSame(PackageLine line, PackageLine before, CellOrigin origin)
    {
        string loaded = _loaded.GetValueOrDefault(line.Id, before.Version ?? "");
        bool same = line.Version is null
            || line.Version == before.Version
            || (PackageVersion.TryParse(line.Version) is { } asked && PackageVersion.TryParse(loaded) is { } got && asked.CompareTo(got) == 0);
        if (!same)
        {
            throw new CellException(
                ErrorNames.Package,
                $"{origin.At(line.Line)}: {line.Id} {line.Version} is asked for, but this notebook already uses {line.Id} {loaded}; a notebook uses one version of a package.");
        }
    }

    private void RequireLoadedVersions(RestoredPackages restored, string where)
    {
        foreach (RestoredPackage package in restored.Packages)
        {
            if (_loaded.TryGetValue(package.Id, out string? version) && version != package.Version)
            {
                throw new CellException(
                    ErrorNames.Package,
                    $"{where}: these packages need {package.Id} {package.Version}, but this notebook already loaded {version}; name all packages in one cell before their first use.");
            }
        }
    }

    private void Use(RestoredPackage package)
    {
        foreach (string file in package.Runtime.Where(IsOwn))
        {
            context.Register(file);
        }

        foreach (string file in package.Native)
        {
            context.RegisterNative(file);
        }

        foreach (string file in package.Resources)
        {
            context.RegisterResource(file);
        }

        foreach (string file in package.Compile.Where(IsOwn))
        {
            addReference(file);
        }
    }

    /// <summary>False for what the framework, or the FSharp.Core that both languages share, already offers in this version or a later one.</summary>
    private static bool IsOwn(string file)
    {
        AssemblyName name = AssemblyName.GetAssemblyName(file);
        AssemblyName fsharp = typeof(Microsoft.FSharp.Core.Unit).Assembly.GetName();
        return !NotebookLoadContext.FrameworkHas(name) && !(name.Name == fsharp.Name && name.Version <= fsharp.Version);
    }
}
