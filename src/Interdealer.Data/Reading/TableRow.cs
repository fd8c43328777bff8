using System.Globalization;

namespace Interdealer.Data.Reading;

/// <summary>One line of a table: its cells by column name, each read as what it must be or answered by a <see cref="DataException"/>.</summary>
/// <param name="file">Name of the source.</param>
/// <param name="line">Line of the row, from 1.</param>
/// <param name="columns">Place of each column.</param>
/// <param name="cells">The cells.</param>
internal sealed class TableRow(string file, int line, IReadOnlyDictionary<string, int> columns, string[] cells)
{
    // Beyond every balance sheet in any currency's single units.
    private const decimal Largest = 1e18m;

    // How a number is written: 1234.5 or 1.2345e3.
    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private static readonly NumberFormatInfo DecimalComma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
    private readonly HashSet<string> _numbers = [];

    /// <summary>Line of the row, from 1.</summary>
    public int Line => line;

    /// <summary>A label (<see cref="Labels.Fault"/>).</summary>
    public string Text(string column)
    {
        var cell = Cell(column);
        return Labels.Fault(cell) is { } fault ? throw Wrong(column, fault) : cell;
    }

    /// <summary>Characters in a cell.</summary>
    public int Length(string column) => Raw(column).Length;

    /// <summary>Whether the cell is empty.</summary>
    public bool IsBlank(string column) => Raw(column).Length == 0;

    /// <summary>The mark that stands in a cell instead of a figure, an empty text for a blank; null where there is a figure.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="marks">Marks other than a blank that stand for no figure.</param>
    public string? Mark(string column, IReadOnlyList<string> marks) => Raw(column) is var cell && (cell.Length == 0 || marks.Contains(cell)) ? cell : null;

    /// <summary>A day, written year-month-day.</summary>
    public DateOnly Date(string column) => Date(column, "yyyy-MM-dd", "year-month-day (2020-03-31)");

    /// <summary>A day in one form.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="form">The form, as .NET writes it.</param>
    /// <param name="described">The form as a person writes it, with an example.</param>
    public DateOnly Date(string column, string form, string described) =>
        DateOnly.TryParseExact(Cell(column), form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong(column, $"must be a date written {described}");

    /// <summary>One of the words true and false.</summary>
    public bool Flag(string column) => Cell(column) switch
    {
        "true" => true,
        "false" => false,
        _ => throw Wrong(column, "must be true or false"),
    };

    /// <summary>A kind of institution.</summary>
    public InstitutionKind Kind(string column) => OneOf(column, "dealer", "bank", "fund", "lender") switch
    {
        "dealer" => InstitutionKind.Dealer,
        "bank" => InstitutionKind.Bank,
        "fund" => InstitutionKind.Fund,
        _ => InstitutionKind.Lender,
    };

    /// <summary>One of a few words.</summary>
    public string OneOf(string column, params IReadOnlyList<string> words) =>
        words.Contains(Cell(column)) ? Cell(column) : throw Wrong(column, $"must be one of {string.Join(", ", words)}");

    /// <summary>A number above zero; a decimal remembers how many digits were written.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="unit">Unit, for the message.</param>
    public decimal Positive(string column, string unit)
    {
        var value = Number(column, unit);
        return value > 0 ? value : throw Wrong(column, $"must be above 0, in {unit}");
    }

    /// <summary>A number of zero or more.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="unit">Unit, for the message.</param>
    public decimal NonNegative(string column, string unit)
    {
        var value = Number(column, unit);
        return value >= 0 ? value : throw Wrong(column, $"must be at least 0, in {unit}");
    }

    /// <summary>A number of either sign, an exponent allowed.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="unit">Unit, for the message.</param>
    public decimal Number(string column, string unit)
    {
        var cell = Cell(column);
        if (!decimal.TryParse(cell, Written, CultureInfo.InvariantCulture, out var value))
        {
            throw Wrong(column, $"must be a number in {unit}, with a decimal point and no separators (1234.5, not 1,234.5 or 1234,5)");
        }

        // An exponent can write a number that is nearer to nothing than any decimal.
        if (value == 0 && cell.Split('e', 'E')[0].AsSpan().IndexOfAnyInRange('1', '9') >= 0)
        {
            throw Wrong(column, $"must be 0 or at least 1e-28 in size, in {unit}");
        }

        _numbers.Add(column);
        return Math.Abs(value) <= Largest ? value : throw Wrong(column, $"must be between -1e18 and 1e18, in {unit}");
    }

    /// <summary>A number of either sign as the nearest double, an exponent allowed: for what programs write.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="unit">Unit, for the message.</param>
    public double Double(string column, string unit) => Amount(column, unit, decimalComma: false);

    /// <summary>The same where the decimal mark may be a comma.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="unit">Unit, for the message.</param>
    /// <param name="decimalComma">Whether 1234,5 is written for 1234.5.</param>
    public double Amount(string column, string unit, bool decimalComma)
    {
        var cell = Cell(column);
        // Letters are refused here because the words for what is not finite would be read as well.
        if (cell.Any(letter => char.IsLetter(letter) && letter is not ('e' or 'E')) || !double.TryParse(cell, Written, decimalComma ? DecimalComma : NumberFormatInfo.InvariantInfo, out var value))
        {
            throw Wrong(column, decimalComma
                ? $"must be a number in {unit}, with a decimal comma and no separators (1234,5, not 1.234,5 or 1234.5)"
                : $"must be a number in {unit}, with a decimal point and no separators (1234.5, not 1,234.5 or 1234,5)");
        }

        return Math.Abs(value) <= (double)Largest ? value : throw Wrong(column, $"must be between -1e18 and 1e18, in {unit}");
    }

    /// <summary>The error that this row's cells, each right by itself, do not belong together.</summary>
    public DataException Wrong(string column, string expected) => new(file, line, column, Raw(column), expected);

    /// <summary>A cell as part of a key: a number in one spelling whatever zeros were written, text as it is.</summary>
    public string KeyCell(string column) => _numbers.Contains(column)
        ? decimal.Parse(Raw(column), Written, CultureInfo.InvariantCulture).ToString("G29", CultureInfo.InvariantCulture)
        : Raw(column);

    /// <summary>The text of a cell, which is no formula.</summary>
    public string Cell(string column)
    {
        var cell = Raw(column);
        return cell.StartsWith('=') || cell.StartsWith('@')
            ? throw Wrong(column, "must not be a formula: save the spreadsheet's values")
            : cell;
    }

    private string Raw(string column) => cells[columns[column]];
}
