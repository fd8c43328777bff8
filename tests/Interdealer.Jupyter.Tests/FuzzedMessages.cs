using System.Text;
using System.Text.Json.Nodes;

namespace Interdealer.Jupyter.Tests;

/// <summary>Messages that are wrong somewhere: in their frames, their signature, their JSON, or only in what they say.</summary>
internal static class FuzzedMessages
{
    // Neither a shutdown nor a cell that waits: the kernel has to be there at the end.
    private static readonly string[] Types =
    [
        "execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "comm_info_request", "comm_open", "comm_msg", "comm_close",
        "kernel_info_request", "interrupt_request", "debug_request", "input_reply", "status", "", "no_such_request", "\u0000", "execute_reply",
    ];

    private static readonly string[] Members =
    [
        "code", "cursor_pos", "silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error", "hist_access_type", "session", "start", "stop", "n", "pattern",
        "unique", "output", "raw", "comm_id", "target_name", "data", "value", "detail_level", "seq", "command", "restart",
    ];

    internal static IReadOnlyList<byte[]> Next(ProtocolClient client, Random random)
    {
        byte[][] frames = [.. client.Frames(Types[random.Next(Types.Length)], (JsonObject)Content(random, 3))];
        switch (random.Next(10))
        {
            case 0: return [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => Bytes(random, 40))];
            case 1: frames[random.Next(frames.Length)] = Bytes(random, 200); break;
            case 2: return [.. frames.Take(random.Next(1, frames.Length))];
            case 3: return [.. frames.Concat(Enumerable.Range(0, random.Next(1, 100)).Select(_ => Bytes(random, 10)))];
            case 4:
                int at = random.Next(frames.Length);
                frames[at] = [.. frames[at]];
                if (frames[at].Length > 0)
                {
                    frames[at][random.Next(frames[at].Length)] ^= (byte)(1 << random.Next(8));
                }

                break;
        }

        return frames;
    }

    private static JsonNode Content(Random random, int depth)
    {
        var content = new JsonObject();
        for (int i = random.Next(6); i > 0; i--)
        {
            content[Members[random.Next(Members.Length)]] = Value(random, depth);
        }

        return content;
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 10 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-5, 5),
        3 => random.NextInt64(),
        4 => random.NextDouble() * 1e300,
        5 => Encoding.Latin1.GetString(Bytes(random, 60)),
        6 => string.Concat(Enumerable.Repeat("*?", random.Next(20))),
        7 => char.ConvertFromUtf32(0x1F600 + random.Next(60)) + " x",
        8 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1))]),
        _ => Content(random, depth - 1),
    };

    private static byte[] Bytes(Random random, int longest)
    {
        byte[] bytes = new byte[random.Next(longest)];
        random.NextBytes(bytes);
        return bytes;
    }
}
