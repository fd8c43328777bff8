using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Ensembles.Specs;

/// <summary>What a specification adds to the identity of what it runs: its content, the files it names and the pieces of one's own.</summary>
internal static class SpecDeclaration
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Remarks = ["$schema", "name"];

    /// <summary>The declaration of a specification that has been read, and the hash of its content.</summary>
    public static (JsonObject Declaration, string Hash) Of(SpecNode root, SpecContext context)
    {
        var canonical = root.Canonical()!.AsObject();
        Array.ForEach(Remarks, remark => canonical.Remove(remark));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToJsonString(Compact))));
        var declaration = new JsonObject
        {
            ["spec"] = canonical,
            ["specHash"] = hash,
            ["inputs"] = new JsonObject(context.Inputs.Select(i => KeyValuePair.Create(i.Key, (JsonNode?)i.Value))),
        };
        if (context.Named.Count > 0)
        {
            declaration["pieces"] = new JsonObject(context.Named.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Name, (JsonNode?)p.Build)));
        }

        return (declaration, hash);
    }
}
