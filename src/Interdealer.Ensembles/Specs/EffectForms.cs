using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Ensembles.Specs;

/// <summary>What a coordinate of the scenarios can do.</summary>
internal static class EffectForms
{
    public static Choice<Effect> All { get; } = new(
        "effect",
        "effect",
        Of("priceFall", "A fall of an asset's price, a fraction; below 0 for a rise.", "asset", Forms.Asset, Effect.PriceFall),
        OfAny("volatilityMultiple", "A multiple of volatility.", "asset", Forms.Asset, Effect.VolatilityMultiple),
        OfAny("depthMultiple", "A multiple of market depth.", "asset", Forms.Asset, Effect.DepthMultiple),
        Of("customerSale", "Customers outside the system sell an amount.", "asset", Forms.Asset, Effect.CustomerSale),
        Of("loss", "A loss of an institution, an amount.", "institution", Forms.Institution, Effect.Loss),
        OfAny("fundingWithdrawn", "Lenders want a share of the short-term debt back.", "institution", Forms.Institution, Effect.FundingWithdrawn),
        Of("redemption", "Investors redeem a share of a fund's net asset value.", "institution", Forms.Institution, Effect.Redemption));

    private static Variant<Effect> Of(string name, string description, string whom, Form<string> label, Func<string, Effect> make) => new(name, description, v =>
    {
        var of = v.Required(whom, label, $"The {whom}.");
        return g => make(of.Of(g));
    });

    private static Variant<Effect> OfAny(string name, string description, string whom, Form<string> label, Func<string?, Effect> make) => new(name, description, v =>
    {
        var of = v.Optional(whom, label, "", $"The {whom}; every one when left out.");
        return g => make(of.IsIn(g) ? of.Of(g) : null);
    });
}
