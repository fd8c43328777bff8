namespace Interdealer.Display;

/// <summary>Names the type that formats values of the marked type; notebook engines find this attribute by its name alone.</summary>
/// <remarks>The convention is .NET Interactive's: the attribute's simple name and the names of its two properties are what is looked up, so no
/// engine needs to be referenced.</remarks>
/// <param name="formatterSourceType">A type with a public parameterless constructor and a public <c>CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = true)]
public sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The type whose <c>CreateTypeFormatters()</c> gives the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>MIME types in the order in which a front end should prefer them; null leaves the choice to the engine.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}
