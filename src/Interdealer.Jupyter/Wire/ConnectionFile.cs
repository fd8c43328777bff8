using System.Net;
using System.Text;
using System.Text.Json;

namespace Interdealer.Jupyter.Wire;

/// <summary>Where a client wants to meet the kernel, as its connection file says; checked before anything listens.</summary>
internal sealed record ConnectionFile(IPAddress Address, byte[] Key, int Shell, int IoPub, int Stdin, int Control, int Heartbeat)
{
    private const int LongestFile = 64 * 1024;

    /// <summary>Reads and checks a connection file.</summary>
    /// <param name="path">The file a client named.</param>
    /// <exception cref="ConnectionFileException">Something in it is missing, wrong, or would let others in.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw new ConnectionFileException($"{path}: there is no such connection file");
            }

            if (file.Length > LongestFile)
            {
                throw new ConnectionFileException(FormattableString.Invariant($"{path}: a connection file of {file.Length} bytes; expected at most {LongestFile}"));
            }

            // Who can write it can choose the key that commands are signed with.
            if (!OperatingSystem.IsWindows() && (file.UnixFileMode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            {
                throw new ConnectionFileException($"{path}: others may write this connection file; expected one that only its owner may write");
            }

            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectionFileException($"{path}: {e.Message}");
        }
    }

    /// <summary>Checks the text of a connection file.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">Names it in errors.</param>
    /// <exception cref="ConnectionFileException">Something in it is missing, wrong, or would let others in.</exception>
    public static ConnectionFile Parse(string text, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            var fields = new Fields(document.RootElement, name);
            fields.Expect("transport", "tcp");
            fields.Expect("signature_scheme", "hmac-sha256");
            string key = fields.Text("key");
            int[] ports = [fields.Port("shell_port"), fields.Port("iopub_port"), fields.Port("stdin_port"), fields.Port("control_port"), fields.Port("hb_port")];
            return key.Length == 0
                ? throw new ConnectionFileException($"{name}: key is empty; expected one, for messages are to be signed")
                : ports.Distinct().Count() < ports.Length
                ? throw new ConnectionFileException($"{name}: two of the five ports are the same ({string.Join(", ", ports)})")
                : new ConnectionFile(fields.Loopback("ip"), Encoding.UTF8.GetBytes(key), ports[0], ports[1], ports[2], ports[3], ports[4]);
        }
        catch (JsonException e)
        {
            throw new ConnectionFileException($"{name}: not JSON: {e.Message}");
        }
    }

    private readonly struct Fields(JsonElement root, string name)
    {
        public string Text(string field) =>
            root.ValueKind == JsonValueKind.Object && root.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw new ConnectionFileException($"{name}: {field} is missing or no text");

        public void Expect(string field, string expected)
        {
            if (Text(field) is var value && value != expected)
            {
                throw new ConnectionFileException($"{name}: {field} is \"{value}\"; expected \"{expected}\"");
            }
        }

        public int Port(string field) =>
            root.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int port) && port is >= 1 and <= 65535
                ? port
                : throw new ConnectionFileException($"{name}: {field} is missing or no port; expected a whole number from 1 to 65535");

        public IPAddress Loopback(string field)
        {
            string text = Text(field);
            IPAddress? address = text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out IPAddress? parsed) ? parsed : null;
            return address is not null && IPAddress.IsLoopback(address)
                ? address
                : throw new ConnectionFileException($"{name}: {field} is \"{text}\"; expected an address of this machine alone, such as 127.0.0.1");
        }
    }
}

/// <summary>A connection file that cannot be used; the message names the field, its value and what was expected.</summary>
internal sealed class ConnectionFileException(string message) : Exception(message);
