using System.Text;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>Writes a type as C# source. A type that C# cannot name (made in an F# cell, or not public) is <c>dynamic</c>.</summary>
internal static class CSharpTypeName
{
    public static string Of(Type type) => Name(type) ?? "dynamic";

    private static string? Name(Type type)
    {
        if (type.IsArray)
        {
            return Name(type.GetElementType()!) is { } element ? $"{element}[{new string(',', type.GetArrayRank() - 1)}]" : null;
        }

        // An assembly without a file was made by an F# cell: the C# compiler has nothing to read its types from.
        if (type == typeof(void) || type.IsByRef || type.IsPointer || type.IsGenericParameter || !type.IsVisible || type.Assembly.Location.Length == 0)
        {
            return null;
        }

        var text = new StringBuilder("global::");
        if (type.Namespace is { Length: > 0 } space)
        {
            text.Append(space).Append('.');
        }

        var nesting = new Stack<Type>();
        for (Type? at = type; at is not null; at = at.DeclaringType)
        {
            nesting.Push(at);
        }

        Type[] arguments = type.GetGenericArguments();
        int used = 0;
        bool first = true;
        foreach (Type level in nesting)
        {
            text.Append(first ? "" : ".").Append(level.Name.Split('`')[0]);
            first = false;
            int own = level.GetGenericArguments().Length - used;
            if (own > 0)
            {
                string?[] names = [.. arguments.Skip(used).Take(own).Select(Name)];
                if (names.Contains(null))
                {
                    return null;
                }

                text.Append('<').AppendJoin(", ", names).Append('>');
                used += own;
            }
        }

        return text.ToString();
    }
}
