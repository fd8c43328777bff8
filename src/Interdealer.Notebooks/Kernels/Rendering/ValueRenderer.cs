using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Notebooks.Kernels.Rendering;

/// <summary>
/// Turns a value into one representation by MIME type. A type says how it is shown by conventions of name only: an attribute called
/// <c>TypeFormatterSourceAttribute</c>, a public parameterless <c>string ToHtml()</c>, and <c>ToString()</c>.
/// </summary>
public static class ValueRenderer
{
    /// <summary>Renders a value.</summary>
    /// <param name="value">Not null.</param>
    /// <returns>By MIME type: a string, or JSON for JSON types. Never empty.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public static ImmutableSortedDictionary<string, JsonNode> Render(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!AssemblyFormatters.Of(value.GetType()).Any() && PlotlyNetChart.Render(value) is { } chart)
        {
            return chart;
        }

        var data = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        AddFormatters(data, value);
        AddHtmlMethod(data, value);
        if (data.Count == 0 && DeedleTable.Of(value) is { } frame)
        {
            data["text/html"] = JsonValue.Create(frame.ToHtml());
            data["text/plain"] = JsonValue.Create(ValueText.Bounded(frame.ToString()));
        }
        else if (data.Count == 0 && !ValueText.IsScalar(value))
        {
            string html = HtmlTable.Of(value);
            if (html.Length > 0)
            {
                data["text/html"] = JsonValue.Create(html);
            }
        }

        if (!data.ContainsKey("text/plain"))
        {
            data["text/plain"] = JsonValue.Create(ValueText.Bounded(ValueText.Of(value)));
        }

        return data.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static void AddFormatters(SortedDictionary<string, JsonNode> data, object value)
    {
        foreach (object formatter in FormatterSources(value.GetType()).SelectMany(Formatters))
        {
            Type type = formatter.GetType();
            if (type.GetProperty("MimeType")?.GetValue(formatter) is not string mimeType || data.ContainsKey(mimeType))
            {
                continue;
            }

            MethodInfo? format = type.GetMethods().FirstOrDefault(method =>
                method is { Name: "Format", IsStatic: false, ContainsGenericParameters: false }
                && method.GetParameters() is [var first, var second]
                && first.ParameterType.IsInstanceOfType(value)
                && second.ParameterType.IsAssignableFrom(typeof(StringWriter)));
            using var writer = new StringWriter(CultureInfo.InvariantCulture);
            if (format is not null && Invoke(format, formatter, value, writer) is not false)
            {
                data[mimeType] = Node(mimeType, writer.ToString());
            }
        }
    }

    /// <summary>Formatter sources that assemblies name for the type, then those named on the type itself, on its bases, and on its interfaces by name.</summary>
    private static IEnumerable<Type> FormatterSources(Type type)
    {
        var declaring = new List<Type>();
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            declaring.Add(at);
        }

        var named = declaring
            .Concat(type.GetInterfaces().OrderBy(one => one.FullName, StringComparer.Ordinal))
            .SelectMany(one => one.GetCustomAttributes(inherit: false))
            .Where(attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute")
            .Select(attribute => attribute.GetType().GetProperty("FormatterSourceType")?.GetValue(attribute))
            .OfType<Type>();
        return AssemblyFormatters.Of(type).Concat(named).Distinct();
    }

    private static IEnumerable<object> Formatters(Type source)
    {
        object? instance = Activator.CreateInstance(source);
        MethodInfo? create = source.GetMethod("CreateTypeFormatters", Type.EmptyTypes);
        return instance is not null && create is not null && Invoke(create, instance) is System.Collections.IEnumerable formatters
            ? formatters.Cast<object>()
            : [];
    }

    private static void AddHtmlMethod(SortedDictionary<string, JsonNode> data, object value)
    {
        MethodInfo? method = value.GetType().GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes);
        if (!data.ContainsKey("text/html") && method?.ReturnType == typeof(string) && Invoke(method, value) is string html)
        {
            data["text/html"] = Node("text/html", html);
        }
    }

    private static object? Invoke(MethodInfo method, object target, params object[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);

    /// <summary>The MIME types of the formatters a type names by convention, none where they are passed over.</summary>
    internal static IReadOnlyList<string> MimeTypesNamedBy(Type type) => PlotlyNetChart.IsOne(type) && !AssemblyFormatters.Of(type).Any() ? [] :
        [.. FormatterSources(type).SelectMany(Formatters).Select(formatter => formatter.GetType().GetProperty("MimeType")?.GetValue(formatter)).OfType<string>().Distinct()];

    /// <summary>A representation as it is stored.</summary>
    internal static JsonNode Node(string mimeType, string text)
    {
        if (text.Length > OutputLimits.ValueCharacters)
        {
            throw new CellException(
                ErrorNames.OutputLimit,
                FormattableString.Invariant($"The value's {mimeType} is {text.Length:N0} characters long; at most {OutputLimits.ValueCharacters:N0} are kept."));
        }

        if (mimeType != "application/json" && !mimeType.EndsWith("+json", StringComparison.Ordinal))
        {
            return JsonValue.Create(text);
        }

        try
        {
            return JsonNode.Parse(text) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new CellException(nameof(JsonException), $"The value's {mimeType} is not JSON: {e.Message}");
        }
    }
}
