namespace Interdealer.Data;

/// <summary>A data file does not hold what its format promises; says where, what stood there and what was expected.</summary>
public sealed class DataException : FormatException
{
    /// <summary>Reports a fault of a whole file or line.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="line">Line in the file, 1 for the header; null where no line is at fault.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="cause">The error that revealed it, if any.</param>
    public DataException(string file, int? line, string problem, Exception? cause = null)
        : base(line is null ? $"{file}: {problem}" : FormattableString.Invariant($"{file}, line {line}: {problem}"), cause)
    {
        File = file;
        Line = line;
    }

    /// <summary>Reports a fault of one cell.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="line">Line in the file, 1 for the header.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="value">The text of the cell; long or unprintable text is shortened in the message.</param>
    /// <param name="expected">What the cell must be, with its unit, completing "must be …" or "must not …".</param>
    public DataException(string file, int line, string column, string value, string expected)
        : base(FormattableString.Invariant($"{file}, line {line}, column {column}: {Show(value)} {expected}"))
    {
        File = file;
        Line = line;
        Column = column;
        Value = value;
    }

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Line in the file, 1 for the header; null where no line is at fault.</summary>
    public int? Line { get; }

    /// <summary>Name of the column; null where no cell is at fault.</summary>
    public string? Column { get; }

    /// <summary>The text of the cell; null where no cell is at fault.</summary>
    public string? Value { get; }

    /// <summary>A cell as messages show it: in quotation marks, shortened, what does not print as its code point.</summary>
    internal static string Show(string value) => value.Length == 0 ? "a blank" : $"\"{Shown(value)}\"";

    /// <summary>A number as messages show it: the shortest form that reads back, whatever the culture.</summary>
    internal static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Text as messages show it.</summary>
    internal static string Shown(string value)
    {
        const int longest = 60;
        return value.Length > longest ? Require.Visible(value[..longest]) + "…" : Require.Visible(value);
    }
}
