using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Interdealer.Jupyter.Wire;
using NetMQ;
using NetMQ.Sockets;

namespace Interdealer.Jupyter.Tests;

/// <summary>A client of the protocol, written against its description and not against the kernel's own types but for the frames.</summary>
internal sealed class ProtocolClient : IDisposable
{
    // In parts: a machine that stops its processes for a while is no kernel that does not answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int Parts = 9;

    private readonly MessageCodec _codec;
    private readonly string _session = Guid.NewGuid().ToString("N");

    internal ProtocolClient(ConnectionFile connection)
    {
        _codec = new MessageCodec(connection.Key);
        byte[] identity = Encoding.UTF8.GetBytes(_session);
        foreach (var (socket, port) in new (NetMQSocket, int)[] { (Shell, connection.Shell), (Control, connection.Control), (Stdin, connection.Stdin), (IoPub, connection.IoPub) })
        {
            if (socket is DealerSocket)
            {
                socket.Options.Identity = identity;
            }

            socket.Options.Linger = TimeSpan.Zero;
            socket.Options.ReceiveHighWatermark = 0;
            socket.Connect(FormattableString.Invariant($"tcp://{connection.Address}:{port}"));
        }

        IoPub.SubscribeToAnyTopic();
    }

    internal DealerSocket Shell { get; } = new();

    internal DealerSocket Control { get; } = new();

    internal DealerSocket Stdin { get; } = new();

    internal SubscriberSocket IoPub { get; } = new();

    /// <summary>A connection on five ports of this machine that nobody uses.</summary>
    internal static ConnectionFile NewConnection()
    {
        TcpListener[] taken = [.. Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (var listener in taken)
        {
            listener.Start();
        }

        int[] ports = [.. taken.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in taken)
        {
            listener.Dispose();
        }

        return new ConnectionFile(IPAddress.Loopback, Encoding.UTF8.GetBytes(Guid.NewGuid().ToString()), ports[0], ports[1], ports[2], ports[3], ports[4]);
    }

    internal static string Text(ConnectionFile connection) => new JsonObject
    {
        ["transport"] = "tcp",
        ["ip"] = connection.Address.ToString(),
        ["signature_scheme"] = "hmac-sha256",
        ["key"] = Encoding.UTF8.GetString(connection.Key),
        ["shell_port"] = connection.Shell,
        ["iopub_port"] = connection.IoPub,
        ["stdin_port"] = connection.Stdin,
        ["control_port"] = connection.Control,
        ["hb_port"] = connection.Heartbeat,
    }.ToJsonString();

    /// <summary>Waits until what the kernel tells all clients arrives here: what it told before a subscription is lost, as with every client.</summary>
    internal ProtocolClient Subscribed()
    {
        var frames = new List<byte[]>();
        do
        {
            Send(Control, "kernel_info_request", []);
            Receive(Control);
        }
        while (!IoPub.TryReceiveMultipartBytes(TimeSpan.FromMilliseconds(50), ref frames!));

        while (IoPub.TryReceiveMultipartBytes(TimeSpan.FromMilliseconds(200), ref frames!))
        {
            // What was told of those.
        }

        return this;
    }

    internal IReadOnlyList<byte[]> Frames(string type, JsonObject content) => _codec.Encode(JupyterMessage.Create(type, _session, null, content, []));

    /// <summary>Sends a request and gives its identity.</summary>
    internal string Send(NetMQSocket socket, string type, JsonObject content)
    {
        var message = JupyterMessage.Create(type, _session, null, content, []);
        Send(socket, _codec.Encode(message));
        return (string)message.Header["msg_id"]!;
    }

    internal static void Send(NetMQSocket socket, IReadOnlyList<byte[]> frames)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            socket.SendFrame(frames[i], i + 1 < frames.Count);
        }
    }

    internal JupyterMessage Receive(NetMQSocket socket)
    {
        var frames = new List<byte[]>();
        bool came = false;
        for (int part = 0; part < Parts && !came; part++)
        {
            came = socket.TryReceiveMultipartBytes(Patience, ref frames!);
        }

        Assert.True(came, "no message came");
        return _codec.Decode(frames) ?? throw new InvalidOperationException("A message of the kernel is not signed as it should be.");
    }

    /// <summary>Sends a request, and gives its reply and what all clients were told of it, to its end.</summary>
    internal (JupyterMessage Reply, List<JupyterMessage> Told) Ask(string type, JsonObject content)
    {
        string id = Send(Shell, type, content);
        return (Receive(Shell), Told(id));
    }

    /// <summary>What all clients are told of a request, to its end.</summary>
    internal List<JupyterMessage> Told(string request)
    {
        var told = new List<JupyterMessage>();
        while (told.Count == 0 || told[^1].Type != "status" || (string?)told[^1].Content["execution_state"] != "idle")
        {
            var message = Receive(IoPub);
            if ((string?)message.Parent["msg_id"] == request)
            {
                told.Add(message);
            }
        }

        return told;
    }

    public void Dispose()
    {
        foreach (NetMQSocket socket in (NetMQSocket[])[Shell, Control, Stdin, IoPub])
        {
            socket.Dispose();
        }
    }
}
