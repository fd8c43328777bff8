using System.Globalization;
using System.Text;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>
/// <see cref="Console.Out"/> and <see cref="Console.Error"/> of a worker. What is written goes to the notebook in whose flow of
/// execution the writer runs, so that a thread left behind by one notebook cannot speak in the next.
/// </summary>
internal sealed class CellWriter(string name) : TextWriter(CultureInfo.InvariantCulture)
{
    private static readonly AsyncLocal<NotebookOutput?> Flow = new();

    public static NotebookOutput? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Flow.Value?.Write(name, [value]);

    public override void Write(string? value) => Flow.Value?.Write(name, value);

    public override void Write(char[] buffer, int index, int count) => Flow.Value?.Write(name, buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Flow.Value?.Write(name, buffer);

    public override void WriteLine(string? value) => Flow.Value?.Write(name, value + "\n");

    public override void WriteLine() => Flow.Value?.Write(name, "\n");

    public override void Flush() => Flow.Value?.Flush();
}

/// <summary><see cref="Console.In"/> of a worker: asks whoever reads the notebook, a line at a time.</summary>
internal sealed class CellInput : TextReader
{
    private string _line = "";
    private int _at;

    public override int Peek()
    {
        Fill();
        return _line[_at];
    }

    public override int Read()
    {
        Fill();
        return _line[_at++];
    }

    public override string ReadLine()
    {
        Fill();
        string rest = _line[_at..].TrimEnd('\n');
        _at = _line.Length;
        return rest;
    }

    public override string ReadToEnd() => ReadLine();

    private void Fill()
    {
        if (_at == _line.Length)
        {
            string asked = (CellWriter.Current ?? throw new InvalidOperationException("No cell of a notebook is running here.")).Ask("", secret: false);
            (_line, _at) = (asked + "\n", 0);
        }
    }
}
