namespace Interdealer.Charts;

/// <summary>One step of a waterfall: a change, or the total so far.</summary>
/// <param name="Label">What changed, or what the total is.</param>
/// <param name="Value">The change, in the unit of the axis; null for a total, which Plotly sums.</param>
public sealed record WaterfallStep(string Label, double? Value)
{
    /// <summary>A change, up or down.</summary>
    /// <param name="label">What changed.</param>
    /// <param name="value">The change, finite, in the unit of the axis.</param>
    /// <exception cref="ArgumentException">The label is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public static WaterfallStep Change(string label, double value)
        => new(Require.NotBlank(label, nameof(label), "what changed"), Require.FiniteNumber(value, nameof(value)));

    /// <summary>The total of the steps before.</summary>
    /// <param name="label">What the total is.</param>
    /// <exception cref="ArgumentException">The label is blank.</exception>
    public static WaterfallStep Total(string label) => new(Require.NotBlank(label, nameof(label), "what the total is"), null);
}
