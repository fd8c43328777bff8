namespace Interdealer.Display;

/// <summary>Claims as tables, one form for each kind.</summary>
internal static class ClaimTables
{
    public static Table Of(Claims claims) => claims.Kind switch
    {
        ClaimKind.Document => Quoted(claims, "What the document says", "The document says", "Place"),
        ClaimKind.Papers => Quoted(claims, "What papers say", "The paper says", "Paper"),
        _ => Judged(Table.Create("What this notebook found").With("Finding", claims.Items.Select(claim => claim.What)), claims),
    };

    private static Table Quoted(Claims claims, string caption, string quote, string place) => Judged(
        Table.Create(caption)
            .With("Claim", claims.Items.Select(claim => claim.What))
            .With(quote, claims.Items.Select(claim => claim.Claimed))
            .With(place, claims.Items.Select(claim => (object?)claim.Link ?? claim.Place), Format.Text),
        claims);

    private static Table Judged(Table table, Claims claims) => table
        .With("Computed", claims.Items.Select(claim => claim.Computed))
        .With("Verdict", claims.Items.Select(claim => claim.Verdict.Text));
}
