using System.Text;
using System.Text.Json;
using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Fuzz.Documents;

/// <summary>Lines that a worker process sends, which the cells in it may have written too: what is read is written the same again.</summary>
internal sealed class MessageKind : DocumentKind
{
    private static readonly WorkerMessage[] Messages =
    [
        new(MessageKinds.Stream) { Name = "stdout", Text = "a\n\u001b[31mred" },
        new(MessageKinds.Result) { Count = 3, Data = new(StringComparer.Ordinal) { ["text/plain"] = "1", ["application/json"] = new System.Text.Json.Nodes.JsonObject { ["x"] = 1.5 } } },
        new(MessageKinds.Error) { Name = "System.Exception", Text = "it broke", Traceback = ["cell 1, line 1"] },
        new(MessageKinds.Done) { Status = CellStatus.Succeeded },
        new(MessageKinds.Run) { Language = "csharp", Source = "1 + 1", Count = 1 },
    ];

    public override string Name => "message";

    public override IReadOnlyList<string> Words { get; } = ["Kind", "Data", "Text", "Name", "Count", "Status", "Traceback", "stream", "done", "null", "{\"a\":", "[[[[", "99", "2147483648", "\"NaN\""];

    public override byte[] Sound(Random random) => Encoding.UTF8.GetBytes(Messages[random.Next(Messages.Length)].ToLine());

    protected override void Read(byte[] document)
    {
        var once = WorkerMessage.FromLine(Encoding.UTF8.GetString(document)).ToLine();
        if (WorkerMessage.FromLine(once).ToLine() != once)
        {
            throw Broken("a message that was written is another when it is read");
        }
    }

    // What is wrong with a line is nobody's to read: the process that sent it is ended.
    protected override bool IsShown => false;

    protected override bool IsRefusal(Exception exception) => exception is JsonException or InvalidDataException;
}
