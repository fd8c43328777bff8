namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>Writes a type as F# source.</summary>
internal static class FSharpTypeName
{
    /// <summary>The name; null for a type that F# code cannot name because a cell made it, or because it is not public.</summary>
    public static string? Of(Type type)
    {
        if (type.IsArray)
        {
            return Of(type.GetElementType()!) is { } element ? $"{element}[{new string(',', type.GetArrayRank() - 1)}]" : null;
        }

        if (type.IsByRefLike || type.IsPointer || type.IsGenericParameter || !type.IsVisible || type.Assembly.Location.Length == 0)
        {
            return null;
        }

        string?[] arguments = [.. type.GetGenericArguments().Select(Of)];
        string path = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Split('`')[0].Replace('+', '.');

        // A generic type inside another spreads its arguments over both names; none is worth the trouble of sharing.
        return arguments.Contains(null) || (type.IsGenericType && type.IsNested) ? null
            : "global." + path + (arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments)}>");
    }
}
