using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Models;
using Interdealer.Risk;

namespace Interdealer.Fuzz.Systems;

/// <summary>Random rounds: every operator of the library in random company.</summary>
internal sealed class DrawnRound(Draw draw, DrawnLimit limits, IReadOnlyList<string> institutions, IReadOnlyList<string> assets)
{
    // The columns that every state has; those that operators add come after them.
    private static readonly int Quantities = typeof(State).GetProperties().Count(p => p.PropertyType == typeof(Column));

    /// <summary>The steps of a round: some at random, most often a market where orders need one.</summary>
    public List<Written<IOperator>> Steps()
    {
        List<Written<IOperator>> steps = [.. Enumerable.Range(0, 1 + draw.Below(6)).Select(_ => Step())];
        if (draw.Chance(0.7))
        {
            steps.Insert(0, Seller());
            steps.Insert(draw.Chance(0.6) ? 1 : draw.Below(steps.Count + 1), draw.Chance(0.85) ? Impact() : Dealers());
        }

        if (draw.Chance(0.4))
        {
            steps.Add(Defaulting());
        }

        return steps;
    }

    private Written<IOperator> Step()
    {
        var step = draw.Below(13) switch
        {
            0 or 1 => Seller(),
            2 => Impact(),
            3 => Dealers(),
            4 => Marks(),
            5 => Learning(),
            6 => Funding(),
            7 => Squeeze(),
            8 => Investors(),
            9 => Defaulting(),
            10 => Claims(),
            11 => Quotes(),
            _ => Other(),
        };
        if (!draw.Chance(0.1))
        {
            return step;
        }

        var name = draw.Pick("one", "two", "three");
        return new(new Channel(name, step.Value), $"new Channel({Code.Of(name)}, {step.Code})");
    }

    private Written<Liquidation> How() => draw.Below(3) switch
    {
        0 => new(Liquidation.ProRata, "Liquidation.ProRata"),
        1 => new(Liquidation.MostLiquidFirst, "Liquidation.MostLiquidFirst"),
        _ => new(Liquidation.LeastImpact, "Liquidation.LeastImpact"),
    };

    private Written<IOperator> Seller() => draw.Below(5) < 3 ? Deleveraging() : Targeting();

    private Written<IOperator> Deleveraging()
    {
        var (limit, how, cash) = (limits.Next(), How(), draw.Pick(CashUse.Kept, CashUse.First));
        return new(new Deleverage(limit.Value, how.Value, cash), $"new Deleverage({limit.Code}, {how.Code}, CashUse.{cash})");
    }

    private Written<IOperator> Targeting()
    {
        var (how, leverage, buys, all) = (How(), draw.Chance(0.1) ? 1 : 1 + draw.Number(25), draw.Chance(0.4), draw.Chance(0.8));
        var (targeting, code) = draw.Below(3) switch
        {
            0 => (new LeverageTargeting(leverage, how.Value), $"new LeverageTargeting({Code.Of(leverage)}, {how.Code})"),
            1 => (LeverageTargeting.AtStart(leverage, how.Value), $"LeverageTargeting.AtStart({Code.Of(leverage)}, {how.Code})"),
            _ => (LeverageTargeting.OfEach(i => i.Name.Length > 2 ? 5 : leverage, how.Value), $"LeverageTargeting.OfEach(i => i.Name.Length > 2 ? 5 : {Code.Of(leverage)}, {how.Code})"),
        };
        targeting = targeting with { Buys = buys, AppliesTo = i => all || i.Kind == InstitutionKind.Bank };
        return new(targeting, $"({code} with {{ Buys = {Code.Of(buys)}, AppliesTo = i => {Code.Of(all)} || i.Kind == InstitutionKind.Bank }})");
    }

    private Written<IOperator> Impact()
    {
        var impact = Law();
        return new(impact.Value, impact.Code);
    }

    private Written<PriceImpact> Law()
    {
        var share = draw.Pick(SellerShare.OldPrice, SellerShare.OldPrice, SellerShare.Half, SellerShare.NewPrice, SellerShare.Of(draw.Share()));
        var (code, number) = ($"SellerShare.Of({Code.Of(share.Value)})", draw.Above(0.3, 2));
        return draw.Below(5) switch
        {
            0 => new(new PriceImpact.Linear(share), $"new PriceImpact.Linear({code})"),
            1 => new(new PriceImpact.Exponential(share), $"new PriceImpact.Exponential({code})"),
            2 => new(new PriceImpact.SquareRoot(share) { Coefficient = number }, $"new PriceImpact.SquareRoot({code}) {{ Coefficient = {Code.Of(number)} }}"),
            3 => new(new PriceImpact.Power(share) { Exponent = number }, $"new PriceImpact.Power({code}) {{ Exponent = {Code.Of(number)} }}"),
            _ => new(new PriceImpact.Floored(share), $"new PriceImpact.Floored({code})"),
        };
    }

    private Written<IOperator> Dealers()
    {
        var (limit, outside) = (limits.Next(), Law());
        return new(new DealerMarket(limit.Value, outside.Value), $"new DealerMarket({limit.Code}, {outside.Code})");
    }

    private Written<IOperator> Marks()
    {
        var weight = draw.Share();
        return new(new MarkDownBySpread(weight), $"new MarkDownBySpread({Code.Of(weight)})");
    }

    private Written<IOperator> Learning()
    {
        var (lambda, days) = (draw.OpenFraction(0.5, 0.99), draw.Above(0.1, 10));
        return draw.Below(3) switch
        {
            0 => new(new VolatilityUpdate(lambda) { RoundDays = days }, $"new VolatilityUpdate({Code.Of(lambda)}) {{ RoundDays = {Code.Of(days)} }}"),
            1 => new(new VolatilityUpdate(new Garch11(1e-5, 0.1, 0.9 * lambda)), $"new VolatilityUpdate(new Garch11(1E-5, 0.1, 0.9 * {Code.Of(lambda)}))"),
            _ => new(new VolatilityUpdate(new OutsideModel(lambda)), $"new VolatilityUpdate(new OutsideModel({Code.Of(lambda)}))"),
        };
    }

    private Written<HaircutUpdate> Haircuts()
    {
        var (z, days, weight) = (draw.Number(3), draw.Above(1, 10), draw.Number(1));
        return new(new HaircutUpdate(z, days, weight), $"new HaircutUpdate({Code.Of(z)}, {Code.Of(days)}, {Code.Of(weight)})");
    }

    private Written<FundingRun> Run()
    {
        var (comfort, leverage, fall, most) = (1 + draw.Number(20), draw.Number(1), draw.Number(3), draw.Share());
        return new(
            new FundingRun(new() { ComfortLeverage = comfort, LeverageWeight = leverage, FallWeight = fall, MaximumShare = most }),
            $"new FundingRun(new() {{ ComfortLeverage = {Code.Of(comfort)}, LeverageWeight = {Code.Of(leverage)}, FallWeight = {Code.Of(fall)}, MaximumShare = {Code.Of(most)} }})");
    }

    private Written<IOperator> Funding()
    {
        var (how, haircuts, run) = (How(), Haircuts(), Run());
        return draw.Below(3) switch
        {
            0 => new(haircuts.Value, haircuts.Code),
            1 => new(run.Value, run.Code),
            _ => new(new RaiseCash(how.Value), $"new RaiseCash({how.Code})"),
        };
    }

    private Written<IOperator> Squeeze()
    {
        var (how, haircuts, run) = (How(), Haircuts(), Run());
        return draw.Chance(0.8)
            ? new(new FundingSqueeze(haircuts.Value, run.Value, how.Value), $"new FundingSqueeze({haircuts.Code}, {run.Code}, {how.Code})")
            : new(new FundingSqueeze(haircuts.Value, null, how.Value), $"new FundingSqueeze({haircuts.Code}, null, {how.Code})");
    }

    private Written<IOperator> Investors()
    {
        var (beta, swing, how) = (draw.Number(2), draw.Fraction(0.1), How());
        var (redemptions, code) = (new Redemptions(beta, swing), $"new Redemptions({Code.Of(beta)}, {Code.Of(swing)})");
        return draw.Chance(0.3) ? new(redemptions, code) : new(redemptions.Then(new RaiseCash(how.Value)), $"{code}.Then(new RaiseCash({how.Code}))");
    }

    private Written<IOperator> Defaulting()
    {
        var rounds = draw.Chance(0.5) ? 1 : 1 + draw.Below(6);
        return new(new Default(rounds), $"new Default({rounds})");
    }

    private Written<IOperator> Claims()
    {
        var (a, b) = (draw.Share(), draw.Share());
        return draw.Below(3) switch
        {
            0 => new(EisenbergNoe.AtMarks, "EisenbergNoe.AtMarks"),
            1 => new(new RogersVeraart(a, b).AtMarks, $"new RogersVeraart({Code.Of(a)}, {Code.Of(b)}).AtMarks"),
            _ => new((new Neva(new DefaultAtMaturity(a, 1, b)) { Limit = 200 }).AtMarks, $"(new Neva(new DefaultAtMaturity({Code.Of(a)}, 1, {Code.Of(b)})) {{ Limit = 200 }}).AtMarks"),
        };
    }

    private Written<IOperator> Quotes()
    {
        var (informed, tolerance, outside, days) = (draw.Chance(0.8) ? 0.3 * draw.Unit() : draw.Share(), draw.Chance(0.1) ? double.PositiveInfinity : draw.Above(0.5, 3), draw.OpenFraction(0.05, 0.4), draw.Above(0.2, 2));
        var (spiral, own) = (draw.Chance(0.4), draw.Share());
        var selection = new AdverseSelection(informed, tolerance).With(assets[0], own) with { Spiral = spiral, OutsideShare = outside, QuoteDays = days };
        return new(
            selection,
            $"(new AdverseSelection({Code.Of(informed)}, {Code.Of(tolerance)}).With({Code.Of(assets[0])}, {Code.Of(own)}) with {{ Spiral = {Code.Of(spiral)}, OutsideShare = {Code.Of(outside)}, QuoteDays = {Code.Of(days)} }})");
    }

    private Written<IOperator> Other()
    {
        var (share, fall, loss) = (draw.Share(), 0.05 * draw.Unit(), draw.Amount(2));
        return draw.Below(5) switch
        {
            0 or 1 => new(new Recovery(share), $"new Recovery({Code.Of(share)})"),
            2 => new(Operator.From(state => SellSome(state, share)), $"Operator.From(state => SellSome(state, {Code.Of(share)}))"),
            3 when draw.IsExtreme => Poison(),
            _ => new(
                new Shock().Falling(assets[0], fall).Losing(institutions[0], loss),
                $"new Shock().Falling({Code.Of(assets[0])}, {Code.Of(fall)}).Losing({Code.Of(institutions[0])}, {Code.Of(loss)})"),
        };
    }

    /// <summary>An operator from outside that spoils a scenario once its first price has fallen below a level.</summary>
    private Written<IOperator> Poison()
    {
        var (below, value, place) = (draw.Between(0.5, 1), draw.Pick(double.NaN, double.PositiveInfinity, double.NegativeInfinity), draw.Below(1000));
        return new(Operator.From(state => Spoil(state, below, value, place)), $"Operator.From(state => Spoil(state, {Code.Of(below)}, {Code.Of(value)}, {place}))");
    }

    /// <summary>A few lines of one's own: the first institution orders a share of what it has not ordered yet, and half of it repays debt.</summary>
    private static void SellSome(State state, double share)
    {
        for (var s = 0; s < state.ScenarioCount; s++)
        {
            if (state.StandingOf(0, s) != Standing.Active)
            {
                continue;
            }

            for (var t = 0; t < state.System.SellableTiers; t++)
            {
                var (order, retained) = (state.Order[t, s], state.Retained[t, s]);
                state.Order[t, s] = Math.Min(retained, Math.Max(0, order) + (share * Math.Max(0, retained - order)));
            }

            state.RepayShare[0, s] = 0.5;
        }
    }

    private static void Spoil(State state, double below, double value, int place)
    {
        var own = state.Columns.Select(c => c.Column).Take(Quantities).ToArray();
        var column = own[place % own.Length];
        for (var s = 0; s < state.ScenarioCount; s++)
        {
            if (state.Price[0, s] < below)
            {
                column[place % column.Rows, s] = value;
            }
        }
    }

    /// <summary>A variance model from outside the library.</summary>
    private sealed class OutsideModel(double lambda) : IVarianceModel
    {
        public double Update(double variance, double @return) => (lambda * variance) + ((1 - lambda) * Math.Abs(@return) * 0.01);
    }
}
