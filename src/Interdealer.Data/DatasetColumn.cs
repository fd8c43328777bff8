namespace Interdealer.Data;

/// <summary>One column of a data file.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Type">text, date, number or flag.</param>
/// <param name="Unit">Unit of a number; null for the other types.</param>
/// <param name="Description">What it holds.</param>
public sealed record DatasetColumn(string Name, string Type, string? Unit, string Description);
