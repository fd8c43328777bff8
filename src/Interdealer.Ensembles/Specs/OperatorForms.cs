using Interdealer.Contagion;
using Interdealer.Risk;

namespace Interdealer.Ensembles.Specs;

/// <summary>Every operator that a round can be made of.</summary>
internal static class OperatorForms
{
    public static Choice<PriceImpact> Impact { get; } = new(
        "impact",
        "impact",
        Impacts("linear", "Ψ(x) = x/D.", _ => (_, seller) => new PriceImpact.Linear(seller)),
        Impacts("exponential", "Ψ(x) = 1 − exp(−x/D).", _ => (_, seller) => new PriceImpact.Exponential(seller)),
        Impacts("squareRoot", "Ψ(x) = κσ√(x/ADV).", v =>
        {
            var coefficient = v.Optional("coefficient", Forms.Positive("(a pure number)"), 1, "κ.");
            return (g, seller) => new PriceImpact.SquareRoot(seller) { Coefficient = coefficient.Of(g) };
        }),
        Impacts("power", "Ψ(x) = (x/D)^exponent.", v =>
        {
            var exponent = v.Optional("exponent", Forms.Positive("(a pure number)"), 0.5, "1 is linear, 0.5 the square root.");
            return (g, seller) => new PriceImpact.Power(seller) { Exponent = exponent.Of(g) };
        }),
        Impacts("floored", "Ψ slows as the price nears its floor (Cont and Schaanning).", _ => (_, seller) => new PriceImpact.Floored(seller)));

    public static Choice<IVarianceModel> Variance { get; } = new(
        "varianceModel",
        "model",
        new Variant<IVarianceModel>("ewma", "σ² ← λσ² + (1 − λ)r².", v =>
        {
            var lambda = v.Required("lambda", Forms.OpenFraction, "λ, 0.94 for daily returns.");
            return g => new Ewma(lambda.Of(g));
        }),
        new Variant<IVarianceModel>("garch11", "σ² ← ω + αr² + βσ².", v =>
        {
            var omega = v.Required("omega", Forms.Amount("variance a day"), "ω.");
            var alpha = v.Required("alpha", Forms.Share, "α.");
            var beta = v.Required("beta", Forms.Share, "β.");
            return g => new Garch11(omega.Of(g), alpha.Of(g), beta.Of(g));
        }));

    private static Variant<HaircutUpdate> Haircuts { get; } = new("haircutUpdate", "Haircuts rise with volatility and falling prices.", HaircutsOf);

    private static Variant<FundingRun> Run { get; } = new("fundingRun", "Lenders who are afraid do not roll over.", RunOf);

    // Declared after what it is made of: static initialisers run in the order of the text.
    public static Choice<IOperator> All { get; } = new(
        "operator",
        "operator",
        piece => new Variant<IOperator>(piece.Name, piece.Description, piece.Define),
        new Variant<IOperator>("deleverage", "Whoever breaches a limit orders the sale that restores it.", v =>
        {
            var limit = v.Required("limit", ConstraintForms.All.Form, "The limit.");
            var how = v.Optional("liquidation", Forms.Liquidation, Liquidation.ProRata, "What is sold first; pro rata when left out.");
            var cash = v.Optional("cash", Forms.Word(("kept", CashUse.Kept), ("first", CashUse.First)), CashUse.Kept, "Whether cash repays debt before anything is sold.");
            return g => new Deleverage(limit.Of(g), how.Of(g), cash.Of(g));
        }),
        new Variant<IOperator>("leverageTargeting", "Assets are kept at a multiple of equity.", v =>
        {
            var leverage = v.Required("leverage", Leverage, "Assets over equity, at least 1.");
            return Targeting(v, (g, how) => new LeverageTargeting(leverage.Of(g), how));
        }),
        new Variant<IOperator>("leverageTargetingAtStart", "Everyone keeps the leverage it started with.", v =>
        {
            var most = v.Optional("atMost", Leverage, 31, "Largest target, assets over equity.");
            return Targeting(v, (g, how) => LeverageTargeting.AtStart(most.Of(g), how));
        }),
        new Variant<IOperator>("priceImpact", "What was ordered is sold and prices fall.", v =>
        {
            var law = v.Required("law", Impact.Form, "The law of impact.");
            return g => law.Of(g);
        }),
        new Variant<IOperator>("dealerMarket", "Dealers with slack take sales and warehouse them; the rest meets outside investors.", v =>
        {
            var limit = v.Required("limit", ConstraintForms.All.Form, "What limits dealers.");
            var outside = v.Required("outside", Impact.Form, "Impact of a sale to outside investors.");
            return g => new DealerMarket(limit.Of(g), outside.Of(g));
        }),
        new Variant<IOperator>("volatilityUpdate", "Volatility learns from the round's return.", v =>
        {
            var model = v.Required("model", Variance.Form, "The recursion.");
            var days = v.Optional("roundDays", Forms.Positive("days"), 1, "Length of a round.");
            return g => new VolatilityUpdate(model.Of(g)) { RoundDays = days.Of(g) };
        }),
        new Variant<IOperator>(Haircuts.Name, Haircuts.Description, v => HaircutsOf(v)),
        new Variant<IOperator>(Run.Name, Run.Description, v => RunOf(v)),
        new Variant<IOperator>("fundingSqueeze", "Haircuts rise, margins are met by sales, lenders run, and what is due is paid or raised.", v =>
        {
            var haircuts = v.Required("haircuts", Haircuts.Form, "How haircuts answer.");
            var run = v.Optional<FundingRun?>("run", Run.Form.As(r => (FundingRun?)r), null, "How lenders answer; they do not when left out.");
            var how = v.Optional("liquidation", Forms.Liquidation, Liquidation.MostLiquidFirst, "What is sold first; the most liquid when left out.");
            return g => new FundingSqueeze(haircuts.Of(g), run.Of(g), how.Of(g));
        }),
        new Variant<IOperator>("raiseCash", "Whoever owes money now pays from cash and orders the sale of what is missing.", v =>
        {
            var how = v.Optional("liquidation", Forms.Liquidation, Liquidation.MostLiquidFirst, "What is sold first; the most liquid when left out.");
            return g => new RaiseCash(how.Of(g));
        }),
        new Variant<IOperator>("redemptions", "Investors leave funds that lose.", v =>
        {
            var beta = v.Required("beta", Forms.Amount("share of net asset value for each unit of loss"), "β.");
            var swing = v.Optional("swing", Forms.Fraction, 0, "Swing price: fraction of net asset value that leavers forgo.");
            return g => new Redemptions(beta.Of(g), swing.Of(g));
        }),
        new Variant<IOperator>("adverseSelection", "Spreads pay for informed trading; past the tipping point dealers withdraw.", v =>
        {
            var informed = v.Required("informedShare", Forms.Share, "Informed share of those who would trade at no spread.");
            var tolerance = v.Optional("tolerance", Forms.Positive("units of volatility"), 1, "Half-spread at which the last uninformed customer leaves.");
            var own = v.Optional("informedShares", Forms.Map(Forms.Share, Forms.Asset), [], "Informed share of single assets.");
            var spiral = v.Optional("spiral", Forms.Flag, false, "Whether customers answer last round's spread.");
            var outside = v.Optional("outsideShare", Forms.OpenFraction, 0.1, "Share of depth from investors who need no dealers.");
            var days = v.Optional("quoteDays", Forms.Positive("days"), 1, "Time over which a quote stands.");
            return g => own.Of(g).Aggregate(
                new AdverseSelection(informed.Of(g), tolerance.Of(g)) { Spiral = spiral.Of(g), OutsideShare = outside.Of(g), QuoteDays = days.Of(g) }, (a, o) => a.With(o.Name, o.Value));
        }),
        new Variant<IOperator>("markDownBySpread", "Positions are marked below the mid price by part of the half-spread.", v =>
        {
            var weight = v.Required("weight", Forms.Share, "0 marks at mid, 1 at the bid.");
            return g => new MarkDownBySpread(weight.Of(g));
        }),
        ReliefForms.Buyer,
        ReliefForms.Lender,
        ReliefForms.Facility,
        ReliefForms.Floor,
        ReliefForms.Sponsors,
        ReliefForms.Calls,
        new Variant<IOperator>("recovery", "Dealers work inventory off and prices come back.", v =>
        {
            var rate = v.Required("rate", Forms.Share, "Share a round.");
            return g => new Recovery(rate.Of(g));
        }),
        new Variant<IOperator>("default", "Insolvent and illiquid institutions leave; what they hold is sold off.", v =>
        {
            var rounds = v.Optional("liquidationRounds", Forms.Count(1, 1_000_000), 1, "Rounds over which holdings are sold.");
            return g => new Default(rounds.Of(g));
        }));

    private static Form<double> Leverage => Forms.Positive("assets over equity");

    private static Func<Given, IOperator> Targeting(Variant<IOperator> v, Func<Given, Liquidation, LeverageTargeting> make)
    {
        var how = v.Optional("liquidation", Forms.Liquidation, Liquidation.ProRata, "What is sold first; pro rata when left out.");
        var buys = v.Optional("buys", Forms.Flag, true, "Whether gains are answered by purchases.");
        var kind = v.Optional("for", Forms.Kind, default, "Institutions of this kind only; all when left out.");
        return g =>
        {
            var targeting = make(g, how.Of(g)) with { Buys = buys.Of(g) };
            var only = kind.Of(g);
            return kind.IsIn(g) ? targeting with { AppliesTo = i => i.Kind == only } : targeting;
        };
    }

    private static Func<Given, HaircutUpdate> HaircutsOf<T>(Variant<T> v)
    {
        var z = v.Required("z", Forms.Amount("standard deviations"), "Standard deviations that the haircut covers.");
        var days = v.Optional("horizonDays", Forms.Positive("days"), 10, "Days that a lender needs to sell the collateral.");
        var fall = v.Optional("fallWeight", Forms.Amount("haircut per unit of price fall"), 0, "Haircut added for each unit by which the price is below 1.");
        return g => new HaircutUpdate(z.Of(g), days.Of(g), fall.Of(g));
    }

    private static Func<Given, FundingRun> RunOf<T>(Variant<T> v)
    {
        var usual = new FundingRunOptions();
        var comfort = v.Optional("comfortLeverage", Leverage, usual.ComfortLeverage, "Assets over equity up to which lenders are at ease.");
        var leverage = v.Optional("leverageWeight", Forms.Amount("share for each 100 % above comfort"), usual.LeverageWeight, "Share not rolled over for each 100 % above comfort.");
        var fall = v.Optional("fallWeight", Forms.Amount("share for each unit of fall"), usual.FallWeight, "Share not rolled over for each unit of fall.");
        var most = v.Optional("maximumShare", Forms.Share, usual.MaximumShare, "Largest share in one round while equity is left.");
        return g => new FundingRun(new FundingRunOptions
        {
            ComfortLeverage = comfort.Of(g), LeverageWeight = leverage.Of(g), FallWeight = fall.Of(g), MaximumShare = most.Of(g),
        });
    }

    private static Variant<PriceImpact> Impacts(string name, string description, Func<Variant<PriceImpact>, Func<Given, SellerShare, PriceImpact>> define) => new(name, description, v =>
    {
        var make = define(v);
        var seller = v.Required(
            "sellerShare", Forms.Share, "Share of the impact borne by sellers on the block sold: 0 for the old price, 0.5 half-way, 1 for the new price.");
        return g => make(g, SellerShare.Of(seller.Of(g)));
    });
}
