using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;

namespace Interdealer.Notebooks.Reports;

/// <summary>A claim that an executed notebook shows, beside what it computed.</summary>
/// <param name="Kind">Whose claim it is: <c>document</c>, <c>papers</c> or <c>notebook</c>.</param>
/// <param name="What">The claim, in words.</param>
/// <param name="Says">What its source says.</param>
/// <param name="Place">Where it says so; empty for a finding.</param>
/// <param name="Link">The place's address, http or https; empty without one.</param>
/// <param name="Computed">The figure behind the verdict.</param>
/// <param name="Verdict">In words.</param>
/// <param name="Outcome"><c>Holds</c>, <c>HoldsWhere</c>, <c>Fails</c> or <c>Assumed</c>.</param>
internal sealed partial record ShownClaim(string Kind, string What, string Says, string Place, string Link, string Computed, string Verdict, string Outcome)
{
    // A table of claims is a page or two; what is longer is none of ours.
    const int LongestTable = 1_000_000;
    const int LongestText = 1_000;
    const int MostClaims = 500;

    /// <summary>
    /// The claims in the outputs of a notebook that ran, in order. Tables of claims carry themselves, as JSON in the attribute <c>data-claims</c> of
    /// their HTML, whichever kernel ran the notebook; what is no such JSON is passed over.
    /// </summary>
    internal static IReadOnlyList<ShownClaim> Of(NotebookRun run) =>
        run is { Outcome: RunOutcome.Succeeded, Document: { } document }
            ? [.. document.Cells.SelectMany(cell => cell.Outputs).SelectMany(Of).Take(MostClaims)]
            : [];

    static IEnumerable<ShownClaim> Of(CellOutput output) =>
        NotebookPage.Data(output) is { } data && NotebookPage.Text(data, MimeTypes.Html) is { Length: <= LongestTable } html
            ? Attribute().Matches(html).SelectMany(match => Rows(WebUtility.HtmlDecode(match.Groups["json"].Value)))
            : [];

    static IEnumerable<ShownClaim> Rows(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject table && Text(table, "kind") is "document" or "papers" or "notebook" && table["rows"] is JsonArray rows
                ? [.. rows.OfType<JsonObject>().Select(row => Row(Text(table, "kind"), row))]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    static ShownClaim Row(string kind, JsonObject row) => new(
        kind, Text(row, "claim"), Text(row, "says"), Text(row, "place"), Address(Text(row, "link")), Text(row, "computed"), Text(row, "verdict"), Text(row, "outcome"));

    static string Text(JsonObject from, string name) =>
        from[name] is JsonValue value && value.TryGetValue<string>(out var text) ? (text.Length <= LongestText ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..LongestText]}…")) : "";

    static string Address(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? uri.AbsoluteUri : "";

    [GeneratedRegex("\\sdata-claims=\"(?<json>[^\"<>]*)\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Attribute();
}
