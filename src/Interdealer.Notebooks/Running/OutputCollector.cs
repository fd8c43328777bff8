using System.Collections.Immutable;
using System.Text;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Running;

/// <summary>
/// Gathers the outputs of one running cell: joins neighbouring writes to one stream and keeps within <see cref="OutputLimit"/> however much
/// is written. Of a stream that is too long the start and the end stay. Outputs that come after the cell has ended are dropped.
/// </summary>
internal sealed class OutputCollector(OutputLimit limit)
{
    readonly object gate = new();
    readonly List<CellOutput> head = [];
    readonly LinkedList<CellOutput> tail = new();
    readonly StringBuilder open = new();
    string? openName;
    int headCharacters;
    int tailCharacters;
    long dataCharacters;
    long droppedCharacters;
    long droppedLines;
    int droppedData;
    bool closed;
    bool clearBeforeNext;

    int Half => Math.Max(1, limit.StreamCharacters / 2);

    /// <summary>Whether something had to be left out.</summary>
    internal bool Overflowed => droppedCharacters > 0 || droppedData > 0;

    /// <summary>Takes one output; any thread may call.</summary>
    internal void Add(CellOutput output)
    {
        lock (gate)
        {
            if (closed)
            {
                return;
            }

            switch (output)
            {
                case CellOutput.Clear { Wait: true }:
                    clearBeforeNext = true;
                    return;
                case CellOutput.Clear:
                    Clear();
                    return;
            }

            if (clearBeforeNext)
            {
                Clear();
            }

            if (output is CellOutput.Stream stream)
            {
                Write(stream);
            }
            else if (output is not CellOutput.Display { Id: { } id } display || !Replace(id, display))
            {
                AddData(output);
            }
        }
    }

    /// <summary>Ends the gathering and gives what was gathered, in order.</summary>
    internal ImmutableArray<CellOutput> Close()
    {
        lock (gate)
        {
            closed = true;
            CloseStream();
            if (droppedCharacters > 0)
            {
                head.Add(new CellOutput.Stream("stderr", FormattableString.Invariant(
                    $"\n… {droppedLines} lines ({droppedCharacters} characters) left out …\n")));
            }

            return Coalesce([.. head, .. tail]);
        }
    }

    /// <summary>Name of the error of a cell that put out too much, whoever noticed it.</summary>
    internal const string LimitExceeded = "OutputLimitExceeded";

    /// <summary>The error of a cell that put out too much.</summary>
    internal CellOutput.Error Error() => new(
        LimitExceeded,
        droppedCharacters > 0
            ? FormattableString.Invariant($"the cell wrote more than {limit.StreamCharacters} characters; {droppedLines} lines ({droppedCharacters} characters) were left out, so the output cannot be checked: print less, or a summary")
            : FormattableString.Invariant($"the cell displayed more than {limit.DataCharacters} characters of values; {droppedData} outputs were left out, so the output cannot be checked: show less, or a summary"),
        []);

    /// <summary>Joins neighbouring outputs of one stream.</summary>
    internal static ImmutableArray<CellOutput> Coalesce(IEnumerable<CellOutput> outputs)
    {
        var joined = new List<CellOutput>();
        var text = new StringBuilder();
        foreach (var output in outputs)
        {
            if (output is CellOutput.Stream { Extra: null } next && joined.LastOrDefault() is CellOutput.Stream { Extra: null } last && last.Name == next.Name)
            {
                text.Append(next.Text);
                continue;
            }

            Finish();
            joined.Add(output);
            if (output is CellOutput.Stream stream)
            {
                text.Append(stream.Text);
            }
        }

        Finish();
        return [.. joined];

        void Finish()
        {
            if (joined.LastOrDefault() is CellOutput.Stream last)
            {
                joined[^1] = last with { Text = text.ToString() };
            }

            text.Clear();
        }
    }

    void Clear()
    {
        CloseStream();
        head.Clear();
        tail.Clear();
        clearBeforeNext = false;
        (headCharacters, tailCharacters, dataCharacters) = (0, 0, 0);
    }

    /// <summary>Puts a displayed value in the place of the one with its name; false where there is none.</summary>
    bool Replace(string id, CellOutput.Display display)
    {
        CloseStream();
        var at = head.FindIndex(output => output is CellOutput.Display shown && shown.Id == id);
        var node = tail.First;
        while (at < 0 && node is not null && !(node.Value is CellOutput.Display shown && shown.Id == id))
        {
            node = node.Next;
        }

        if (at < 0 && node is null)
        {
            return false;
        }

        var old = at < 0 ? node!.Value : head[at];
        var size = Size(display.Data) - Size(((CellOutput.Display)old).Data);
        if (dataCharacters + size > limit.DataCharacters)
        {
            droppedData++;
            return true;
        }

        dataCharacters += size;
        if (at < 0)
        {
            node!.Value = display;
        }
        else
        {
            head[at] = display;
        }

        return true;
    }

    void Write(CellOutput.Stream stream)
    {
        if (stream.Text.Length == 0)
        {
            return;
        }

        var room = tail.Count > 0 ? 0 : Half - headCharacters;
        var first = stream.Text[..Math.Min(room, stream.Text.Length)];
        if (first.Length > 0)
        {
            if (openName != stream.Name)
            {
                CloseStream();
                openName = stream.Name;
            }

            open.Append(first);
            headCharacters += first.Length;
        }

        if (first.Length < stream.Text.Length)
        {
            CloseStream();
            Append(stream.Name, stream.Text[first.Length..]);
        }
    }

    void Append(string name, string text)
    {
        if (text.Length > Half)
        {
            Drop(text.AsSpan(0, text.Length - Half));
            text = text[^Half..];
        }

        tail.AddLast(new CellOutput.Stream(name, text));
        tailCharacters += text.Length;
        for (var node = tail.First; node is not null && tailCharacters > Half;)
        {
            var next = node.Next;
            if (node.Value is CellOutput.Stream old)
            {
                var excess = Math.Min(tailCharacters - Half, old.Text.Length);
                Drop(old.Text.AsSpan(0, excess));
                tailCharacters -= excess;
                if (excess == old.Text.Length)
                {
                    tail.Remove(node);
                }
                else
                {
                    node.Value = old with { Text = old.Text[excess..] };
                }
            }

            node = next;
        }
    }

    void AddData(CellOutput output)
    {
        var size = output switch
        {
            CellOutput.Display display => Size(display.Data),
            CellOutput.Result result => Size(result.Data),
            _ => 0,
        };
        if (dataCharacters + size > limit.DataCharacters)
        {
            droppedData++;
            return;
        }

        dataCharacters += size;
        if (tail.Count > 0)
        {
            tail.AddLast(output);
        }
        else
        {
            CloseStream();
            head.Add(output);
        }
    }

    void CloseStream()
    {
        if (openName is { } name)
        {
            head.Add(new CellOutput.Stream(name, open.ToString()));
            open.Clear();
            openName = null;
        }
    }

    void Drop(ReadOnlySpan<char> text)
    {
        droppedCharacters += text.Length;
        droppedLines += text.Count('\n');
    }

    // At least one character each, so that outputs without data are bounded too.
    static long Size(ImmutableSortedDictionary<string, System.Text.Json.Nodes.JsonNode> data) =>
        1 + data.Sum(pair => (long)(pair.Value is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<string>(out var text)
            ? text.Length
            : pair.Value.ToJsonString().Length));
}
