using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Jupyter.Wire;

/// <summary>
/// Messages as frames and back. What is not signed with the connection's key, was received before, or is not of the protocol's form is no message;
/// it is counted and otherwise ignored.
/// </summary>
/// <param name="key">The connection's key.</param>
internal sealed class MessageCodec(byte[] key)
{
    private const int MostIdentities = 16;
    private const int RememberedSignatures = 65_536;

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly object _gate = new();
    private long _refused;

    /// <summary>How much was received that is no message of this connection.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Frames as they go over a socket.</summary>
    public IReadOnlyList<byte[]> Encode(JupyterMessage message)
    {
        byte[][] parts = [Bytes(message.Header), Bytes(message.Parent), Bytes(message.Metadata), Bytes(message.Content)];
        return [.. message.Identities, Delimiter, Encoding.ASCII.GetBytes(Sign(parts)), .. parts];
    }

    /// <summary>The message that frames are; null, and counted, where they are none.</summary>
    public JupyterMessage? Decode(IReadOnlyList<byte[]> frames)
    {
        JupyterMessage? message = TryDecode(frames);
        if (message is null)
        {
            Interlocked.Increment(ref _refused);
        }

        return message;
    }

    private JupyterMessage? TryDecode(IReadOnlyList<byte[]> frames)
    {
        int at = 0;
        while (at < frames.Count && at <= MostIdentities && !frames[at].AsSpan().SequenceEqual(Delimiter))
        {
            at++;
        }

        if (at > MostIdentities || frames.Count < at + 6)
        {
            return null;
        }

        byte[][] parts = [frames[at + 2], frames[at + 3], frames[at + 4], frames[at + 5]];
        string signature = Sign(parts);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), frames[at + 1]) || !IsNew(signature))
        {
            return null;
        }

        return Object(parts[0]) is { } header && Object(parts[1]) is { } parent && Object(parts[2]) is { } metadata && Object(parts[3]) is { } content
            && header.Text("msg_type") is not null && header.Text("msg_id") is not null
            ? new JupyterMessage([.. frames.Take(at)], header, parent, metadata, content)
            : null;
    }

    /// <summary>False for a message that was received before: somebody else may have recorded it.</summary>
    private bool IsNew(string signature)
    {
        lock (_gate)
        {
            if (!_seen.Add(signature))
            {
                return false;
            }

            _order.Enqueue(signature);
            if (_order.Count > RememberedSignatures)
            {
                _seen.Remove(_order.Dequeue());
            }

            return true;
        }
    }

    private string Sign(byte[][] parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (byte[] part in parts)
        {
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Bytes(JsonObject part) => JsonSerializer.SerializeToUtf8Bytes(part, Writing);

    private static JsonObject? Object(byte[] part)
    {
        try
        {
            return JsonNode.Parse(part, documentOptions: Reading) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
