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
    private readonly HashSet<string> _numbers = [];

    /// <summary>Line of the row, from 1.</summary>
    public int Line => line;

    /// <summary>Text that is not blank, has no blanks around it and holds nothing invisible, so that labels that look the same are.</summary>
    public string Text(string column)
    {
        var cell = Cell(column);
        if (cell.Length == 0 || char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1]))
        {
            throw Wrong(column, "must be text, without blanks around it");
        }

        return cell.Any(letter => char.GetUnicodeCategory(letter) == UnicodeCategory.Format)
            ? throw Wrong(column, "must not hold invisible characters")
            : cell;
    }

    /// <summary>Whether the cell is empty.</summary>
    public bool IsBlank(string column) => Raw(column).Length == 0;

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

    /// <summary>A number of either sign.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="unit">Unit, for the message.</param>
    public decimal Number(string column, string unit)
    {
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(Cell(column), plain, CultureInfo.InvariantCulture, out var value))
        {
            throw Wrong(column, $"must be a number in {unit}, with a decimal point and no separators (1234.5, not 1,234.5 or 1234,5)");
        }

        _numbers.Add(column);
        return Math.Abs(value) <= Largest ? value : throw Wrong(column, $"must be between -1e18 and 1e18, in {unit}");
    }

    /// <summary>A number of either sign as the nearest double, for figures with more digits or smaller than a decimal keeps.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="unit">Unit, for the message.</param>
    public double Double(string column, string unit)
    {
        // The decimal checks spelling and range; it may round, the double is read from the text.
        Number(column, unit);
        return double.Parse(Cell(column), CultureInfo.InvariantCulture);
    }

    /// <summary>The error that this row's cells, each right by itself, do not belong together.</summary>
    public DataException Wrong(string column, string expected) => new(file, line, column, Raw(column), expected);

    /// <summary>A cell as part of a key: a number in one spelling whatever zeros were written, text as it is.</summary>
    public string KeyCell(string column) => _numbers.Contains(column)
        ? decimal.Parse(Raw(column), CultureInfo.InvariantCulture).ToString("G29", CultureInfo.InvariantCulture)
        : Raw(column);

    private string Cell(string column)
    {
        var cell = Raw(column);
        return cell.StartsWith('=') || cell.StartsWith('@')
            ? throw Wrong(column, "must not be a formula: save the spreadsheet's values")
            : cell;
    }

    private string Raw(string column) => cells[columns[column]];
}
