namespace Interdealer.Display;

/// <summary>One column of a table: a label with its unit, values in the order of the rows, and how they are written.</summary>
/// <param name="Label">The heading, with its unit, such as “Loss, $bn”.</param>
/// <param name="Values">One value a row; null and NaN are missing.</param>
/// <param name="Format">How the values are written.</param>
public sealed record TableColumn(string Label, IReadOnlyList<object?> Values, Format Format)
{
    /// <summary>The value of a row as it is shown.</summary>
    /// <param name="row">0 to the number of rows less one.</param>
    public string Shown(int row) => Format.Apply(Values[row]);
}
