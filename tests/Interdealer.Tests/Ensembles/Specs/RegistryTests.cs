using Interdealer.Ensembles.Specs;

namespace Interdealer.Tests.Ensembles.Specs;

/// <summary>Everything that a specification can name is read, with every property it may have, and runs.</summary>
public sealed class RegistryTests : IDisposable
{
    private const string Default = """[ { "operator": "default" } ]""";
    private const string Limit = """{ "constraint": "leverageRatio", "minimum": 0.05 }""";

    private static readonly string[] Constraints =
    [
        """{ "constraint": "leverageRatio", "minimum": 0.05, "buffer": 0.01, "target": 0.07, "weights": { "bond": 0 }, "excludesCash": true, "for": "dealer", "downTo": 0.9, "name": "slr" }""",
        """{ "constraint": "riskWeightedCapital", "minimum": 0.08, "buffer": 0.02, "target": 0.11, "weights": { "bond": 0.2 }, "restWeight": 1, "cashWeight": 0, "otherAssetsWeight": 1, "claimsWeight": 0.2, "offBalanceSheetWeight": 1 }""",
        """{ "constraint": "valueAtRisk", "limit": 2, "confidence": 0.95, "horizonDays": 10, "correlation": 0.5 }""",
        """{ "constraint": "valueAtRiskOfEquity", "share": 0.4 }""",
        """{ "constraint": "expectedShortfall", "limit": 3, "for": "dealer" }""",
        """{ "constraint": "expectedShortfallOfEquity", "share": 0.5, "confidence": 0.99 }""",
        """{ "constraint": "haircuts", "downTo": 1 }""",
        """{ "constraint": "liquidityCoverage", "shortTermDebt": 0.4, "commitments": 0.1, "levels": { "bond": "level1", "loan": "none" }, "securedBy": { "level1": 0.5 }, "longTermDebtRunOff": 0, "owedRunOff": 1, "claimsInflow": 0.5, "otherAssetsInflow": 0, "target": 1.1 }""",
        """{ "constraint": "netStableFunding", "factors": { "bond": 0.05 }, "restFactor": 0.85, "otherAssetsFactor": 1, "claimsFactor": 0.15, "offBalanceSheetFactor": 0.05, "longTermDebtFactor": 1, "shortTermDebtFactor": 0.5, "owedFactor": 0, "target": 1.05 }""",
        """{ "constraint": "concentration", "limit": 4, "assets": [ "loan" ], "target": 3 }""",
        $$"""{ "constraint": "all", "limits": [ {{Limit}}, { "constraint": "valueAtRisk", "limit": 5 } ] }""",
    ];

    private static readonly string[] Impacts =
    [
        """{ "impact": "linear", "sellerShare": 0.5 }""", """{ "impact": "exponential", "sellerShare": 0 }""", """{ "impact": "squareRoot", "sellerShare": 0, "coefficient": 1.1 }""",
        """{ "impact": "power", "sellerShare": 0, "exponent": 0.7 }""", """{ "impact": "floored", "sellerShare": 0 }""",
    ];

    private static readonly string[] Operators =
    [
        $$"""{ "operator": "deleverage", "limit": {{Limit}}, "liquidation": "mostLiquidFirst", "cash": "first" }""",
        """{ "operator": "leverageTargeting", "leverage": 20, "liquidation": "leastImpact", "buys": false, "for": "dealer" }""",
        """{ "operator": "leverageTargetingAtStart", "atMost": 31 }""",
        """{ "operator": "priceImpact", "law": { "impact": "linear", "sellerShare": 0 } }""",
        $$"""{ "operator": "dealerMarket", "limit": {{Limit}}, "outside": { "impact": "linear", "sellerShare": 0 } }""",
        """{ "operator": "volatilityUpdate", "model": { "model": "ewma", "lambda": 0.94 }, "roundDays": 1 }""",
        """{ "operator": "volatilityUpdate", "model": { "model": "garch11", "omega": 2e-6, "alpha": 0.04, "beta": 0.94 } }""",
        """{ "operator": "haircutUpdate", "z": 2.33, "horizonDays": 10, "fallWeight": 0.1 }""",
        """{ "operator": "fundingRun", "comfortLeverage": 15, "leverageWeight": 0.4, "fallWeight": 1, "maximumShare": 0.9 }""",
        """{ "operator": "fundingSqueeze", "haircuts": { "z": 2 }, "run": { "comfortLeverage": 25 }, "liquidation": "proRata" }""",
        """{ "operator": "raiseCash", "liquidation": "mostLiquidFirst" }""",
        """{ "operator": "redemptions", "beta": 0.3, "swing": 0.01 }""",
        """{ "operator": "adverseSelection", "informedShare": 0.2, "tolerance": 1, "informedShares": { "loan": 0.3 }, "spiral": false, "outsideShare": 0.1, "quoteDays": 1 }""",
        """{ "operator": "markDownBySpread", "weight": 0.5 }""",
        """{ "operator": "recovery", "rate": 0.1 }""",
        """{ "operator": "default", "liquidationRounds": 2 }""",
        """{ "operator": "buyerOfLastResort", "budgets": { "bond": 2 }, "perRound": 1 }""",
        """{ "operator": "lenderOfLastResort", "budget": 3, "haircuts": { "bond": 0.1 }, "lendsToInsolvent": true }""",
        """{ "operator": "repoFacility", "haircuts": { "bond": 0.05 } }""",
        """{ "operator": "marginFloor", "floors": { "loan": 0.1 } }""",
        """{ "operator": "sponsorSupport", "leverage": 4, "share": 0.5, "budget": 0.2 }""",
        """{ "operator": "collateralCalls", "exposures": { "A": { "bond": 2 } } }""",
    ];

    private static readonly string[] Effects =
    [
        """{ "effect": "priceFall", "asset": "bond" }""", """{ "effect": "volatilityMultiple" }""", """{ "effect": "depthMultiple", "asset": "bond" }""",
        """{ "effect": "customerSale", "asset": "bond" }""", """{ "effect": "loss", "institution": "A" }""", """{ "effect": "fundingWithdrawn" }""",
        """{ "effect": "redemption", "institution": "F" }""", """{ "effect": "capitalPaidIn", "institution": "A" }""", """{ "effect": "purchases", "asset": "bond" }""", """{ "effect": "lending" }""",
        """{ "effect": "haircutCap", "asset": "bond" }""", """{ "effect": "haircutFloor" }""", """{ "effect": "swingPrice", "institution": "F" }""", """{ "effect": "haircutMultiple", "asset": "bond" }""", """{ "effect": "leverageTargetMultiple" }""",
        """{ "effect": "requirementMultiple", "limit": "slr" }""", """{ "effect": "requirement", "limit": "slr" }""", """{ "effect": "buffer", "limit": "slr" }""",
    ];

    private static readonly string[] Outputs =
    [
        """{ "output": "totalLoss" }""", """{ "output": "directLoss" }""", """{ "output": "systemLossShare" }""", """{ "output": "amplification" }""", """{ "output": "rounds" }""",
        """{ "output": "outcome" }""", """{ "output": "diverged" }""", """{ "output": "defaults" }""", """{ "output": "loss", "institution": "A" }""", """{ "output": "losses" }""",
        """{ "output": "bound", "institution": "A" }""", """{ "output": "bounds" }""", """{ "output": "boundBy", "limit": 0 }""", """{ "output": "defaultOf", "institution": "A" }""",
        """{ "output": "priceFall", "asset": "bond" }""", """{ "output": "defaultsOf" }""", """{ "output": "everBound", "institution": "A" }""", """{ "output": "everBounds" }""",
        """{ "output": "everBoundBy", "limit": 0 }""",
    ];

    private static readonly string[] Distributions =
    [
        """{ "distribution": "normal", "mean": 0, "deviation": 0.01, "clamped": { "least": -0.5, "most": 0.9 } }""", """{ "distribution": "logNormal", "logMean": -4, "logDeviation": 0.5, "clamped": { "most": 1 } }""",
        """{ "distribution": "studentT", "degrees": 4, "location": 0, "scale": 0.01, "asFall": true }""", """{ "distribution": "uniform", "least": 0, "most": 0.1 }""",
        """{ "distribution": "beta", "alpha": 2, "beta": 5, "least": 0, "most": 0.2 }""", """{ "distribution": "gamma", "shape": 2, "scale": 0.01, "asFall": true }""",
        """{ "distribution": "generalisedPareto", "shape": 0.2, "scale": 0.01, "threshold": 0.01, "asFall": true }""", """{ "distribution": "triangular", "least": 0, "mode": 0.02, "most": 0.1 }""",
        """{ "distribution": "empirical", "observations": [ 0.01, 0.05 ] }""", """{ "distribution": "interpolated", "observations": [ 0.01, 0.05 ] }""",
        """{ "distribution": "discrete", "values": [ { "value": 0.01, "weight": 3 }, { "value": 0.2, "weight": 1 } ] }""", """{ "distribution": "constant", "value": 0.03 }""",
    ];

    private static readonly string[] Copulas =
    [
        """{ "copula": "independent" }""", """{ "copula": "gaussian", "correlation": 0.5 }""", """{ "copula": "studentT", "correlation": [ [ 1, 0.3 ], [ 0.3, 1 ] ], "degrees": 4 }""",
    ];

    private static readonly string[] Sources =
    [
        """{ "source": "table", "file": "falls.csv" }""",
        """{ "source": "drawn", "points": POINTS, "coordinates": { "bond": { "distribution": "uniform", "least": 0, "most": 0.1 }, "calls": { "distribution": "uniform", "least": 0, "most": 1 } }, "copula": { "copula": "gaussian", "correlation": 0.2 } }""",
        """{ "source": "factor", "points": POINTS, "factors": [ { "distribution": "normal", "mean": 0, "deviation": 0.02 } ], "coordinates": { "bond": { "loadings": [ 1 ], "residual": { "distribution": "normal", "mean": 0, "deviation": 0.01 }, "most": 1 }, "calls": { "loadings": [ 0 ], "intercept": 0.5, "least": 0, "most": 1 } } }""",
        """{ "source": "bootstrap", "history": "history.csv", "dates": "date", "count": 9, "seed": 3, "horizonDays": 2, "blocks": "moving", "blockDays": 2, "total": "sum" }""",
        """{ "source": "grid", "axes": { "bond": { "from": 0, "to": 0.1, "count": 3 }, "calls": [ 0, 0.5, 1 ] } }""",
        """{ "source": "crossed", "outer": { "source": "grid", "axes": { "calls": [ 0, 1 ] } }, "inner": { "source": "drawn", "points": POINTS, "coordinates": { "bond": { "distribution": "uniform", "least": 0, "most": 0.1 } } } }""",
        """{ "source": "joined", "sources": [ { "source": "grid", "axes": { "calls": [ 0, 0.2, 0.3, 0.4, 0.5, 0.6, 1 ] } }, { "source": "drawn", "points": POINTS, "coordinates": { "bond": { "distribution": "uniform", "least": 0, "most": 0.1 } } } ] }""",
    ];

    private static readonly string[] PointSets =
    [
        """{ "points": "random", "count": 7, "seed": 18446744073709551615 }""", """{ "points": "latinHypercube", "count": 7, "seed": 1 }""", """{ "points": "sobol", "count": 8, "seed": 1, "scrambling": "shift" }""",
        """{ "points": "saltelli", "base": { "points": "sobol", "count": 64, "seed": 2 }, "inputs": 2 }""",
    ];

    private static readonly string[] Summaries =
    [
        """{ "summary": "moments" }""", """{ "summary": "distribution", "bins": 5000 }""", """{ "summary": "extremes", "kept": 3 }""", """{ "summary": "exceedances", "thresholds": [ -1, 0, 2.5 ] }""",
        """{ "summary": "sobolIndices" }""",
    ];

    private static readonly string[] Joints =
    [
        """{ "together": "binding", "when": "anyRound", "limits": [ "leverage" ] }""", """{ "together": "binding" }""", """{ "together": "binding", "when": "last", "limits": [ "leverage", "other" ] }""",
        """{ "together": "jointDefaults", "institutions": [ "B", "A" ] }""",
        """{ "together": "correlations", "of": [ { "output": "losses" }, { "output": "priceFall", "asset": "bond" } ] }""",
    ];

    private readonly SpecFolder _folder = new();

    public static TheoryData<string> Rounds() => new(
    [
        .. Operators,
        .. Constraints.Select(c => $$"""{ "operator": "deleverage", "limit": {{c}} }"""),
        .. Impacts.Select(i => $$"""{ "operator": "priceImpact", "law": {{i}} }"""),
    ]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_word_has_an_example_here()
    {
        Holds(OperatorForms.All.Words, Operators, "operator");
        Holds(ConstraintForms.All.Words, Constraints, "constraint");
        Holds(OperatorForms.Impact.Words, Impacts, "impact");
        Holds(OperatorForms.Variance.Words, Operators, "model");
        Holds(EffectForms.All.Words, Effects, "effect");
        Holds(OutputForms.All.Words, Outputs, "output");
        Holds(DistributionForms.All.Words, Distributions, "distribution");
        Holds(DistributionForms.Copulas.Words, Copulas, "copula");
        Holds(SourceForms.All.Words, Sources, "source");
        Holds(SourceForms.Points.Words, PointSets, "points");
        Holds(SummaryForms.All.Words, Summaries, "summary");
        Holds(TogetherForms.All.Words, Joints, "together");

        static void Holds(IEnumerable<string> words, string[] examples, string discriminator) =>
            Assert.All(words, word => Assert.Contains(examples, e => e.Contains($"\"{discriminator}\": \"{word}\"", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public void A_round_of_it_runs(string step)
    {
        var result = Read($$"""[ {{step}}, { "operator": "priceImpact", "law": { "impact": "exponential", "sellerShare": 0 } }, { "operator": "default" } ]""", """{ "effect": "fundingWithdrawn" }""", """{ "output": "totalLoss" }""").Ensemble.Run();
        Assert.Equal(5, result.Finished);
    }

    [Fact]
    public void Every_effect_acts_and_every_output_measures()
    {
        // A half is a share, an amount, a factor and a fraction.
        _folder.Write("falls.csv", "bond,loan,calls\n0,0,0.5\n0.1,0,0.5\n0.02,0.1,0.4\n0,0.2,0.25\n0.1,0.1,0.1\n");
        foreach (var effect in Effects)
        {
            Assert.Equal(5, Read($$"""[ { "operator": "deleverage", "limit": {{Constraints[0]}} } ]""", effect, string.Join(',', Outputs)).Ensemble.Run().Finished);
        }
    }

    [Fact]
    public void Every_distribution_copula_source_set_of_points_and_statistic_is_drawn_and_taken()
    {
        foreach (var distribution in Distributions)
        {
            Drawn($$"""{ "bond": {{distribution}}, "calls": { "distribution": "constant", "value": 0.1 } }""", Copulas[0], PointSets[0]);
        }

        const string two = """{ "bond": { "distribution": "uniform", "least": 0, "most": 0.1 }, "calls": { "distribution": "uniform", "least": 0, "most": 1 } }""";
        foreach (var copula in Copulas)
        {
            Drawn(two, copula, PointSets[0]);
        }

        foreach (var points in PointSets)
        {
            Drawn(two, Copulas[0], points);
        }

        _folder.Write("history.csv", "date,bond,calls\n2020-01-01,0.01,0.1\n2020-01-02,0.02,0.2\n2020-01-03,0.03,0.3\n");
        foreach (var source in Sources.Select(s => s.Replace("POINTS", PointSets[0], StringComparison.Ordinal)).Append($$"""{ "source": "drawn", "points": {{PointSets[^1]}}, "coordinates": {{two}} }"""))
        {
            string[] summaries = [.. Summaries.Where(s => source.Contains("saltelli", StringComparison.Ordinal) || !s.Contains("sobol", StringComparison.Ordinal))];
            var joints = string.Join(',', Joints.Select((j, n) => $"\"joint {n}\": {j}"));
            var result = Read($$"""[ {{Operators[0]}}, { "operator": "default" } ]""", Effects[5], $$"""{ "output": "totalLoss", "keep": true, "summaries": [ {{string.Join(',', summaries)}} ] }""", source, $$"""{ {{joints}} }""").Ensemble.Run();
            Assert.Equal(summaries.Length, result.Summaries(Interdealer.Ensembles.Outputs.Output.TotalLoss).Count);
            Assert.All(Enumerable.Range(0, Joints.Length), n => Assert.Single(result.Summaries($"joint {n}")));
        }

        void Drawn(string coordinates, string copula, string points)
        {
            var ensemble = Read(Default, Effects[5], Outputs[0], $$"""{ "source": "drawn", "points": {{points}}, "coordinates": {{coordinates}}, "copula": {{copula}} }""").Ensemble;
            Assert.Equal(ensemble.Source.Count, ensemble.Run().Finished);
        }
    }

    private EnsembleSpec Read(string round, string effect, string outputs, string source = """{ "source": "table", "file": "falls.csv" }""", string together = "{}") => _folder.Read($$"""
        {
          "version": 1, "system": { "institutions": "institutions.csv", "assets": "assets.csv", "holdings": "holdings.csv" }, "round": {{round}}, "cascade": { "maximumRounds": 50 },
          "scenarios": {{source}}, "effects": { "calls": {{effect}} }, "outputs": [ {{outputs}} ], "together": {{together}}
        }
        """);
}
