namespace Interdealer.Data;

/// <summary>One figure of the EBA's transparency exercise.</summary>
/// <param name="Lei">Legal entity identifier of the bank.</param>
/// <param name="Period">Last day of the reporting month.</param>
/// <param name="Item">The publisher's number of the item; its data dictionary says what it is.</param>
/// <param name="Amount">As published: EUR mn, or a fraction for ratios; null where the cell is blank.</param>
/// <param name="Dimensions">The other columns of the row by name (Country, Exposure, Maturity, …), as the file codes them.</param>
public sealed record EbaTransparencyFigure(string Lei, DateOnly Period, string Item, double? Amount, IReadOnlyDictionary<string, string> Dimensions)
{
    /// <summary>A dimension by name.</summary>
    /// <param name="name">Name of a column, letters of either case.</param>
    /// <exception cref="ArgumentException">The file has no such column; the message names those it has.</exception>
    public string Dimension(string name) => Dimensions.TryGetValue(name, out var value)
        ? value
        : throw new ArgumentException($"name: there is no column \"{name}\"; expected one of {string.Join(", ", Dimensions.Keys)}.", nameof(name));
}
