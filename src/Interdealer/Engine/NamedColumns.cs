namespace Interdealer.Engine;

/// <summary>Columns by name, in ordinal order of their names; walking over them allocates nothing.</summary>
internal sealed class NamedColumns
{
    private readonly SortedList<string, Column> _columns = new(StringComparer.Ordinal);

    /// <summary>Takes a column in.</summary>
    public void Add(string name, Column column) => _columns.Add(name, column);

    /// <summary>Finds a column.</summary>
    public bool TryGetValue(string name, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Column column) => _columns.TryGetValue(name, out column);

    /// <summary>Whether there is a column of a name.</summary>
    public bool ContainsKey(string name) => _columns.ContainsKey(name);

    public Walk GetEnumerator() => new(_columns);

    /// <summary>One column after the other.</summary>
    internal struct Walk(SortedList<string, Column> columns)
    {
        private int _at = -1;

        public readonly (string Name, Column Column) Current => (columns.GetKeyAtIndex(_at), columns.GetValueAtIndex(_at));

        public bool MoveNext() => ++_at < columns.Count;
    }
}
