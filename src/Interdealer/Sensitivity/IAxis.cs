using Interdealer.Display;

namespace Interdealer.Sensitivity;

/// <summary>An axis without the type of its values: what tables and sentences need of it.</summary>
internal interface IAxis
{
    string Name { get; }

    int Count { get; }

    /// <summary>What a value is called in a heading.</summary>
    string Label(int index);

    /// <summary>The value as a table's cell, or its label where it was given one.</summary>
    object? Cell(int index);

    /// <summary>How cells are written; null chooses by the values.</summary>
    Format? Format { get; }

    /// <summary>Some of the values in words, such as “Depth multiple from 0.5 to 2”.</summary>
    /// <param name="chosen">At least one index, ascending.</param>
    string Describe(IReadOnlyList<int> chosen);
}
