using System.Collections;
using System.Globalization;
using System.Text;

namespace Interdealer.Notebooks.Kernels.Rendering;

/// <summary>Writes a value as plain text, the same on every machine.</summary>
internal static class ValueText
{
    private const int Elements = 1000;
    private const int Depth = 4;
    private const int Characters = 1024 * 1024;

    /// <summary>True for values that are one piece of text: numbers, strings, dates, enumerations.</summary>
    public static bool IsScalar(object? value) => value is null or string or IFormattable or bool or char or Uri or Type;

    public static string Of(object? value, int depth = 0) => value switch
    {
        null => "<null>",
        string text => text,
        bool truth => truth ? "True" : "False",
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ when OverridesToString(value.GetType()) => value is IFormattable formattable
            ? formattable.ToString(null, CultureInfo.InvariantCulture)
            : value.ToString() ?? "",
        _ when depth >= Depth => value.GetType().Name,
        IDictionary dictionary => Join("{ ", dictionary.Keys.Cast<object?>().Select(key => $"{Of(key, depth + 1)}: {Of(dictionary[key!], depth + 1)}"), " }"),
        IEnumerable elements => Join("[ ", elements.Cast<object?>().Select(element => Of(element, depth + 1)), " ]"),
        _ => ValueMembers.Of(value.GetType()) is { Count: > 0 } members
            ? Join(
                $"{TypeName(value.GetType())} {{ ",
                members.Select(member => $"{member.Name} = {Of(member.Get(value), depth + 1)}"),
                " }")
            : TypeName(value.GetType()),
    };

    /// <summary>A type's name as its author wrote it: no compiler-made wrapping, arguments of generics in angle brackets.</summary>
    public static string TypeName(Type type)
    {
        string name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>" : name;
    }

    /// <summary>True where a type says itself how it is written.</summary>
    public static bool OverridesToString(Type type)
    {
        Type? declaring = type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType;

        // A lambda or LINQ iterator inherits a ToString that only names its type; arrays and lists inherit object's.
        return declaring is not null && declaring != typeof(object) && declaring != typeof(ValueType);
    }

    /// <summary>A text, cut where it is long, with its length then.</summary>
    public static string Bounded(string text) =>
        text.Length <= Characters ? text : string.Concat(text.AsSpan(0, Characters), FormattableString.Invariant($"… ({text.Length:N0} characters)"));

    private static string Join(string open, IEnumerable<string> parts, string close)
    {
        var text = new StringBuilder(open);
        int count = 0;
        foreach (string part in parts)
        {
            if (count == Elements || text.Length > Characters)
            {
                text.Append(", …");
                break;
            }

            text.Append(count++ == 0 ? "" : ", ").Append(Bounded(part));
        }

        return count == 0 ? open.TrimEnd() + close.TrimStart() : text.Append(close).ToString();
    }
}
