using System.Text;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>Parts the raw output of a worker at the marks written between cells, however the pieces arrive.</summary>
internal sealed class RawOutput(string mark)
{
    private readonly string _mark = "\n" + mark + "\n";
    private readonly StringBuilder _held = new();

    /// <summary>Text, or a mark.</summary>
    internal readonly record struct Piece(string Text, bool IsMark);

    /// <summary>What is complete after a further read. The start of a mark is held back until it is one or is not.</summary>
    public List<Piece> Take(ReadOnlySpan<char> read)
    {
        var pieces = new List<Piece>();
        string text = _held.Append(read).ToString();
        _held.Clear();
        int at;
        while ((at = text.IndexOf(_mark, StringComparison.Ordinal)) >= 0)
        {
            Add(text[..at]);
            pieces.Add(new Piece("", true));
            text = text[(at + _mark.Length)..];
        }

        int keep = Math.Min(text.Length, _mark.Length - 1);
        while (!_mark.AsSpan().StartsWith(text.AsSpan(text.Length - keep), StringComparison.Ordinal))
        {
            keep--;
        }

        Add(text[..^keep]);
        _held.Append(text.AsSpan(text.Length - keep));
        return pieces;

        void Add(string piece)
        {
            if (piece.Length > 0)
            {
                pieces.Add(new Piece(piece, false));
            }
        }
    }
}
