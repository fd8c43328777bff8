using System.Collections.Immutable;
using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Tests.Ensembles;

/// <summary>Parameters that scenarios vary: each scenario is what a run of its own with that parameter is.</summary>
public sealed class ParameterEffectTests
{
    private static readonly double[] Multiples = [0.25, 0.5, 0.8, 1, 1.3, 2, 2.5, 4, 0.9, 1.1, 3, 0.6, 1.7, 0.4, 1, 2.2, 1.5, 0.7, 1.2];
    private static readonly double[] Ratios = [0.03, 0.04, 0.045, 0.05, 0.06, 0.08, 0.1, 0.12];
    private static readonly LeverageRatio Ratio = LeverageRatio.FromMinimum(0.05).WithBuffer(0.01).WithTarget(0.07);

    private static readonly IOperator Squeeze = new FundingSqueeze(new HaircutUpdate(z: 1, fallWeight: 0.5), new FundingRun())
        .Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new VolatilityUpdate(lambda: 0.9)).Then(new Default());

    [Fact]
    public void Haircuts_that_are_scaled_are_those_of_a_system_with_such_haircuts_though_the_cascade_raises_them()
    {
        var system = System();
        SameAsAlone(Multiples, Effect.HaircutMultiple(), Squeeze, f => (With(system, a => a with { Haircut = Math.Min(1, a.Haircut * f) }), Squeeze));

        // Where nothing in the round sets haircuts, those of the start stay.
        var margins = new Deleverage(new Haircuts()).Then(new PriceImpact.Exponential(SellerShare.OldPrice));
        SameAsAlone([1, 2, 3, 20, 60], Effect.HaircutMultiple(), margins, f => (With(system, a => a with { Haircut = Math.Min(1, a.Haircut * f) }), margins));
        SameAsAlone([0, 3, 60, 1], Effect.HaircutMultiple("loan"), Squeeze, f => (With(system, a => a.Name == "loan" ? a with { Haircut = Math.Min(1, a.Haircut * f) } : a), Squeeze));
    }

    [Fact]
    public void Depth_that_is_scaled_is_that_of_a_system_with_such_depth_though_dealers_withdraw()
    {
        var round = new Deleverage(Ratio).Then(new AdverseSelection(informedShare: 0.2)).Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new VolatilityUpdate(lambda: 0.9)).Then(new Default());
        SameAsAlone(Multiples, Effect.DepthMultiple(), round, f => (With(System(), a => a with { Depth = a.Depth * f }), round));
        SameAsAlone(Multiples, Effect.DepthMultiple("bond"), round, f => (With(System(), a => a.Name == "bond" ? a with { Depth = a.Depth * f } : a), round));
    }

    [Fact]
    public void Leverage_that_is_targeted_is_scaled_for_all_or_one_whether_they_sell_or_buy()
    {
        static IOperator Round(LeverageTargeting targeting) => targeting.Then(new PriceImpact.Exponential(SellerShare.OldPrice));
        var one = Round(new LeverageTargeting(12));
        SameAsAlone(Multiples, Effect.LeverageTargetMultiple(), one, f => (System(), Round(new LeverageTargeting(Math.Max(1, 12 * f)))));
        SameAsAlone([0.01, 0.5], Effect.LeverageTargetMultiple(), one, f => (System(), Round(new LeverageTargeting(Math.Max(1, 12 * f)))));
        var cautious = Round(new LeverageTargeting(12) { Buys = false });
        SameAsAlone(Multiples, Effect.LeverageTargetMultiple("B"), cautious, f => (System(), Round(LeverageTargeting.OfEach(i => i.Name == "B" ? Math.Max(1, 12 * f) : 12) with { Buys = false })));
        var start = System().Start().Value();
        var sheets = System().Institutions.Select((i, n) => (i.Name, Leverage: Math.Min(31, start.Assets[n, 0] / start.Equity[n, 0]))).ToDictionary(x => x.Name, x => x.Leverage);
        SameAsAlone(Multiples, Effect.LeverageTargetMultiple(), Round(LeverageTargeting.AtStart()), f => (System(), Round(LeverageTargeting.OfEach(i => Math.Max(1, sheets[i.Name] * f)))));
    }

    [Fact]
    public void What_a_ratio_requires_is_scaled_with_its_target()
    {
        var limit = Ratio.Varying("leverage");
        SameAsAlone(Multiples, Effect.RequirementMultiple(limit), Round(limit), f => (System(), Round(LeverageRatio.FromMinimum(0.06 * f).WithTarget(0.07 * f))), 1e-9);
        SameAsAlone(Ratios, Effect.Requirement(limit), Round(limit), r => (System(), Round(LeverageRatio.FromMinimum(r).WithTarget(r * 0.07 / 0.06))), 1e-9);
        SameAsAlone([0, 0.005, 0.01, 0.02, 0.05, 0.1], Effect.Buffer(limit), Round(limit), b => (System(), Round(LeverageRatio.FromMinimum(0.05).WithBuffer(b).WithTarget((0.05 + b) * 0.07 / 0.06))), 1e-9);
        SameAsAlone(Ratios, Effect.Requirement(limit), Round(limit, CashUse.First), r => (System(), Round(LeverageRatio.FromMinimum(r).WithTarget(r * 0.07 / 0.06), CashUse.First)), 1e-9);
        var weighted = RiskWeightedCapital.FromMinimum(0.08).WithBuffer(0.02).WeighingTheRest(0.5);
        SameAsAlone(Ratios, Effect.Requirement(weighted.Varying("capital")), Round(weighted.Varying("capital")), r => (System(), Round(RiskWeightedCapital.FromMinimum(r).WeighingTheRest(0.5))), 1e-9);

        // With powers of two nothing is rounded.
        SameAsAlone([0.5, 1, 2], Effect.RequirementMultiple(limit), Round(limit), f => (System(), Round(LeverageRatio.FromMinimum(0.05 * f).WithBuffer(0.01 * f).WithTarget(0.07 * f))));

        static IOperator Round(IConstraint limit, CashUse cash = CashUse.Kept) => new Deleverage(limit, cash: cash).Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new Default());
    }

    [Fact]
    public void Limits_that_vary_are_joined_scoped_targeted_and_bind_dealers_as_any_other()
    {
        IOperator Round(double f, bool varies)
        {
            var risk = varies ? (IConstraint)ValueAtRisk.ShareOfEquity(0.3, confidence: 0.99, horizonDays: 10).Varying("risk") : ValueAtRisk.ShareOfEquity(0.3 / f, confidence: 0.99, horizonDays: 10);
            var limits = Ratio.And(risk.DownTo(0.9)).For(InstitutionKind.Dealer);
            return new Deleverage(limits, cash: CashUse.First).Then(new DealerMarket(risk, new PriceImpact.Exponential(SellerShare.OldPrice))).Then(new VolatilityUpdate(lambda: 0.9));
        }

        var limit = ValueAtRisk.ShareOfEquity(0.3, confidence: 0.99, horizonDays: 10).Varying("risk");
        SameAsAlone(Multiples, Effect.RequirementMultiple(limit), Round(1, varies: true), f => (System(), Round(f, varies: false)), 1e-9);
    }

    [Fact]
    public void A_limit_that_nothing_scales_has_its_bits_and_several_effects_multiply()
    {
        var (limit, source) = (Ratio.Varying("leverage"), new ScenarioTable(["bond", "a", "b"], [[0.05, 2, 0.5], [0.1, 0.5, 4], [0.02, 1, 1]]));
        Ensemble Of(IConstraint ratio) => new Ensemble(System(), source, new Deleverage(ratio).Then(new PriceImpact.Exponential(SellerShare.OldPrice)), new CascadeOptions { MaximumRounds = 60 })
            .Acting("a", Effect.HaircutMultiple()).Acting("b", Effect.DepthMultiple()).Keeping(Output.TotalLoss);
        Assert.Equal(Of(Ratio).Run().Values(Output.TotalLoss), Of(limit).Run().Values(Output.TotalLoss));

        var twice = Of(limit).Acting("a", Effect.RequirementMultiple(limit)).Acting("b", Effect.RequirementMultiple(limit)).Run().Values(Output.TotalLoss);
        var once = new Ensemble(System(), new ScenarioTable(["bond", "a"], [[0.05, 1], [0.1, 2], [0.02, 1]]), Of(limit).Round, new CascadeOptions { MaximumRounds = 60 })
            .Acting("a", Effect.RequirementMultiple(limit)).Keeping(Output.TotalLoss).Run().Values(Output.TotalLoss);
        Assert.Equal(once, twice);

        var haircut = Output.From("haircuts", (block, values) => { for (var s = 0; s < values.Length; s++) { values[s] = block.End.Haircut[0, s] + (10 * block.End.Haircut[1, s]); } });
        var both = Of(limit).Acting("a", Effect.HaircutMultiple()).Acting("b", Effect.HaircutMultiple("loan")).Keeping(haircut).Run().Values(haircut);
        Assert.Equal([(0.02 * 2) + (10 * 0.1), (0.02 * 0.5) + (10 * 0.2), 0.02 + 1], both);
    }

    [Fact]
    public void What_no_parameter_can_be_is_refused()
    {
        var limit = Ratio.Varying("leverage");
        Refused(Effect.HaircutMultiple(), -0.1, "a factor of at least 0");
        Refused(Effect.LeverageTargetMultiple(), 0, "a factor above 0");
        Refused(Effect.RequirementMultiple(limit), 0, "a factor above 0");
        Refused(Effect.Requirement(limit), 1, "a fraction above 0 and below 1");
        Refused(Effect.Requirement(limit), 0, "a fraction above 0 and below 1");
        Refused(Effect.Buffer(limit), 0.95, "a fraction of at least 0 and below 0.95");
        Refused(Effect.Buffer(limit), -0.001, "a fraction of at least 0");
        Assert.Contains("\"margin\" is no leverage ratio", Assert.Throws<ArgumentException>(() => Effect.Requirement(new Haircuts().Varying("margin"))).Message, StringComparison.Ordinal);
        Assert.Contains("\"margin\" is no leverage ratio", Assert.Throws<ArgumentException>(() => Effect.Buffer(new Haircuts().Varying("margin"))).Message, StringComparison.Ordinal);
        Assert.Contains("vary one by one", Assert.Throws<ArgumentException>(() => Ratio.And(new Haircuts()).Varying("both")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ratio.Varying(" "));

        static void Refused(Effect effect, double value, string says)
        {
            var refused = Assert.Throws<ScenarioException>(() => new Ensemble(System(), new ScenarioTable(["x"], [[value]]), new Default()).Acting("x", effect).Keeping(Output.TotalLoss).Run());
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Every scenario of an ensemble that varies a parameter against a run of its own with that parameter set.</summary>
    private static void SameAsAlone(double[] values, Effect effect, IOperator round, Func<double, (FinancialSystem System, IOperator Round)> alone, double within = 0)
    {
        var options = new CascadeOptions { MaximumRounds = 60 };
        double Fall(int s) => 0.01 + (0.012 * s);
        var source = new ScenarioTable(["loan", "x"], values.Select((v, s) => (double[])[Fall(s), v]));
        var outputs = Output.Losses(System()).Append(Output.TotalLoss).Append(Output.PriceFall("bond")).ToArray();
        var ensemble = new Ensemble(System(), source, round, options).Acting("x", effect).Keeping(outputs);
        var results = new[] { 1, 8, 64 }.Select(size => ensemble.Run(new EnsembleOptions { BlockSize = size })).ToList();
        var changed = 0;
        for (var s = 0; s < values.Length; s++)
        {
            var (system, its) = alone(values[s]);
            var expected = new Ensemble(system, new ScenarioTable(["loan"], [[Fall(s)]]), its, options).Keeping(outputs).Run();
            var plain = new Ensemble(System(), new ScenarioTable(["loan"], [[Fall(s)]]), round, options).Keeping(outputs).Run();
            changed += values[s] != 1 && plain.Values(Output.TotalLoss)[0] != expected.Values(Output.TotalLoss)[0] ? 1 : 0;
            foreach (var (output, result) in outputs.SelectMany(o => results.Select(r => (o, r))))
            {
                Assert.Equal(expected.Values(output)[0], result.Values(output)[s], within * Math.Max(1, Math.Abs(expected.Values(output)[0])));
            }
        }

        Assert.True(changed > 0, "a parameter that changes nothing tests nothing");
    }

    private static FinancialSystem System() => new(
        [
            new Institution("A") { Cash = 5, Debt = 101, ShortTermDebt = 98 },
            new Institution("B") { Cash = 2, Debt = 63, ShortTermDebt = 60 },
            new Institution("C") { Kind = InstitutionKind.Bank, Cash = 3, Debt = 48, ShortTermDebt = 45 },
        ],
        [new Asset("bond") { Depth = 400, Volatility = 0.01, Haircut = 0.02 }, new Asset("loan") { Depth = 200, Volatility = 0.02, Haircut = 0.1, LiquidityRank = 1 }],
        [new Holding("A", "bond", 60), new Holding("A", "loan", 45), new Holding("B", "bond", 30), new Holding("B", "loan", 36), new Holding("C", "bond", 20), new Holding("C", "loan", 30)]);

    private static FinancialSystem With(FinancialSystem system, Func<Asset, Asset> change) => new(system.Institutions, system.Assets.Select(change), system.Amounts);
}
