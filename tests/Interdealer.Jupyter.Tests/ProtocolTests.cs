using System.Text.Json.Nodes;
using Interdealer.Jupyter.Wire;
using NetMQ;
using NetMQ.Sockets;
using Xunit.Abstractions;

namespace Interdealer.Jupyter.Tests;

public sealed class ProtocolTests(ITestOutputHelper output)
{
    public static TheoryData<string> Requests { get; } =
        ["kernel_info_request", "execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "comm_info_request"];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_request_is_answered_and_told_as_busy_and_idle(string request)
    {
        await using var server = new EchoServer();

        var (reply, told) = server.Client.Ask(request, new JsonObject { ["code"] = "1", ["cursor_pos"] = 1 });

        Assert.Equal(request.Replace("_request", "_reply", StringComparison.Ordinal), reply.Type);
        Assert.NotNull(reply.Content["status"]);
        Assert.Equal("busy", (string?)told[0].Content["execution_state"]);
        Assert.Equal("idle", (string?)told[^1].Content["execution_state"]);
    }

    [Fact]
    public async Task A_request_of_no_known_type_is_told_as_busy_and_idle_and_the_next_one_is_answered()
    {
        await using var server = new EchoServer();

        Assert.Equal(2, server.Client.Told(server.Client.Send(server.Client.Shell, "no_such_request", [])).Count);
        Assert.Equal("ok", (string?)server.Client.Ask("kernel_info_request", []).Reply.Content["status"]);
    }

    [Fact]
    public async Task A_silent_cell_tells_nothing_and_counts_nothing()
    {
        await using var server = new EchoServer();
        var (reply, told) = server.Client.Ask("execute_request", new JsonObject { ["code"] = "1", ["silent"] = true });

        Assert.Equal(2, told.Count);
        Assert.Equal(0, (int?)reply.Content["execution_count"]);
    }

    [Fact]
    public async Task User_expressions_are_evaluated_beside_the_cell()
    {
        await using var server = new EchoServer();
        var (reply, told) = server.Client.Ask("execute_request", new JsonObject { ["code"] = "1", ["user_expressions"] = new JsonObject { ["a"] = "2", ["b"] = "fail" } });

        Assert.Equal("2", (string?)reply.Content["user_expressions"]!["a"]!["data"]!["text/plain"]);
        Assert.Equal(("error", "Failure"), ((string?)reply.Content["user_expressions"]!["b"]!["status"], (string?)reply.Content["user_expressions"]!["b"]!["ename"]));
        Assert.Equal(["status", "execute_input", "execute_result", "status"], told.Select(message => message.Type));
    }

    [Fact]
    public async Task An_error_ends_the_cells_that_wait_behind_it_and_not_those_that_come_later()
    {
        await using var server = new EchoServer();
        var client = server.Client;
        foreach (string code in (string[])["wait", "1", "2"])
        {
            client.Send(client.Shell, "execute_request", new JsonObject { ["code"] = code });
        }

        // All three are there before the first ends.
        client.Send(client.Control, "kernel_info_request", []);
        client.Receive(client.Control);
        await Task.Delay(200);
        client.Send(client.Control, "interrupt_request", []);
        client.Receive(client.Control);

        Assert.Equal(["error", "aborted", "aborted"], Enumerable.Range(0, 3).Select(_ => (string?)client.Receive(client.Shell).Content["status"]));
        Assert.Equal("ok", (string?)client.Ask("execute_request", new JsonObject { ["code"] = "3" }).Reply.Content["status"]);
    }

    [Fact]
    public async Task A_cell_asks_the_client_whose_request_runs_it()
    {
        await using var server = new EchoServer();
        var client = server.Client;
        client.Send(client.Shell, "execute_request", new JsonObject { ["code"] = "ask" });
        var question = client.Receive(client.Stdin);
        client.Send(client.Stdin, "input_reply", new JsonObject { ["value"] = "so" });

        Assert.Equal(("input_request", "well?"), (question.Type, (string?)question.Content["prompt"]));
        Assert.Equal("ok", (string?)client.Receive(client.Shell).Content["status"]);
    }

    [Fact]
    public async Task A_comm_that_nobody_knows_is_closed_and_a_debugger_is_declined()
    {
        await using var server = new EchoServer();
        var client = server.Client;
        string open = client.Send(client.Shell, "comm_open", new JsonObject { ["comm_id"] = "c1", ["target_name"] = "widgets" });
        Assert.Contains(client.Told(open), message => message.Type == "comm_close" && (string?)message.Content["comm_id"] == "c1");

        client.Send(client.Control, "debug_request", new JsonObject { ["seq"] = 4, ["command"] = "attach" });
        Assert.False((bool?)client.Receive(client.Control).Content["success"]);
    }

    [Fact]
    public async Task The_heartbeat_is_an_echo()
    {
        await using var server = new EchoServer();
        using var heart = new RequestSocket();
        heart.Connect(FormattableString.Invariant($"tcp://127.0.0.1:{server.Connection.Heartbeat}"));
        heart.SendFrame("beat");

        Assert.True(heart.TryReceiveFrameString(TimeSpan.FromSeconds(30), out string? echo));
        Assert.Equal("beat", echo);
    }

    [Fact]
    public async Task Messages_unsigned_signed_with_another_key_changed_or_sent_again_are_ignored_and_counted()
    {
        await using var server = new EchoServer();
        var client = server.Client;
        var own = client.Frames("execute_request", new JsonObject { ["code"] = "1" });
        var foreign = new MessageCodec("another key"u8.ToArray()).Encode(JupyterMessage.Create("execute_request", "s", null, new JsonObject { ["code"] = "1" }, []));
        byte[][] unsigned = [.. own];
        unsigned[1] = [];
        byte[][] changed = [.. own];
        changed[5] = "{\"code\":\"2\"}"u8.ToArray();
        long before = server.Server.Refused;

        foreach (var frames in (IReadOnlyList<byte[]>[])[foreign, unsigned, changed, own, own])
        {
            ProtocolClient.Send(client.Shell, frames);
        }

        Assert.Equal("execute_reply", client.Receive(client.Shell).Type);
        var (reply, _) = client.Ask("history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 10 });
        Assert.Equal("[[1,1,\"1\"]]", reply.Content["history"]!.ToJsonString());
        Assert.Equal(before + 4, server.Server.Refused);
    }

    [Fact]
    public async Task Shutdown_is_answered_and_ends_the_server()
    {
        await using var server = new EchoServer();
        server.Client.Send(server.Client.Control, "shutdown_request", new JsonObject { ["restart"] = true });

        Assert.True((bool?)server.Client.Receive(server.Client.Control).Content["restart"]);
        await server.Server.Ended.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Fuzzed_messages_crash_nothing()
    {
        // A million by INTERDEALER_FUZZ=1000000, the same ones by INTERDEALER_SEED.
        int many = Asked.Number("INTERDEALER_FUZZ") ?? 3_000;
        int seed = Asked.Number("INTERDEALER_SEED") ?? Environment.TickCount;
        var random = new Random(seed);
        await using var server = new EchoServer();
        var client = server.Client;
        for (int i = 0; i < many; i++)
        {
            ProtocolClient.Send((NetMQSocket)(random.Next(3) switch { 0 => client.Shell, 1 => client.Control, _ => client.Stdin }), FuzzedMessages.Next(client, random));
            if (i % 500 == 499)
            {
                Drain(client, FormattableString.Invariant($"seed {seed}, message {i}"));
            }
        }

        Drain(client, FormattableString.Invariant($"seed {seed}, the end"));
        output.WriteLine(FormattableString.Invariant($"{many} messages, seed {seed}: {server.Server.Refused} refused, every other answered or ignored, and the kernel still answers"));
        Assert.True(server.Server.Refused > many / 20, "the fuzzed messages were all taken");
    }

    /// <summary>Reads until the kernel has answered a request behind all that was sent.</summary>
    private static void Drain(ProtocolClient client, string when)
    {
        foreach (NetMQSocket socket in (NetMQSocket[])[client.Shell, client.Control])
        {
            string id = client.Send(socket, "kernel_info_request", []);
            JupyterMessage reply;
            do
            {
                reply = client.Receive(socket);
            }
            while ((string?)reply.Parent["msg_id"] != id);

            Assert.True((string?)reply.Content["status"] == "ok", when);
            client.Told(id);
        }
    }
}
