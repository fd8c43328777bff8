using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Interdealer.Jupyter.Wire;

/// <summary>The sockets a kernel has but the heartbeat, which carries no messages.</summary>
internal enum Socket
{
    /// <summary>Requests in order.</summary>
    Shell,

    /// <summary>Requests that overtake those of the shell: interrupt, shutdown.</summary>
    Control,

    /// <summary>Questions to the one client whose cell runs.</summary>
    Stdin,

    /// <summary>What all clients are told.</summary>
    IoPub,
}

/// <summary>One message of Jupyter's protocol.</summary>
/// <param name="Identities">Who it comes from or goes to; of a broadcast, its topic.</param>
/// <param name="Header">Its own header.</param>
/// <param name="Parent">Header of the request it belongs to; empty where it is none's.</param>
/// <param name="Metadata">Further members.</param>
/// <param name="Content">What it says.</param>
internal sealed record JupyterMessage(ImmutableArray<byte[]> Identities, JsonObject Header, JsonObject Parent, JsonObject Metadata, JsonObject Content)
{
    public const string ProtocolVersion = "5.4";

    public string Type => Header.Text("msg_type") ?? "";

    /// <summary>A message of this kernel's.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="session">The kernel's session.</param>
    /// <param name="parent">The request it belongs to; null where it is none's.</param>
    /// <param name="content">What it says.</param>
    /// <param name="identities">Where it goes to.</param>
    public static JupyterMessage Create(string type, string session, JupyterMessage? parent, JsonObject content, ImmutableArray<byte[]> identities) => new(
        identities,
        new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["msg_type"] = type,
            ["session"] = session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            ["version"] = ProtocolVersion,
        },
        parent is null ? [] : parent.Header.DeepClone().AsObject(),
        [],
        content);
}

/// <summary>Members of untrusted JSON objects: of the expected kind, or as if they were not there.</summary>
internal static class JsonFields
{
    public static string? Text(this JsonObject node, string name) => node[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static int? Number(this JsonObject node, string name) => node[name] is JsonValue value && value.TryGetValue(out int number) ? number : null;

    public static bool? Truth(this JsonObject node, string name) => node[name] is JsonValue value && value.TryGetValue(out bool truth) ? truth : null;
}
