using System.Globalization;
using System.Text;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Running;

/// <summary>
/// An executed notebook as plain text that a person can read and a tool can compare: each cell that runs with its number, language and first line,
/// and under it every output in full. The same outputs always give the same text.
/// </summary>
public static class Snapshot
{
    /// <summary>The text of a notebook's outputs, with LF line ends and none after the last line.</summary>
    /// <param name="document">The executed notebook.</param>
    public static string Of(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var text = new StringBuilder();
        foreach (var (number, cell) in CellNumbers.Of(document).Zip(document.Cells).Where(pair => pair.First > 0))
        {
            Append(text, number, cell);
        }

        return text.ToString().TrimEnd('\n');
    }

    static void Append(StringBuilder text, int number, Cell cell)
    {
        text.Append(CultureInfo.InvariantCulture, $"== cell {number}, {cell.Language}: {Lines.First(cell.Source)}\n");
        foreach (var (heading, value) in OutputCollector.Coalesce(cell.Outputs).SelectMany(OutputText.Parts))
        {
            text.Append(CultureInfo.InvariantCulture, $"-- {heading}\n");
            text.Append(Lines.Unix(value).TrimEnd('\n')).Append('\n');
        }

        text.Append('\n');
    }
}
