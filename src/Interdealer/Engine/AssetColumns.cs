namespace Interdealer.Engine;

/// <summary>Columns by asset that rules depend on.</summary>
[Flags]
internal enum AssetColumns
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Price, discount or inventory: the marks.</summary>
    Marks = 1,

    /// <summary>Volatility.</summary>
    Volatility = 2,

    /// <summary>Haircut.</summary>
    Haircut = 4,

    /// <summary>Depth.</summary>
    Depth = 8,

    /// <summary>Half-spread and whether dealers quote.</summary>
    Quotes = 16,

    /// <summary>All of them.</summary>
    All = Marks | Volatility | Haircut | Depth | Quotes,
}
