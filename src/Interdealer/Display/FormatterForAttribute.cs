namespace Interdealer.Display;

/// <summary>Says of an assembly that it formats values of a type that is not its own; notebook engines find this attribute by its name alone.</summary>
/// <remarks>The counterpart of <see cref="TypeFormatterSourceAttribute"/>, for a type that cannot be marked. It goes before what the type says itself.</remarks>
/// <param name="type">The type of the values; those derived from it are formatted too.</param>
/// <param name="formatterSourceType">A type with a public parameterless constructor and a public <c>CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class FormatterForAttribute(Type type, Type formatterSourceType) : Attribute
{
    /// <summary>The type of the values.</summary>
    public Type Type { get; } = type;

    /// <summary>The type whose <c>CreateTypeFormatters()</c> gives the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>MIME types in the order in which a front end should prefer them; null leaves the choice to the engine.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}
