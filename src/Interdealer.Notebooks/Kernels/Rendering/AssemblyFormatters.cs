using System.Collections.Concurrent;
using System.Reflection;

namespace Interdealer.Notebooks.Kernels.Rendering;

/// <summary>Formatter sources that an assembly names for a type that is not its own, by an attribute called <c>FormatterForAttribute</c>.</summary>
internal static class AssemblyFormatters
{
    private static readonly ConcurrentDictionary<Assembly, (Type Type, Type Source)[]> Named = new();

    /// <summary>The sources for a type and its bases, of all assemblies that are loaded.</summary>
    public static IEnumerable<Type> Of(Type type)
    {
        var named = AppDomain.CurrentDomain.GetAssemblies().Where(IsOfANotebook).SelectMany(assembly => Named.GetOrAdd(assembly, NamedBy)).ToArray();
        for (Type? at = type; at is not null && named.Length > 0; at = at.BaseType)
        {
            foreach (var (_, source) in named.Where(one => one.Type == at))
            {
                yield return source;
            }
        }
    }

    // The framework's assemblies name none, and there are hundreds of them.
    private static bool IsOfANotebook(Assembly assembly) =>
        !assembly.IsDynamic && assembly.GetName().Name is { } name
        && !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("Microsoft", StringComparison.Ordinal);

    private static (Type Type, Type Source)[] NamedBy(Assembly assembly)
    {
        try
        {
            return [.. assembly.GetCustomAttributes(inherit: false)
                .Where(attribute => attribute.GetType().Name == "FormatterForAttribute")
                .Select(attribute => (Member(attribute, "Type"), Member(attribute, "FormatterSourceType")))
                .Where(pair => pair is { Item1: not null, Item2: not null })
                .Select(pair => (pair.Item1!, pair.Item2!))];
        }
        catch (Exception failure) when (failure is IOException or TypeLoadException or BadImageFormatException)
        {
            // An attribute of an assembly that is not there: nothing this assembly says can be read.
            return [];
        }
    }

    private static Type? Member(object attribute, string name) => attribute.GetType().GetProperty(name)?.GetValue(attribute) as Type;
}
