namespace Interdealer.Data.Reading;

/// <summary>The keys of the rows so far, so that one that comes again is answered with both of its lines.</summary>
/// <param name="file">Name of the source.</param>
/// <param name="key">Columns whose values together occur once; none where rows need not differ.</param>
internal sealed class UniqueKeys(string file, IReadOnlyList<string> key)
{
    // No cell holds a control character, so joined cells are equal only where each is.
    private const char Between = '\u001F';
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>Takes the key of a row; numbers that differ only in how they are written are one key.</summary>
    /// <exception cref="DataException">A row above has the same.</exception>
    public void Add(TableRow row)
    {
        if (key.Count == 0)
        {
            return;
        }

        var cells = key.Select(row.KeyCell);
        if (!_lines.TryAdd(string.Join(Between, cells), row.Line))
        {
            var first = _lines[string.Join(Between, cells)];
            throw new DataException(file, row.Line, FormattableString.Invariant($"repeats the {string.Join(", ", key)} of line {first}: {DataException.Shown(string.Join(", ", cells))}"));
        }
    }
}
