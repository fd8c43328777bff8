using Interdealer.Constraints;
using Interdealer.Risk;

namespace Interdealer.Fuzz.Systems;

/// <summary>Random limits of every family, alone, wrapped and joined.</summary>
/// <param name="draw">Choices.</param>
/// <param name="assets">Labels.</param>
internal sealed class DrawnLimit(Draw draw, IReadOnlyList<string> assets)
{
    private int _varying;

    /// <summary>Wraps every single limit in something that changes nothing; set to see whether it does.</summary>
    public bool IsWrapped { get; init; }

    /// <summary>One limit or up to three joined.</summary>
    public Written<IConstraint> Next()
    {
        var limit = Wrapped();
        for (var more = draw.Pick(0, 0, 0, 1, 1, 2); more > 0; more--)
        {
            var other = Wrapped();
            limit = new(limit.Value.And(other.Value), $"{limit.Code}.And({other.Code})");
        }

        return draw.Chance(0.1) ? DownTo(limit) : limit;
    }

    private Written<IConstraint> Wrapped()
    {
        var limit = Single();
        if (draw.Chance(0.2))
        {
            var name = _varying++ % 2 == 0 ? "first" : "second";
            limit = new(limit.Value.Varying(name), $"{limit.Code}.Varying({Code.Of(name)})");
        }

        if (draw.Chance(0.15))
        {
            var kind = (InstitutionKind)draw.Below(4);
            limit = new(limit.Value.For(kind), $"{limit.Code}.For(InstitutionKind.{kind})");
        }

        limit = draw.Chance(0.2) ? DownTo(limit) : limit;
        return IsWrapped ? new(limit.Value.DownTo(1).For(_ => true), $"{limit.Code}.DownTo(1).For(_ => true)") : limit;
    }

    private Written<IConstraint> DownTo(Written<IConstraint> limit)
    {
        var share = draw.Chance(0.2) ? 1 : draw.OpenFraction(0.7, 1);
        return new(limit.Value.DownTo(share), $"{limit.Code}.DownTo({Code.Of(share)})");
    }

    private Written<IConstraint> Single() => draw.Below(24) switch
    {
        < 6 => Leverage(),
        < 9 => Capital(),
        < 11 => StableFunding(),
        < 12 => Liquidity(),
        < 15 => Concentrated(),
        < 18 => new(new Haircuts(), "new Haircuts()"),
        < 22 => NormalRisk(),
        < 23 => EstimatedRisk(),
        _ => new(new OutsideLimit(0.05), "new OutsideLimit(0.05)"),
    };

    private Written<IConstraint> Leverage()
    {
        var (minimum, buffer) = (draw.OpenFraction(0.02, 0.12), draw.Chance(0.5) ? 0 : 0.02 * draw.Unit());
        buffer = minimum < 0.9 ? buffer : 0;
        var (limit, code) = (LeverageRatio.FromMinimum(minimum).WithBuffer(buffer), $"LeverageRatio.FromMinimum({Code.Of(minimum)}).WithBuffer({Code.Of(buffer)})");
        if (draw.Chance(0.4) && limit.Requirement * (1 + (0.3 * draw.Unit())) is var target and < 1)
        {
            (limit, code) = (limit.WithTarget(target), $"{code}.WithTarget({Code.Of(target)})");
        }

        if (draw.Chance(0.2))
        {
            (limit, code) = (limit.ExcludingCash(), $"{code}.ExcludingCash()");
        }

        foreach (var asset in assets.Where(_ => draw.Chance(0.1)))
        {
            var weight = draw.Number(2);
            (limit, code) = (limit.Weighing(asset, weight), $"{code}.Weighing({Code.Of(asset)}, {Code.Of(weight)})");
        }

        return new(limit, code);
    }

    private Written<IConstraint> Capital()
    {
        var (minimum, rest, other) = (draw.OpenFraction(0.05, 0.15), draw.Number(1.5), draw.Number(1));
        var (limit, code) = (RiskWeightedCapital.FromMinimum(minimum).WeighingTheRest(rest) with { OtherAssetsWeight = other, CashWeight = draw.Chance(0.2) ? 0.5 : 0 }, "");
        code = $"(RiskWeightedCapital.FromMinimum({Code.Of(minimum)}).WeighingTheRest({Code.Of(rest)}) with {{ OtherAssetsWeight = {Code.Of(other)}, CashWeight = {Code.Of(limit.CashWeight)} }})";
        if (draw.Chance(0.4) && limit.Requirement * (1 + (0.3 * draw.Unit())) is var target and < 1)
        {
            (limit, code) = (limit.WithTarget(target), $"{code}.WithTarget({Code.Of(target)})");
        }

        foreach (var asset in assets.Where(_ => draw.Chance(0.4)))
        {
            var weight = draw.Chance(0.3) ? 0 : draw.Number(2);
            (limit, code) = (limit.Weighing(asset, weight), $"{code}.Weighing({Code.Of(asset)}, {Code.Of(weight)})");
        }

        return new(limit, code);
    }

    private Written<IConstraint> StableFunding()
    {
        var (rest, target, stable) = (draw.Share(), draw.Chance(0.5) ? 1 : 1 + (0.3 * draw.Unit()), draw.Share());
        var (limit, code) = (NetStableFunding.Ratio.WeighingTheRest(rest).WithTarget(target) with { ShortTermDebtFactor = stable }, "");
        code = $"(NetStableFunding.Ratio.WeighingTheRest({Code.Of(rest)}).WithTarget({Code.Of(target)}) with {{ ShortTermDebtFactor = {Code.Of(stable)} }})";
        foreach (var asset in assets.Where(_ => draw.Chance(0.3)))
        {
            var factor = draw.Share();
            (limit, code) = (limit.Weighing(asset, factor), $"{code}.Weighing({Code.Of(asset)}, {Code.Of(factor)})");
        }

        return new(limit, code);
    }

    private Written<IConstraint> Liquidity()
    {
        var (runOff, draws, secured, target) = (draw.Share(), draw.Share(), draw.Share(), draw.Chance(0.5) ? 1 : 1 + (0.3 * draw.Unit()));
        var (level, inflow, longTerm) = ((HqlaLevel)draw.Below(5), draw.Share(), draw.Share());
        var limit = LiquidityCoverage.FromRunOff(runOff, draws).SecuredBy(level, secured).WithTarget(target) with { OtherAssetsInflow = inflow, LongTermDebtRunOff = longTerm };
        var code = $"(LiquidityCoverage.FromRunOff({Code.Of(runOff)}, {Code.Of(draws)}).SecuredBy(HqlaLevel.{level}, {Code.Of(secured)}).WithTarget({Code.Of(target)}) with {{ OtherAssetsInflow = {Code.Of(inflow)}, LongTermDebtRunOff = {Code.Of(longTerm)} }})";
        foreach (var asset in assets.Where(_ => draw.Chance(0.7)))
        {
            var counts = (HqlaLevel)draw.Below(5);
            (limit, code) = (limit.Counting(counts, asset), $"{code}.Counting(HqlaLevel.{counts}, {Code.Of(asset)})");
        }

        return new(limit, code);
    }

    private Written<IConstraint> Concentrated()
    {
        var (limit, tighter) = (draw.Above(0.1, 1.5), draw.Chance(0.5) ? 1 : 1 - (0.3 * draw.Unit()));
        List<string> counted = [.. assets.Where(_ => draw.Chance(0.5)).DefaultIfEmpty(assets[0])];
        return new(
            Concentration.OfEquity(limit, counted).WithTarget(limit * tighter),
            $"Concentration.OfEquity({Code.Of(limit)}, [{string.Join(", ", counted.Select(Code.Of))}]).WithTarget({Code.Of(limit * tighter)})");
    }

    private Written<IConstraint> NormalRisk()
    {
        var (correlation, days) = (draw.Chance(0.7) ? 1 : draw.Share(), draw.Chance(0.5) ? 1 : draw.Above(1, 20));
        var (limit, share) = (draw.Positive(0.5, 10), draw.Above(0.02, 0.5));
        return draw.Below(4) switch
        {
            0 => new(ValueAtRisk.Limit(limit, 0.99, days, correlation), $"ValueAtRisk.Limit({Code.Of(limit)}, 0.99, {Code.Of(days)}, {Code.Of(correlation)})"),
            1 => new(ExpectedShortfall.Limit(limit, 0.975, days, correlation), $"ExpectedShortfall.Limit({Code.Of(limit)}, 0.975, {Code.Of(days)}, {Code.Of(correlation)})"),
            2 => new(ValueAtRisk.ShareOfEquity(share, 0.99, days, correlation), $"ValueAtRisk.ShareOfEquity({Code.Of(share)}, 0.99, {Code.Of(days)}, {Code.Of(correlation)})"),
            _ => new(ExpectedShortfall.ShareOfEquity(share, 0.975, days, correlation), $"ExpectedShortfall.ShareOfEquity({Code.Of(share)}, 0.975, {Code.Of(days)}, {Code.Of(correlation)})"),
        };
    }

    private Written<IConstraint> EstimatedRisk()
    {
        var (limit, seed) = (draw.Positive(0.5, 10), draw.Below(1000));
        var history = new HistoricalSimulation(History(seed), RiskMeasure.ValueAtRisk, 0.9);
        return draw.Below(3) switch
        {
            0 => new(ValueAtRisk.Limit(limit, history), $"ValueAtRisk.Limit({Code.Of(limit)}, new HistoricalSimulation(History({seed}), RiskMeasure.ValueAtRisk, 0.9))"),
            1 => new(
                ValueAtRisk.Limit(limit, new FilteredHistoricalSimulation(history, new Ewma(0.9), VarianceSeed.WholeSample)),
                $"ValueAtRisk.Limit({Code.Of(limit)}, new FilteredHistoricalSimulation(new HistoricalSimulation(History({seed}), RiskMeasure.ValueAtRisk, 0.9), new Ewma(0.9), VarianceSeed.WholeSample))"),
            _ => new(
                ExpectedShortfall.Limit(limit, new EllipticalRisk(RiskMultiplier.StudentT(RiskMeasure.ExpectedShortfall, 0.975, 4), Correlation.Uniform(assets.Count, 0.3))),
                $"ExpectedShortfall.Limit({Code.Of(limit)}, new EllipticalRisk(RiskMultiplier.StudentT(RiskMeasure.ExpectedShortfall, 0.975, 4), Correlation.Uniform({assets.Count}, 0.3)))"),
        };
    }

    private ReturnHistory History(int seed)
    {
        var (random, returns) = (new Random(seed), new double[20, assets.Count]);
        for (var day = 0; day < 20; day++)
        {
            for (var k = 0; k < assets.Count; k++)
            {
                returns[day, k] = 0.02 * (random.NextDouble() - 0.5);
            }
        }

        return ReturnHistory.Of(assets, returns);
    }

    /// <summary>A limit as someone outside the library writes one: it says of a whole state what it measures.</summary>
    private sealed class OutsideLimit(double minimum) : IConstraint
    {
        public IReadOnlyList<string> Parts => ["Outside limit"];

        public void Measure(State state, Valuation value, Measurement measurement)
        {
            measurement.FillLinear(state, value, new LinearWeights(minimum, null) { Cash = 1, Other = 1, Claims = 1 });
            for (var i = 0; i < state.System.Institutions.Length; i++)
            {
                value.Equity.Row(i).CopyTo(measurement.Capacity.Row(i));
            }
        }
    }
}
