using Interdealer.Data;

namespace Interdealer.Ensembles.Specs;

/// <summary>Where the system comes from.</summary>
internal static class SystemForms
{
    private static Form<Func<FinancialSystem>> Dataset { get; } = Forms.Word<Func<FinancialSystem>>(("eba2016", Eba2016.ToSystem));

    private static Variant<FinancialSystem> OfDataset { get; } = new("dataset", "A system of the library's own data.", v =>
    {
        var name = v.Required("dataset", Dataset, "Name of the data set: eba2016, the 51 banks of the EU-wide stress test of 2016 and their sovereign bonds.");
        return g => name.Of(g)();
    });

    private static Variant<FinancialSystem> OfTables { get; } = new("tables", "A system from CSV files beside the specification.", v =>
    {
        var institutions = v.Required("institutions", Forms.File, "institution, and whatever is known of kind, cash, other_assets, debt, short_term_debt, off_balance_sheet_exposure, risk_aversion.");
        var assets = v.Required("assets", Forms.File, "asset, and whatever is known of liquidity_rank, sellable, depth, volatility, haircut, price_floor, half_spread, daily_volume.");
        var holdings = v.Required("holdings", Forms.File, "institution, asset, amount.");
        var claims = v.Optional<DataSource?>("claims", Forms.File.As(f => (DataSource?)f), null, "debtor, creditor, amount; none when left out.");
        return g => SystemTables.Read(institutions.Of(g), assets.Of(g), holdings.Of(g), claims.Of(g));
    });

    // Declared after what it is made of: static initialisers run in the order of the text.
    public static Form<FinancialSystem> Any { get; } = new(Read, () => new() { ["oneOf"] = new System.Text.Json.Nodes.JsonArray(OfDataset.Schema(), OfTables.Schema()) });

    private static FinancialSystem Read(SpecNode node, SpecContext context) =>
        context.System = (node.Find("dataset") is not null ? OfDataset : OfTables).Read(node, context);
}
