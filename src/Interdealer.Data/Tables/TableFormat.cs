using System.Runtime.CompilerServices;

namespace Interdealer.Data;

/// <summary>How a table of the user's own is written.</summary>
public sealed record TableFormat
{
    /// <summary>Commas between cells, decimal points: what programs write.</summary>
    public static TableFormat Default { get; } = new();

    /// <summary>Semicolons between cells, decimal commas: what spreadsheets write where the comma is the decimal mark.</summary>
    public static TableFormat Semicolons { get; } = new() { Separator = ';', DecimalComma = true };

    /// <summary>The character between cells: comma, semicolon, tab or vertical bar.</summary>
    public char Separator
    {
        get;
        init => field = value is ',' or ';' or '\t' or '|'
            ? value
            : throw new ArgumentException($"{nameof(Separator)} must be a comma, semicolon, tab or vertical bar; it was \"{value}\".", nameof(Separator));
    }

        = ',';

    /// <summary>Whether 1234,5 is written for 1234.5. Separators of thousands are refused either way.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>Name of the column of holders; in a wide table, the first.</summary>
    public string Institution { get; init => field = Name(value); } = "institution";

    /// <summary>Name of the column of assets in a long table.</summary>
    public string Asset { get; init => field = Name(value); } = "asset";

    /// <summary>Name of the column of amounts in a long table and a list of claims.</summary>
    public string Amount { get; init => field = Name(value); } = "amount";

    /// <summary>Name of the column of those who owe, in a list of claims.</summary>
    public string Debtor { get; init => field = Name(value); } = "debtor";

    /// <summary>Name of the column of those who are owed, in a list of claims.</summary>
    public string Creditor { get; init => field = Name(value); } = "creditor";

    /// <summary>Unit of the amounts, for messages.</summary>
    public string Unit { get; init => field = Name(value); } = "currency";

    private static string Name(string value, [CallerMemberName] string? name = null) => string.IsNullOrWhiteSpace(value)
        ? throw new ArgumentException($"{name} must be a name with at least one visible character; it was \"{value}\".", name)
        : value;
}
