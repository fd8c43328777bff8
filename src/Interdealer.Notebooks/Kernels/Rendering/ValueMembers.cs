using System.Reflection;

namespace Interdealer.Notebooks.Kernels.Rendering;

/// <summary>The public readable properties and fields of a type, in the order of its source.</summary>
internal static class ValueMembers
{
    internal sealed record Member(string Name, Func<object, object?> Get);

    public static IReadOnlyList<Member> Of(Type type)
    {
        IEnumerable<(int Token, Member Member)> properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && !IsSpan(property.PropertyType))
            .Select(property => (property.MetadataToken, new Member(property.Name, property.GetValue)));
        IEnumerable<(int Token, Member Member)> fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Select(field => (field.MetadataToken, new Member(field.Name, field.GetValue)));
        return [.. properties.Concat(fields)
            .OrderBy(entry => entry.Token)
            .Select(entry => entry.Member)
            .DistinctBy(member => member.Name)];
    }

    private static bool IsSpan(Type type) => type.IsByRefLike || type.IsPointer || type.IsByRef;
}
