using Plotly.NET;

namespace Interdealer.Charts;

/// <summary>Members of the objects a chart is made of, by the names Plotly gives them.</summary>
internal static class Members
{
    /// <summary>The same object with these members set; those that are null are left as they are.</summary>
    public static T Set<T>(this T part, params ReadOnlySpan<(string Name, object? Value)> members)
        where T : PlotlyObject
    {
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                part.SetProperty(name, value);
            }
        }
        return part;
    }

    /// <summary>A member; null where there is none.</summary>
    public static object? Get(this PlotlyObject? part, string name) => part?.TryGetPropertyValue(name)?.Value;

    /// <summary>A member that is a text; null where it is none.</summary>
    public static string? Text(this PlotlyObject? part, string name) => part.Get(name) as string;

    /// <summary>A member that is a number; null where it is none.</summary>
    public static double? Number(this PlotlyObject? part, string name) => AsNumber(part.Get(name));

    /// <summary>The items of a member that is a list; none where it is no list.</summary>
    public static object?[] Items(this PlotlyObject? part, string name) => Items(part.Get(name));

    /// <summary>The items of a list; none for anything else.</summary>
    public static object?[] Items(object? list) => list is System.Collections.IEnumerable items and not string ? [.. items.Cast<object?>()] : [];

    /// <summary>A value as a number; null where it is none or not finite.</summary>
    public static double? AsNumber(object? value) => value switch
    {
        double number => double.IsFinite(number) ? number : null,
        float or decimal or byte or sbyte or short or ushort or int or uint or long or ulong => AsNumber(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => null,
    };

    /// <summary>A member of the object, made where there is none.</summary>
    public static T Part<T>(this PlotlyObject owner, string name)
        where T : PlotlyObject, new()
    {
        if (owner.Get(name) is not T part)
        {
            owner.SetProperty(name, part = new T());
        }
        return part;
    }

    /// <summary>A copy that shares no object with the original, so that either can change; data are never changed and so shared.</summary>
    public static T Copy<T>(T part)
        where T : PlotlyObject
    {
        var copy = (T)(part is Trace trace ? Activator.CreateInstance(part.GetType(), trace.type)! : Activator.CreateInstance(part.GetType())!);
        foreach (var (name, value) in part.GetProperties(includeInstanceProperties: false))
        {
            copy.SetProperty(name, CopyOf(value));
        }
        return copy;
    }

    /// <summary>A copy of a part or of a list of parts; anything else is never changed and so itself.</summary>
    public static object? CopyOf(object? value) => value switch
    {
        PlotlyObject part => Copy(part),
        IEnumerable<PlotlyObject> parts => CopyOf([.. parts]),
        _ => value,
    };

    // Of the type the items have: Plotly.NET looks for a list of annotations by that type.
    private static Array CopyOf(PlotlyObject[] parts)
    {
        var types = parts.Select(part => part.GetType()).Distinct().ToArray();
        var copies = Array.CreateInstance(types.Length == 1 ? types[0] : typeof(PlotlyObject), parts.Length);
        for (var i = 0; i < parts.Length; i++)
        {
            copies.SetValue(Copy(parts[i]), i);
        }
        return copies;
    }
}
