using System.Globalization;

namespace Interdealer.Data.Columnar;

/// <summary>A Parquet or Arrow file as the rows of a table, so that every reader of tables reads it under the same rules; a null is a blank cell.</summary>
/// <param name="source">The file.</param>
/// <param name="format">Of the file.</param>
internal sealed class ColumnarRows(DataSource source, ColumnarFormat format) : TableRows(source)
{
    private readonly IReadOnlyList<TableColumn> _columns = format.Read(source);
    private int _line;

    /// <summary>1 for the names of the columns, 2 for the first row.</summary>
    public override int Line => _line;

    public override int Count => _columns.Count;

    public override bool Read() => _columns.Count > 0 && ++_line <= 1 + _columns[0].Values.Length;

    public override string Cell(int column) => Checked(column, _line == 1 ? _columns[column].Name : Text(_columns[column].Values.GetValue(_line - 2)));

    public override void Dispose()
    {
    }

    private static string Text(object? value) => value switch
    {
        null or double.NaN => "",
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // The shortest form that reads back as the same number.
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
