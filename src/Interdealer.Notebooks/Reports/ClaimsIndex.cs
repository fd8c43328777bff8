using System.Globalization;
using System.Text;

namespace Interdealer.Notebooks.Reports;

/// <summary>Every claim of the notebooks of a report in tables of one kind, each with the notebook that computed its verdict.</summary>
internal static class ClaimsIndex
{
    /// <summary>The section of the index; empty where no notebook shows a claim.</summary>
    /// <param name="claims">Each with the address and the title of its notebook's page, in the order of the report.</param>
    internal static string Html(IReadOnlyList<(ShownClaim Claim, string Page, string Title)> claims)
    {
        // What several notebooks compute of one sentence stands together, so that verdicts that differ are seen side by side.
        var document = claims.Where(c => c.Claim.Kind == "document").GroupBy(c => c.Claim.Says.Trim(), StringComparer.OrdinalIgnoreCase).SelectMany(c => c).ToList();
        var papers = claims.Where(c => c.Claim.Kind == "papers").ToList();
        var found = claims.Where(c => c.Claim.Kind == "notebook").ToList();
        return claims.Count == 0 ? "" : $"""
            <section class="all-claims" id="claims">
            <h2>What the document says, and what was computed</h2>
            <p>{Totals(document)} Verdicts are read from the executed notebooks; a claim that <em>holds where …</em> was tried under a grid of choices.</p>
            {Table(document, "The document says", "Place")}
            {Folded("What papers say", papers, "The paper says", "Paper")}
            {Folded("What the notebooks found themselves", found, null, null)}
            </section>

            """;
    }

    static string Folded(string title, List<(ShownClaim Claim, string Page, string Title)> claims, string? says, string? place) => claims.Count == 0 ? "" :
        $"<details class=\"fold\"><summary>{HtmlText.Encode(title)}: {HtmlText.Encode(Totals(claims))}</summary>\n{Table(claims, says, place)}</details>";

    static string Totals(List<(ShownClaim Claim, string Page, string Title)> claims)
    {
        int Count(string outcome) => claims.Count(c => c.Claim.Outcome == outcome);
        return string.Create(CultureInfo.InvariantCulture,
            $"{claims.Count} {(claims.Count == 1 ? "claim" : "claims")}: {Count("Holds")} hold, {Count("HoldsWhere")} hold under conditions, {Count("Fails")} fail{(Count("Assumed") is > 0 and var assumed ? $", {assumed.ToString(CultureInfo.InvariantCulture)} are assumed" : "")}.");
    }

    static string Table(List<(ShownClaim Claim, string Page, string Title)> claims, string? says, string? place)
    {
        var html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table class=\"verdicts\"><thead><tr><th scope=\"col\">Claim</th>");
        foreach (var heading in new[] { says, place, "Notebook", "Computed", "Verdict" }.OfType<string>())
        {
            html.Append("<th scope=\"col\">").Append(heading).Append("</th>");
        }

        html.Append("</tr></thead><tbody>\n");
        foreach (var (claim, page, title) in claims)
        {
            html.Append("<tr><th scope=\"row\">").Append(HtmlText.Encode(claim.What)).Append("</th>");
            html.Append(says is null ? "" : $"<td data-label=\"{says}\">{HtmlText.Encode(claim.Says)}</td>").Append(place is null ? "" : $"<td data-label=\"{place}\">{Place(claim)}</td>");
            html.Append("<td data-label=\"Notebook\"><a href=\"").Append(HtmlText.Encode(page)).Append("\">").Append(HtmlText.Encode(title)).Append("</a></td>");
            html.Append("<td data-label=\"Computed\">").Append(HtmlText.Encode(claim.Computed)).Append("</td><td data-label=\"Verdict\"><span class=\"verdict ").Append(Class(claim.Outcome)).Append("\">");
            html.Append(HtmlText.Encode(claim.Verdict)).Append("</span></td></tr>\n");
        }

        return html.Append("</tbody></table></div>\n").ToString();
    }

    static string Place(ShownClaim claim) => claim.Link.Length == 0
        ? HtmlText.Encode(claim.Place)
        : $"<a href=\"{HtmlText.Encode(claim.Link)}\">{HtmlText.Encode(claim.Place)}</a>";

    static string Class(string outcome) => outcome switch
    {
        "Holds" => "good",
        "HoldsWhere" => "warn",
        "Fails" => "bad",
        _ => "",
    };
}
