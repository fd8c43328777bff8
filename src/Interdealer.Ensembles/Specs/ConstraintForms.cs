using Interdealer.Constraints;

namespace Interdealer.Ensembles.Specs;

/// <summary>Every constraint that a specification can name.</summary>
internal static class ConstraintForms
{
    private static readonly (string Word, HqlaLevel Level)[] Levels =
        [("none", HqlaLevel.None), ("level1", HqlaLevel.Level1), ("level2A", HqlaLevel.Level2A), ("level2BMortgages", HqlaLevel.Level2BMortgages), ("level2BOther", HqlaLevel.Level2BOther)];

    private static Form<HqlaLevel> Level { get; } = Forms.Word(Levels);

    private static Form<string> LevelName { get; } = Forms.Word([.. Levels.Select(l => (l.Word, l.Word))]);

    // Declared after what it is made of: static initialisers run in the order of the text.
    public static Choice<IConstraint> All { get; } = new(
        "constraint",
        "constraint",
        piece => Limit(piece.Name, piece.Description, piece.Define),
        Limit("leverageRatio", "Equity over leverage exposure is at least a minimum.", LeverageRatioOf),
        Limit("riskWeightedCapital", "Equity over risk-weighted assets is at least a minimum.", RiskWeightedOf),
        Limit("valueAtRisk", "Normal value at risk is at most an amount.", v => RiskIn(v, 0.99, ValueAtRisk.Limit)),
        Limit("valueAtRiskOfEquity", "Normal value at risk is at most a share of equity.", v => RiskOfEquity(v, 0.99, ValueAtRisk.ShareOfEquity)),
        Limit("expectedShortfall", "Normal expected shortfall is at most an amount.", v => RiskIn(v, 0.975, ExpectedShortfall.Limit)),
        Limit("expectedShortfallOfEquity", "Normal expected shortfall is at most a share of equity.", v => RiskOfEquity(v, 0.975, ExpectedShortfall.ShareOfEquity)),
        Limit("haircuts", "Repo haircuts of the positions are covered by equity.", _ => _ => new Haircuts()),
        Limit("liquidityCoverage", "Liquid assets cover the outflows of thirty days.", LiquidityCoverageOf),
        Limit("netStableFunding", "Stable funding covers what assets require.", NetStableFundingOf),
        Limit("concentration", "Some assets together are at most a share of equity.", ConcentrationOf),
        new Variant<IConstraint>("all", "Several limits; the one with the least slack relative to capacity speaks.", v =>
        {
            var limits = v.Required("limits", Forms.List(new Form<IConstraint>((n, c) => All!.Form.Read(n, c), () => All!.Form.Schema())), "The limits, numbered from 0 in this order.");
            return g => limits.Of(g).Aggregate((a, b) => a.And(b));
        }));

    // What every limit can have: whom it is for, and a target inside it.
    private static Variant<IConstraint> Limit(string name, string description, Func<Variant<IConstraint>, Func<Given, IConstraint>> define) => new(name, description, v =>
    {
        var make = define(v);
        var kind = v.Optional("for", Forms.Kind, default, "Institutions of this kind only; all when left out.");
        var called = v.Optional("name", Forms.Label, "", "By which effects find it, to scale what it requires by scenario; none when left out.");
        var share = v.Optional("downTo", Forms.Share, 1, "A breach is answered until usage is back at this share of capacity; 1 when left out.");
        return g =>
        {
            var limit = make(g);
            limit = called.IsIn(g) ? g.Named(limit, called.Of(g)) : limit;
            limit = share.IsIn(g) ? limit.DownTo(share.Of(g)) : limit;
            return kind.IsIn(g) ? limit.For(kind.Of(g)) : limit;
        };
    });

    private static Func<Given, IConstraint> LeverageRatioOf(Variant<IConstraint> v)
    {
        var minimum = v.Required("minimum", Forms.OpenFraction, "Equity over exposure, a fraction above 0 and below 1.");
        var buffer = v.Optional("buffer", Forms.Fraction, 0, "On top of the minimum, a fraction of exposure.");
        var target = v.Optional("target", Forms.OpenFraction, 0, "Ratio that a sale restores, at least minimum and buffer.");
        var weights = v.Optional("weights", Forms.Map(Forms.Amount("exposure per unit of value"), Forms.Asset), [], "Exposure weight by asset; 1 where not listed, 0 excludes.");
        var cash = v.Optional("excludesCash", Forms.Flag, false, "Whether cash and reserves are left out of the exposure.");
        return g =>
        {
            var ratio = weights.Of(g).Aggregate(LeverageRatio.FromMinimum(minimum.Of(g)).WithBuffer(buffer.Of(g)), (r, w) => r.Weighing(w.Name, w.Value));
            ratio = cash.Of(g) ? ratio.ExcludingCash() : ratio;
            return target.IsIn(g) ? ratio.WithTarget(target.Of(g)) : ratio;
        };
    }

    private static Func<Given, IConstraint> RiskWeightedOf(Variant<IConstraint> v)
    {
        var weight = Forms.Amount("risk-weighted assets per unit of value");
        var minimum = v.Required("minimum", Forms.OpenFraction, "Equity over risk-weighted assets, a fraction above 0 and below 1.");
        var buffer = v.Optional("buffer", Forms.Fraction, 0, "On top of the minimum, a fraction of risk-weighted assets.");
        var target = v.Optional("target", Forms.OpenFraction, 0, "Ratio that a sale restores, at least minimum and buffer.");
        var weights = v.Optional("weights", Forms.Map(weight, Forms.Asset), [], "Risk weight by asset.");
        var rest = v.Optional("restWeight", weight, 1, "Risk weight of assets not listed; without it every asset must be listed.");
        var cash = v.Optional("cashWeight", weight, 0, "Risk weight of cash.");
        var other = v.Optional("otherAssetsWeight", weight, 1, "Risk weight of other assets.");
        var claims = v.Optional("claimsWeight", weight, 1, "Risk weight of claims inside the system.");
        var beyond = v.Optional("offBalanceSheetWeight", weight, 1, "Risk weight of exposure beyond the balance sheet.");
        return g =>
        {
            var ratio = RiskWeightedCapital.FromMinimum(minimum.Of(g)).WithBuffer(buffer.Of(g)) with
            {
                CashWeight = cash.Of(g), OtherAssetsWeight = other.Of(g), ClaimsWeight = claims.Of(g), OffBalanceSheetWeight = beyond.Of(g),
            };
            ratio = weights.Of(g).Aggregate(ratio, (r, w) => r.Weighing(w.Name, w.Value));
            ratio = rest.IsIn(g) ? ratio.WeighingTheRest(rest.Of(g)) : ratio;
            return target.IsIn(g) ? ratio.WithTarget(target.Of(g)) : ratio;
        };
    }

    private static Func<Given, IConstraint> RiskIn(Variant<IConstraint> v, double usual, Func<double, double, double, double, IConstraint> make)
    {
        var limit = v.Required("limit", Forms.Positive("currency"), "The limit, in currency.");
        return Risk(v, usual, limit, make);
    }

    private static Func<Given, IConstraint> RiskOfEquity(Variant<IConstraint> v, double usual, Func<double, double, double, double, IConstraint> make)
    {
        var share = v.Required("share", Forms.Positive("risk per unit of equity"), "The limit, per unit of equity.");
        return Risk(v, usual, share, make);
    }

    private static Func<Given, IConstraint> Risk(Variant<IConstraint> v, double usual, Property<double> limit, Func<double, double, double, double, IConstraint> make)
    {
        var confidence = v.Optional("confidence", Forms.Confidence, usual, "Level of confidence, above 0.5 and below 1.");
        var days = v.Optional("horizonDays", Forms.Positive("trading days"), 1, "Horizon, in trading days.");
        var correlation = v.Optional("correlation", Forms.Share, 1, "Correlation of any two assets; 1, the default, adds risks up.");
        return g => make(limit.Of(g), confidence.Of(g), days.Of(g), correlation.Of(g));
    }

    private static Func<Given, IConstraint> LiquidityCoverageOf(Variant<IConstraint> v)
    {
        var debt = v.Required("shortTermDebt", Forms.Share, "Run-off of unsecured short-term debt.");
        var commitments = v.Required("commitments", Forms.Share, "Share of commitments that is drawn.");
        var levels = v.Optional("levels", Forms.Map(Level, Forms.Asset), [], "Level of liquidity by asset; none where not listed.");
        var secured = v.Optional("securedBy", Forms.Map(Forms.Share, LevelName), [], "Share of the short-term debt that is secured, by level of the collateral.");
        var longTerm = v.Optional("longTermDebtRunOff", Forms.Share, 0, "Run-off of other debt.");
        var owed = v.Optional("owedRunOff", Forms.Share, 1, "Run-off of what is owed inside the system.");
        var claims = v.Optional("claimsInflow", Forms.Share, 1, "Inflow from claims inside the system.");
        var other = v.Optional("otherAssetsInflow", Forms.Share, 0, "Inflow from other assets.");
        var target = v.Optional("target", Forms.Positive("coverage"), 1, "Coverage that a sale restores, at least 1.");
        return g =>
        {
            var coverage = LiquidityCoverage.FromRunOff(debt.Of(g), commitments.Of(g)) with
            {
                LongTermDebtRunOff = longTerm.Of(g), OwedRunOff = owed.Of(g), ClaimsInflow = claims.Of(g), OtherAssetsInflow = other.Of(g),
            };
            coverage = levels.Of(g).Aggregate(coverage, (c, l) => c.Counting(l.Value, l.Name));
            coverage = secured.Of(g).Aggregate(coverage, (c, s) => c.SecuredBy(Levels.First(l => l.Word == s.Name).Level, s.Value));
            return target.IsIn(g) ? coverage.WithTarget(target.Of(g)) : coverage;
        };
    }

    private static Func<Given, IConstraint> NetStableFundingOf(Variant<IConstraint> v)
    {
        var factors = v.Optional("factors", Forms.Map(Forms.Share, Forms.Asset), [], "Required stable funding by asset, per unit of value.");
        var rest = v.Optional("restFactor", Forms.Share, 1, "Required stable funding of assets not listed; without it every asset must be listed.");
        var other = v.Optional("otherAssetsFactor", Forms.Share, 1, "Required stable funding of other assets.");
        var claims = v.Optional("claimsFactor", Forms.Share, 0.15, "Required stable funding of claims inside the system.");
        var beyond = v.Optional("offBalanceSheetFactor", Forms.Share, 0.05, "Required stable funding of exposure beyond the balance sheet.");
        var longTerm = v.Optional("longTermDebtFactor", Forms.Share, 1, "Available stable funding of other debt.");
        var shortTerm = v.Optional("shortTermDebtFactor", Forms.Share, 0, "Available stable funding of short-term debt.");
        var owed = v.Optional("owedFactor", Forms.Share, 0, "Available stable funding of what is owed inside the system.");
        var target = v.Optional("target", Forms.Positive("ratio"), 1, "Ratio that a sale restores, at least 1.");
        return g =>
        {
            var ratio = NetStableFunding.Ratio with
            {
                OtherAssetsFactor = other.Of(g), ClaimsFactor = claims.Of(g), OffBalanceSheetFactor = beyond.Of(g),
                LongTermDebtFactor = longTerm.Of(g), ShortTermDebtFactor = shortTerm.Of(g), OwedFactor = owed.Of(g),
            };
            ratio = factors.Of(g).Aggregate(ratio, (r, f) => r.Weighing(f.Name, f.Value));
            ratio = rest.IsIn(g) ? ratio.WeighingTheRest(rest.Of(g)) : ratio;
            return target.IsIn(g) ? ratio.WithTarget(target.Of(g)) : ratio;
        };
    }

    private static Func<Given, IConstraint> ConcentrationOf(Variant<IConstraint> v)
    {
        var limit = v.Required("limit", Forms.Positive("exposure per unit of equity"), "The limit, per unit of equity; may exceed 1.");
        var assets = v.Required("assets", Forms.List(Forms.Asset), "Assets that count together.");
        var target = v.Optional("target", Forms.Positive("exposure per unit of equity"), 0, "Exposure that a sale restores, at most the limit.");
        return g => Concentration.OfEquity(limit.Of(g), assets.Of(g)) is var concentration && target.IsIn(g) ? concentration.WithTarget(target.Of(g)) : concentration;
    }
}
