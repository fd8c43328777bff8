using System.Reflection;
using System.Runtime.Loader;
using Interdealer.Ensembles.Specs;

namespace Interdealer.Tool;

/// <summary>Assemblies of the user's own, named on the command line: their code runs because the user says so, never because a specification does.</summary>
internal static class Extensions
{
    /// <summary>The pieces of some assemblies.</summary>
    /// <param name="paths">Files; what they depend on lies beside them.</param>
    internal static Pieces Load(IEnumerable<string>? paths) => (paths ?? []).Aggregate(Pieces.None, (all, path) => Checked(path, () => all.With(Pieces.In(Assembly(path)))));

    static Assembly Assembly(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new UsageException($"{path}: there is no such file");
        }

        // The library is the one that runs here; anything else comes from beside the assembly.
        var (context, beside) = (new AssemblyLoadContext(full), new AssemblyDependencyResolver(full));
        context.Resolving += (own, name) => beside.ResolveAssemblyToPath(name) is { } found ? own.LoadFromAssemblyPath(found) : null;
        return context.LoadFromAssemblyPath(full);
    }

    /// <summary>Whatever keeps an assembly from being used is said in one line that names it.</summary>
    static Pieces Checked(string path, Func<Pieces> load)
    {
        try
        {
            return load();
        }
        catch (Exception cause) when (cause is not UsageException)
        {
            var inner = cause;
            while (inner is TargetInvocationException or TypeInitializationException && inner.InnerException is { } deeper)
            {
                inner = deeper;
            }

            throw new UsageException($"{path}: cannot be used: {inner.Message.ReplaceLineEndings(" ").Split(" (Parameter")[0]}");
        }
    }
}
