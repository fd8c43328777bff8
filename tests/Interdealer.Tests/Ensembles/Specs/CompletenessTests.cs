using System.Reflection;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Specs;
using Interdealer.Ensembles.Summaries;
using Interdealer.Risk;

namespace Interdealer.Tests.Ensembles.Specs;

/// <summary>Whatever the library offers for ensembles can be named in a specification, or it is said here why it cannot.</summary>
public sealed class CompletenessTests
{
    // What is code of the caller's own has no name in a file.
    private const string OwnCode = "From";

    [Fact]
    public void Every_scenario_source_has_a_word() => Agree<IScenarioSource>(SourceForms.All.Words, new()
    {
        ["ScenarioTable"] = "table", ["DrawnScenarios"] = "drawn", ["FactorScenarios"] = "factor", ["BootstrapScenarios"] = "bootstrap",
        ["GridScenarios"] = "grid", ["CrossedScenarios"] = "crossed", ["JoinedScenarios"] = "joined",
    });

    [Fact]
    public void Every_set_of_points_has_a_word() => Agree<IUnitPoints>(SourceForms.Points.Words, new()
    {
        ["RandomPoints"] = "random", ["LatinHypercube"] = "latinHypercube", ["SobolPoints"] = "sobol", ["SaltelliPoints"] = "saltelli",
    });

    [Fact]
    public void Every_summary_has_a_word() => Agree<ISummary>([.. SummaryForms.All.Words, .. TogetherForms.All.Words], new()
    {
        ["Moments"] = "moments", ["Distribution"] = "distribution", ["Extremes"] = "extremes", ["Exceedances"] = "exceedances", ["SobolIndices"] = "sobolIndices",
        ["BindingCounts"] = "binding", ["JointDefaults"] = "jointDefaults", ["Correlations"] = "correlations",
    });

    [Fact]
    public void Every_variance_model_has_a_word() => Agree<IVarianceModel>(OperatorForms.Variance.Words, new() { ["Ewma"] = "ewma", ["Garch11"] = "garch11" });

    [Fact]
    public void Every_law_of_impact_has_a_word() => Agree<PriceImpact>(OperatorForms.Impact.Words, new()
    {
        ["Linear"] = "linear", ["Exponential"] = "exponential", ["SquareRoot"] = "squareRoot", ["Power"] = "power", ["Floored"] = "floored",
    });

    [Fact]
    public void Every_operator_has_a_word() => Agree<IOperator>(OperatorForms.All.Words, new()
    {
        ["Deleverage"] = "deleverage", ["LeverageTargeting"] = "leverageTargeting, leverageTargetingAtStart", ["DealerMarket"] = "dealerMarket", ["VolatilityUpdate"] = "volatilityUpdate",
        ["HaircutUpdate"] = "haircutUpdate", ["FundingRun"] = "fundingRun", ["FundingSqueeze"] = "fundingSqueeze", ["RaiseCash"] = "raiseCash", ["Redemptions"] = "redemptions",
        ["AdverseSelection"] = "adverseSelection", ["MarkDownBySpread"] = "markDownBySpread", ["Recovery"] = "recovery", ["Default"] = "default",
        ["BuyerOfLastResort"] = "buyerOfLastResort", ["LenderOfLastResort"] = "lenderOfLastResort", ["RepoFacility"] = "repoFacility", ["MarginFloor"] = "marginFloor",
        ["SponsorSupport"] = "sponsorSupport", ["CollateralCalls"] = "collateralCalls",
        ["Linear"] = "priceImpact", ["Exponential"] = "priceImpact", ["SquareRoot"] = "priceImpact", ["Power"] = "priceImpact", ["Floored"] = "priceImpact",
    }, "Shock", "Channel"); // What a coordinate does is an effect; channels are switched off one by one, by attribution.

    [Fact]
    public void Every_constraint_has_a_word() => Agree<IConstraint>(ConstraintForms.All.Words, new()
    {
        ["LeverageRatio"] = "leverageRatio", ["RiskWeightedCapital"] = "riskWeightedCapital", ["ValueAtRisk"] = "valueAtRisk, valueAtRiskOfEquity",
        ["ExpectedShortfall"] = "expectedShortfall, expectedShortfallOfEquity", ["Haircuts"] = "haircuts", ["LiquidityCoverage"] = "liquidityCoverage",
        ["NetStableFunding"] = "netStableFunding", ["Concentration"] = "concentration",
    }, "Constraint", "all", "Regulation", "VaryingLimit"); // A limit with a "name" is one that varies. Several limits are joined by Constraint.And, which is "all"; Regulation has ratios of certain dates.

    [Fact]
    public void Every_effect_output_distribution_and_dependence_has_a_word()
    {
        Makers(typeof(Effect), EffectForms.All.Words);
        Makers(typeof(Output), OutputForms.All.Words);
        Makers(typeof(Output), OutputForms.Named.Words);
        Makers(typeof(Marginal), DistributionForms.All.Words);
        Makers(typeof(Copula), DistributionForms.Copulas.Words);
    }

    /// <summary>Public types of a kind, and those that make one, against the words that stand for them; both all, none besides.</summary>
    private static void Agree<T>(IEnumerable<string> words, Dictionary<string, string> byType, params string[] exceptions)
    {
        var types = typeof(T).Assembly.GetTypes().Concat(typeof(IScenarioSource).Assembly.GetTypes()).Distinct()
            .Where(t => t.IsVisible && ((t is { IsAbstract: false, IsInterface: false } && typeof(T).IsAssignableFrom(t)) || Makes(t)))
            .Select(t => t.Name).Except(exceptions);
        Assert.Equal(byType.Keys.Order(StringComparer.Ordinal), types.Order(StringComparer.Ordinal));
        Assert.Equal(
            byType.Values.SelectMany(w => w.Split(", ")).Distinct().Order(StringComparer.Ordinal),
            words.Except(exceptions).Order(StringComparer.Ordinal));

        static bool Makes(Type type) =>
            typeof(T) == typeof(IConstraint) && type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Any(m => m.ReturnType == typeof(T));
    }

    /// <summary>Public static members of a type that make one of it, or several, against words that are their names.</summary>
    private static void Makers(Type type, IEnumerable<string> words)
    {
        var made = type.GetMembers(BindingFlags.Public | BindingFlags.Static).Where(m => m switch
        {
            MethodInfo method => !method.IsSpecialName && (method.ReturnType == type || typeof(IEnumerable<>).MakeGenericType(type).IsAssignableFrom(method.ReturnType)),
            PropertyInfo property => property.PropertyType == type,
            _ => false,
        });
        Assert.Equal(
            made.Select(m => m.Name).Where(name => name != OwnCode).Distinct().Select(name => char.ToLowerInvariant(name[0]) + name[1..]).Order(StringComparer.Ordinal),
            words.Order(StringComparer.Ordinal));
    }
}
