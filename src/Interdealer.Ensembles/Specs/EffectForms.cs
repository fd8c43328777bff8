using Interdealer.Constraints;
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
        OfAny("haircutMultiple", "A multiple of the haircut before anything happens.", "asset", Forms.Asset, Effect.HaircutMultiple),
        OfAny("leverageTargetMultiple", "A multiple of the leverage that an institution targets.", "institution", Forms.Institution, Effect.LeverageTargetMultiple),
        OfLimit("requirementMultiple", "A multiple of what a limit requires.", Effect.RequirementMultiple),
        OfLimit("requirement", "Minimum and buffer of a ratio of capital together, a fraction.", Effect.Requirement),
        OfLimit("buffer", "The buffer of a ratio of capital on top of its minimum, a fraction.", Effect.Buffer),
        Of("customerSale", "Customers outside the system sell an amount.", "asset", Forms.Asset, Effect.CustomerSale),
        Of("loss", "A loss of an institution, an amount.", "institution", Forms.Institution, Effect.Loss),
        OfAny("fundingWithdrawn", "Lenders want a share of the short-term debt back.", "institution", Forms.Institution, Effect.FundingWithdrawn),
        Of("redemption", "Investors redeem a share of a fund's net asset value.", "institution", Forms.Institution, Effect.Redemption),
        OfAny("capitalPaidIn", "Owners pay in an amount as cash.", "institution", Forms.Institution, Effect.CapitalPaidIn),
        OfAny("purchases", "What a buyer of last resort in the round may spend, an amount.", "asset", Forms.Asset, Effect.Purchases),
        OfAny("lending", "What a lender of last resort in the round may lend, an amount.", "institution", Forms.Institution, Effect.Lending),
        OfAny("haircutCap", "The haircut at which a repo facility in the round lends, a fraction.", "asset", Forms.Asset, Effect.HaircutCap),
        OfAny("haircutFloor", "The least haircut of a margin floor in the round, a fraction.", "asset", Forms.Asset, Effect.HaircutFloor),
        OfAny("swingPrice", "The swing price of redemptions in the round, a fraction.", "institution", Forms.Institution, Effect.SwingPrice));

    private static Variant<Effect> Of(string name, string description, string whom, Form<string> label, Func<string, Effect> make) => new(name, description, v =>
    {
        var of = v.Required(whom, label, $"The {whom}.");
        return g => make(of.Of(g));
    });

    private static Variant<Effect> OfLimit(string name, string description, Func<VaryingLimit, Effect> make) => new(name, description, v =>
    {
        var of = v.Required("limit", Forms.Limit, "The name that the limit has in the round.");
        return g => make(g.Limit(of.Of(g)));
    });

    private static Variant<Effect> OfAny(string name, string description, string whom, Form<string> label, Func<string?, Effect> make) => new(name, description, v =>
    {
        var of = v.Optional(whom, label, "", $"The {whom}; every one when left out.");
        return g => make(of.IsIn(g) ? of.Of(g) : null);
    });
}
