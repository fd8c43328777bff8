using System.Reflection;
using FSharp.Compiler.IO;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>Makes the F# compiler load assemblies through the notebook's load context, so that F# and C# cells share their types.</summary>
internal sealed class FSharpFiles : DefaultFileSystem
{
    private static readonly Lazy<bool> Installed = new(static () =>
    {
        FileSystemAutoOpens.FileSystem = new FSharpFiles();
        return true;
    });

    private readonly Loader _loader = new();

    public override IAssemblyLoader AssemblyLoader => _loader;

    public static void Install() => _ = Installed.Value;

    private sealed class Loader : IAssemblyLoader
    {
        public Assembly AssemblyLoadFrom(string fileName)
        {
            AssemblyName name = AssemblyName.GetAssemblyName(fileName);
            return NotebookLoadContext.Current?.Find(name)
                ?? (IsShared(name) ? Assembly.Load(name) : NotebookLoadContext.Current?.LoadFromAssemblyPath(fileName) ?? Assembly.LoadFrom(fileName));
        }

        public Assembly AssemblyLoad(AssemblyName assemblyName) => NotebookLoadContext.Current?.Find(assemblyName) ?? Assembly.Load(assemblyName);

        private static bool IsShared(AssemblyName name) =>
            FrameworkReferences.Files.ContainsKey(name.Name!) || name.Name is "FSharp.Core" or "FSharp.Compiler.Service" or "FSharp.Compiler.Interactive.Settings";
    }
}
