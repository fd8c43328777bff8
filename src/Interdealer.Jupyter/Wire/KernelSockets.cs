using System.Net;
using System.Net.Sockets;
using NetMQ;
using NetMQ.Sockets;

namespace Interdealer.Jupyter.Wire;

/// <summary>The five sockets of a kernel, and nothing else that listens. One thread owns them; any thread may send.</summary>
internal sealed class KernelSockets : IDisposable
{
    private const int LargestFrame = 64 * 1024 * 1024;
    private const int MostFrames = 64;
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly RouterSocket _shell = new();
    private readonly RouterSocket _control = new();
    private readonly RouterSocket _stdin = new();
    private readonly RouterSocket _heartbeat = new();
    private readonly PublisherSocket _ioPub = new();
    private readonly NetMQQueue<(NetMQSocket Socket, IReadOnlyList<byte[]> Frames)> _outgoing = new();
    private readonly NetMQPoller _poller;
    private readonly MessageCodec _codec;

    /// <summary>Listens.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="codec">Reads and writes messages.</param>
    /// <param name="onMessage">Called on the sockets' own thread with each message of the connection; it must not wait.</param>
    /// <exception cref="IOException">A port is taken.</exception>
    public KernelSockets(ConnectionFile connection, MessageCodec codec, Action<Socket, JupyterMessage> onMessage)
    {
        _codec = codec;
        _poller = new NetMQPoller { _shell, _control, _stdin, _heartbeat, _outgoing };
        try
        {
            Bind(_shell, connection.Address, connection.Shell, "shell_port");
            Bind(_control, connection.Address, connection.Control, "control_port");
            Bind(_stdin, connection.Address, connection.Stdin, "stdin_port");
            Bind(_heartbeat, connection.Address, connection.Heartbeat, "hb_port");
            Bind(_ioPub, connection.Address, connection.IoPub, "iopub_port");
        }
        catch
        {
            DisposeSockets();
            throw;
        }

        Listen(_shell, Socket.Shell, onMessage);
        Listen(_control, Socket.Control, onMessage);
        Listen(_stdin, Socket.Stdin, onMessage);
        _heartbeat.ReceiveReady += (_, _) => Echo();
        _outgoing.ReceiveReady += (_, _) => SendQueued();
        _poller.RunAsync("jupyter sockets");
    }

    /// <summary>Sends a message; those of one kernel leave in the order in which they were given here, over all sockets.</summary>
    public void Send(Socket socket, JupyterMessage message) => _outgoing.Enqueue((Of(socket), _codec.Encode(message)));

    public void Dispose()
    {
        _poller.Stop();
        SendQueued();
        DisposeSockets();
    }

    private void DisposeSockets()
    {
        _poller.Dispose();
        _outgoing.Dispose();
        foreach (NetMQSocket socket in (NetMQSocket[])[_shell, _control, _stdin, _heartbeat, _ioPub])
        {
            socket.Dispose();
        }
    }

    private static void Bind(NetMQSocket socket, IPAddress address, int port, string name)
    {
        socket.Options.Linger = Linger;
        socket.Options.MaxMsgSize = LargestFrame;

        // What a cell puts out is bounded before it comes here; a client that reads slowly must not lose any of it.
        socket.Options.SendHighWatermark = 0;
        string host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        socket.Options.IPv4Only = address.AddressFamily == AddressFamily.InterNetwork;
        try
        {
            socket.Bind(FormattableString.Invariant($"tcp://{host}:{port}"));
        }
        catch (Exception e) when (e is NetMQException or SocketException)
        {
            throw new IOException(FormattableString.Invariant($"{name} {port} on {address} cannot be used: {(e is AddressAlreadyInUseException ? "another program listens there" : e.Message)}"), e);
        }
    }

    private NetMQSocket Of(Socket socket) => socket switch
    {
        Socket.Shell => _shell,
        Socket.Control => _control,
        Socket.Stdin => _stdin,
        _ => _ioPub,
    };

    private void Listen(RouterSocket socket, Socket name, Action<Socket, JupyterMessage> onMessage) => socket.ReceiveReady += (_, _) =>
    {
        if (Receive(socket) is { } frames && _codec.Decode(frames) is { } message)
        {
            onMessage(name, message);
        }
    };

    /// <summary>The frames of what arrived; null, as for no message, where they are more than a message has.</summary>
    private static List<byte[]>? Receive(RouterSocket socket)
    {
        var frames = new List<byte[]>();
        bool more = true;
        int count = 0;
        while (more)
        {
            byte[] frame = socket.ReceiveFrameBytes(out more);
            if (++count <= MostFrames)
            {
                frames.Add(frame);
            }
        }

        return count <= MostFrames ? frames : [];
    }

    private void Echo()
    {
        if (Receive(_heartbeat) is { Count: > 0 } frames)
        {
            Write(_heartbeat, frames);
        }
    }

    private void SendQueued()
    {
        while (_outgoing.TryDequeue(out (NetMQSocket Socket, IReadOnlyList<byte[]> Frames) next, TimeSpan.Zero))
        {
            Write(next.Socket, next.Frames);
        }
    }

    private static void Write(NetMQSocket socket, IReadOnlyList<byte[]> frames)
    {
        try
        {
            for (int i = 0; i < frames.Count; i++)
            {
                socket.SendFrame(frames[i], i + 1 < frames.Count);
            }
        }
        catch (NetMQException)
        {
            // The client it was for is gone.
        }
    }
}
