using System.Globalization;

namespace Interdealer.Data;

/// <summary>One line of a table: its cells by column name, each read as what it must be or answered by a <see cref="DataException"/>.</summary>
internal sealed class TableRow(string file, int line, IReadOnlyDictionary<string, int> columns, string[] cells)
{
    /// <summary>Text that is not blank and has no blanks around it.</summary>
    public string Text(string column)
    {
        var cell = Cell(column);
        return cell.Length > 0 && !char.IsWhiteSpace(cell[0]) && !char.IsWhiteSpace(cell[^1])
            ? cell
            : throw Wrong(column, "must be text, without blanks around it");
    }

    /// <summary>A day, written year-month-day.</summary>
    public DateOnly Date(string column) =>
        DateOnly.TryParseExact(Cell(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong(column, "must be a date written year-month-day (2020-03-31)");

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
        const decimal beyondAnyBalanceSheet = 1e15m;
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(Cell(column), plain, CultureInfo.InvariantCulture, out var value))
        {
            throw Wrong(column, $"must be a number in {unit}, with a decimal point and no separators (1234.5, not 1,234.5 or 1234,5)");
        }

        return Math.Abs(value) <= beyondAnyBalanceSheet ? value : throw Wrong(column, $"must be between -1e15 and 1e15, in {unit}");
    }

    /// <summary>The error that this row's cells, each right by itself, do not belong together.</summary>
    public DataException Wrong(string column, string expected) => new(file, line, column, Raw(column), expected);

    /// <summary>The cells of the key columns, to tell rows apart.</summary>
    public string Key(IEnumerable<string> key) => string.Join(", ", key.Select(Raw));

    private string Cell(string column)
    {
        var cell = Raw(column);
        return cell.StartsWith('=') || cell.StartsWith('@')
            ? throw Wrong(column, "must not be a formula: save the spreadsheet's values")
            : cell;
    }

    private string Raw(string column) => cells[columns[column]];
}
