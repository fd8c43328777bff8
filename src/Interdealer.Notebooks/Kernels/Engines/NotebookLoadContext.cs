using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>
/// Where one notebook's packages, references and compiled cells are loaded. Another notebook in the same process has another context and
/// so its own copy of every static of every referenced assembly.
/// </summary>
internal sealed class NotebookLoadContext() : AssemblyLoadContext("notebook")
{
    private static NotebookLoadContext? s_current;

    private readonly ConcurrentDictionary<string, string> _managed = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _native = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Assembly> _loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _folders = [];

    static NotebookLoadContext()
    {
        // Assemblies that F# loads from bytes live in contexts of their own, which ask here before the F# session's own search.
        AppDomain.CurrentDomain.AssemblyResolve += static (_, request) => s_current?.Find(new AssemblyName(request.Name));
    }

    /// <summary>The context of the notebook that is open in this process.</summary>
    public static NotebookLoadContext? Current
    {
        get => s_current;
        set => s_current = value;
    }

    /// <summary>True when an assembly of this simple name comes with the framework in at least this version.</summary>
    public static bool FrameworkHas(AssemblyName name)
    {
        try
        {
            return FrameworkReferences.Files.TryGetValue(name.Name!, out string? file)
                && AssemblyName.GetAssemblyName(file).Version >= (name.Version ?? new Version(0, 0));
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            return false;
        }
    }

    /// <summary>Makes an assembly file known; it is loaded when first needed.</summary>
    public void Register(string file) => _managed[Path.GetFileNameWithoutExtension(file)] = file;

    public void RegisterResource(string file) =>
        _managed[Path.GetFileName(Path.GetDirectoryName(file)) + "/" + Path.GetFileNameWithoutExtension(file)] = file;

    public void RegisterNative(string file) => _native[Path.GetFileName(file)] = file;

    /// <summary>Makes known that an assembly's neighbours may be its dependencies.</summary>
    public void RegisterFolder(string folder)
    {
        lock (_folders)
        {
            if (!_folders.Contains(folder))
            {
                _folders.Add(folder);
            }
        }
    }

    /// <summary>Loads a compiled cell.</summary>
    public Assembly LoadCell(MemoryStream image, MemoryStream symbols)
    {
        Assembly assembly = LoadFromStream(image, symbols);
        _loaded[assembly.GetName().Name!] = assembly;
        return assembly;
    }

    /// <summary>The registered assembly of a name, or null.</summary>
    public Assembly? Find(AssemblyName name)
    {
        string key = string.IsNullOrEmpty(name.CultureName) ? name.Name! : name.CultureName + "/" + name.Name;
        return _loaded.TryGetValue(key, out Assembly? loaded) ? loaded
            : _managed.TryGetValue(key, out string? file) ? LoadFromAssemblyPath(file)
            : null;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Find(assemblyName) is { } found)
        {
            return found;
        }

        // What the framework or this program's own FSharp.Core offers is shared; anything else may lie beside a referenced file.
        if (FrameworkReferences.Files.ContainsKey(assemblyName.Name!) || assemblyName.Name == "FSharp.Core")
        {
            return null;
        }

        lock (_folders)
        {
            return _folders.Select(folder => Path.Combine(folder, assemblyName.Name + ".dll")).FirstOrDefault(File.Exists) is { } neighbour
                ? LoadFromAssemblyPath(neighbour)
                : null;
        }
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (string name in (string[])[unmanagedDllName, unmanagedDllName + ".dll", "lib" + unmanagedDllName + ".so", unmanagedDllName + ".so", "lib" + unmanagedDllName + ".dylib", unmanagedDllName + ".dylib"])
        {
            if (_native.TryGetValue(name, out string? file))
            {
                return LoadUnmanagedDllFromPath(file);
            }
        }

        return nint.Zero;
    }
}
