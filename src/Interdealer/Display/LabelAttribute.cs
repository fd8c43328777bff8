namespace Interdealer.Display;

/// <summary>What a property is called, and how it is written, where its record is shown as a row of a table.</summary>
/// <param name="text">The heading with its unit, such as “Loss, $bn”.</param>
/// <param name="pattern">A number or date pattern of .NET's, such as <c>0.00</c> or <c>0.00 %</c>; null chooses by the values.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LabelAttribute(string text, string? pattern = null) : Attribute
{
    /// <summary>The heading, with its unit.</summary>
    public string Text { get; } = text;

    /// <summary>A number or date pattern, or null.</summary>
    public string? Pattern { get; } = pattern;
}
