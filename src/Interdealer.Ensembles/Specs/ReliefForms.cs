using Interdealer.Contagion;

namespace Interdealer.Ensembles.Specs;

/// <summary>Operators of those who help.</summary>
internal static class ReliefForms
{
    private static Form<IReadOnlyList<(string Asset, double Value)>> Amounts { get; } = Forms.Map(Forms.Amount("currency"), Forms.Asset);

    private static Form<IReadOnlyList<(string Asset, double Value)>> Shares { get; } = Forms.Map(Forms.Share, Forms.Asset);

    public static Variant<IOperator> Buyer { get; } = new("buyerOfLastResort", "A buyer outside the system stands against forced sales; placed before the market.", v =>
    {
        var budgets = v.Optional("budgets", Amounts, [], "What it may spend by asset over all rounds, in currency; a scenario's effect can add to it.");
        var most = v.Optional("perRound", Forms.Positive("currency a round"), double.PositiveInfinity, "The most that is bought of an asset in one round; no limit when left out.");
        return g => new BuyerOfLastResort(budgets.Of(g)) { PerRound = most.Of(g) };
    });

    public static Variant<IOperator> Lender { get; } = new("lenderOfLastResort", "A central bank lends against positions to whoever owes what he has not; placed before raiseCash.", v =>
    {
        var budget = v.Optional("budget", Forms.Amount("currency"), 0, "The most that is lent to each institution; a scenario's effect can add to it.");
        var haircuts = v.Optional("haircuts", Shares, [], "Haircut by asset; those of the market where an asset is not listed.");
        var insolvent = v.Optional("lendsToInsolvent", Forms.Flag, false, "Whether institutions without equity are lent to as well.");
        return g => new LenderOfLastResort(budget.Of(g), haircuts.Of(g)) { LendsToInsolvent = insolvent.Of(g) };
    });

    public static Variant<IOperator> Facility { get; } = new("repoFacility", "A central bank lends against assets at a haircut of at most so much.", v =>
    {
        var haircuts = v.Optional("haircuts", Shares, [], "Haircut by asset; a scenario's effect can set lower ones.");
        return g => new RepoFacility(haircuts.Of(g));
    });

    public static Variant<IOperator> Floor { get; } = new("marginFloor", "Haircuts do not fall below a floor.", v =>
    {
        var floors = v.Optional("floors", Shares, [], "Least haircut by asset; a scenario's effect can set higher ones.");
        return g => new MarginFloor(floors.Of(g));
    });

    public static Variant<IOperator> Sponsors { get; } = new("sponsorSupport", "Sponsors of funds slowly pay in what brings them back to a leverage.", v =>
    {
        var leverage = v.Required("leverage", Forms.Positive("assets over equity"), "Assets over equity that is restored, above 1.");
        var share = v.Required("share", Forms.Share, "Share of the gap paid in a round.");
        var budget = v.Optional("budget", Forms.Amount("(fraction of equity)"), double.PositiveInfinity, "The most over a fund's starting equity; no limit when left out.");
        return g => new SponsorSupport(leverage.Of(g), share.Of(g), budget.Of(g));
    });

    public static Variant<IOperator> Calls { get; } = new("collateralCalls", "Variation margin on unfunded exposures is called every round.", v =>
    {
        var exposures = v.Required("exposures", Forms.Map(Amounts, Forms.Institution), "Notional by institution and asset, in currency.");
        return g => new CollateralCalls(exposures.Of(g).SelectMany(i => i.Value.Select(a => new SyntheticExposure(i.Name, a.Asset, a.Value))));
    });
}
