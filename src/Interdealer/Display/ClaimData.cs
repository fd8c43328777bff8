using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Display;

/// <summary>Claims as data in the HTML of their table, so that whoever gathers executed notebooks need not read words out of cells.</summary>
internal static class ClaimData
{
    /// <summary>The table's HTML in an element whose attribute <c>data-claims</c> holds the claims as JSON.</summary>
    public static string Around(Claims claims, string html) => Html.Element("div", html, ("data-claims", Json(claims)));

    private static string Json(Claims claims) => new JsonObject
    {
        ["kind"] = claims.Kind.ToString().ToLowerInvariant(),
        ["rows"] = new JsonArray([.. claims.Items.Select(Row)]),
    }.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static JsonNode Row(Claim claim) => new JsonObject
    {
        ["claim"] = claim.What,
        ["says"] = claim.Claimed,
        ["place"] = claim.Place ?? "",
        ["link"] = claim.Link?.Address.AbsoluteUri ?? "",
        ["computed"] = claim.Computed,
        ["verdict"] = claim.Verdict.Text,
        ["outcome"] = claim.Verdict.Kind.ToString(),
    };
}
