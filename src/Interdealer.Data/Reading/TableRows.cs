using Interdealer.Data.Columnar;

namespace Interdealer.Data.Reading;

/// <summary>The rows of a table one by one, the header first, each cell checked when it is asked for.</summary>
/// <param name="source">What is read.</param>
internal abstract class TableRows(DataSource source) : IDisposable
{
    /// <summary>Name of the source.</summary>
    public string File { get; } = source.Name;

    /// <summary>Line of the present row, 1 for the header.</summary>
    public abstract int Line { get; }

    /// <summary>Number of cells of the present row.</summary>
    public abstract int Count { get; }

    /// <summary>Names of the columns, once the header is read; messages use them.</summary>
    public IReadOnlyList<string> Header { get; set; } = [];

    /// <summary>The rows of a source: those of a Parquet or Arrow file where its name ends in .parquet or .arrow, of separated text otherwise.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="separator">An ASCII character; of no meaning to the other two.</param>
    public static TableRows Open(DataSource source, char separator = ',') =>
        ColumnarFormat.Of(source.Name) is { } format ? new ColumnarRows(source, format) : new CsvRows(source, separator);

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public abstract bool Read();

    /// <summary>The text of a cell of the present row.</summary>
    /// <param name="column">Its place, from 0.</param>
    /// <exception cref="DataException">It is too long or holds what is not text.</exception>
    public abstract string Cell(int column);

    /// <summary>All cells of the present row.</summary>
    public string[] Cells()
    {
        var cells = new string[Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Cell(i);
        }

        return cells;
    }

    /// <summary>The error of a cell of the present row.</summary>
    public DataException Wrong(int column, string value, string expected) => new(File, Line, Name(column), value, expected);

    public abstract void Dispose();

    /// <summary>The text of a cell, when it is not too long and holds nothing but text.</summary>
    protected string Checked(int column, string text)
    {
        if (text.Length > source.Limits.CellLength)
        {
            throw TooLong(column, text.Length);
        }

        foreach (var letter in text)
        {
            if (letter == '\0')
            {
                throw Wrong(column, text, "must not hold NUL characters: save the file as UTF-8, or as UTF-16 with a byte-order mark");
            }

            if (letter == '\uFFFD')
            {
                throw Wrong(column, text, "must be UTF-8 text: some of its bytes are none");
            }

            if (char.IsControl(letter))
            {
                throw Wrong(column, text, "must not hold control characters such as tabs or line breaks");
            }
        }

        return text;
    }

    protected DataException TooLong(int column, int length) => new(File, Line, FormattableString.Invariant(
        $"column {Name(column)} has a cell of {length} characters; at most {source.Limits.CellLength} are read (ReadLimits.CellLength)"));

    private string Name(int column) => column < Header.Count ? Header[column] : FormattableString.Invariant($"number {column + 1}");
}
