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

/// <summary><see cref="Console.In"/> of a worker: nobody sits at the keyboard.</summary>
internal sealed class NoInput : TextReader
{
    public override int Peek() => throw Refuse();

    public override int Read() => throw Refuse();

    public override int Read(char[] buffer, int index, int count) => throw Refuse();

    public override string? ReadLine() => throw Refuse();

    public override string ReadToEnd() => throw Refuse();

    private static InvalidOperationException Refuse() =>
        new("A notebook run without a person has no console input: put the value in a variable instead of reading it.");
}
