using System.Dynamic;
using Newtonsoft.Json.Linq;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace Interdealer.PlotlyNet;

/// <summary>Puts the members of a JSON object into an object of Plotly.NET, those that its functions look for by type as that type.</summary>
internal static class TypedMembers
{
    /// <summary>A trace with these members; its type is "scatter", as Plotly's is, where they name none.</summary>
    public static Trace NewTrace(JObject members) => Fill(new Trace((string?)members["type"] ?? "scatter"), members);

    /// <summary>The same object, filled.</summary>
    public static T Fill<T>(T target, JObject members)
        where T : DynamicObject
    {
        foreach (var (name, value) in members)
        {
            // A trace's type was said when it was made and is the only member of Plotly's that is not dynamic.
            if (target is Trace && name == "type")
            {
                continue;
            }

            if (target.GetType().GetProperty(name) is not null)
            {
                throw new ArgumentException($"figure has a member \"{name}\" in its {target.GetType().Name.ToLowerInvariant()}, which Plotly does not know and Plotly.NET uses for itself.", nameof(members));
            }

            target.TrySetMember(new Member(name), Typed(target, name, value!));
        }

        return target;
    }

    private static object Typed(DynamicObject target, string name, JToken value)
    {
        if (target is Layout && value is JArray items && items.All(item => item is JObject))
        {
            return Items(name, items) ?? value;
        }

        if (value is not JObject members)
        {
            return value;
        }

        DynamicObject? typed = (target, name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')) switch
        {
            (Layout, "xaxis" or "yaxis") => new LinearAxis(),
            (Layout, "legend") => new Legend(),
            (Layout, "coloraxis") => new ColorAxis(),
            (Layout, "margin") => new Margin(),
            (Layout or LinearAxis or Legend or ColorBar, "title") => new Title(),
            (Layout or Title, "font") or (LinearAxis, "tickfont") => new Font(),
            (Trace, "marker") => new Marker(),
            (Trace or Marker, "line") => new Line(),
            (Trace, "error_x" or "error_y" or "error_z") => new Error(),
            (Trace or Marker or ColorAxis, "colorbar") => new ColorBar(),
            _ => null,
        };
        return typed is null ? members : Fill(typed, members);
    }

    // What Chart.withAnnotations and the like append to.
    private static object? Items(string name, JArray items) => name switch
    {
        "annotations" => Items(items, () => new Annotation()),
        "shapes" => Items(items, () => new Shape()),
        "images" => Items(items, () => new LayoutImage()),
        "sliders" => Items(items, () => new Slider()),
        "updatemenus" => Items(items, () => new UpdateMenu()),
        _ => null,
    };

    private static T[] Items<T>(JArray items, Func<T> item)
        where T : DynamicObject => [.. items.Select(members => Fill(item(), (JObject)members))];

    // TrySetMember is the one way to set a dynamic member that every version of Plotly.NET's base class has.
    private sealed class Member(string name) : SetMemberBinder(name, ignoreCase: false)
    {
        public override DynamicMetaObject FallbackSetMember(DynamicMetaObject target, DynamicMetaObject value, DynamicMetaObject? errorSuggestion) =>
            throw new NotSupportedException($"The member {Name} is set directly.");
    }
}
