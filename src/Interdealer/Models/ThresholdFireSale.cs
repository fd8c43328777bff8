using System.Collections.Immutable;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Models;

/// <summary>A bank as stress-test tables state it.</summary>
/// <param name="Name">Label.</param>
/// <param name="Capital">CET1 capital, currency above 0.</param>
/// <param name="LeverageRatio">Capital over assets, a fraction above 0 and below 1.</param>
/// <param name="DebtSecurities">All bonds held, currency at least 0.</param>
/// <param name="GovernmentBonds">Those of governments, at most all.</param>
public sealed record ThresholdBank(string Name, double Capital, double LeverageRatio, double DebtSecurities, double GovernmentBonds);

/// <summary>One step of the threshold model; step 0 is the moment of the shock.</summary>
/// <param name="Defaults">Banks that default in this step.</param>
/// <param name="ShareSold">Fraction of all bonds (in units) sold so far.</param>
/// <param name="CorporatePrice">Price of corporate bonds, 1 at first.</param>
/// <param name="GovernmentPrice">Price of government bonds, 1 before the shock.</param>
public sealed record ThresholdStep(ImmutableArray<string> Defaults, double ShareSold, double CorporatePrice, double GovernmentPrice);

/// <summary>The fire sale from the shock to rest.</summary>
/// <param name="Steps">The steps, the moment of the shock first.</param>
/// <param name="AtRest">False when the steps allowed were over while somebody still had something to sell.</param>
public sealed record ThresholdRun(ImmutableArray<ThresholdStep> Steps, bool AtRest)
{
    /// <summary>The last step.</summary>
    public ThresholdStep End => Steps[^1];
}

/// <summary>
/// A fire sale with three thresholds: a bank defaults below one leverage ratio, sells below a second until it is at a third, cash first; defaulted banks sell everything
/// in the next step. Prices fall by e^(−β·share), share the fraction of all units of that bond sold in the step.
/// </summary>
/// <remarks>
/// Assets are capital over the leverage ratio: 5 % cash, corporate and government bonds, and the rest, which is never sold; debt is assets less capital. Each step the market
/// clears at the middle of the old and the new price, then every bank looks at its ratio. Proceeds are cash, which counts in the ratio, until the bank acts again and repays debt
/// with its cash first: a sale alone does not raise the ratio. β = −ln(1 − π)/.05: selling 5 % of all units moves the
/// price by π. All sales of a step meet; the order of banks does not matter. Limits: impact takes no account of what was sold before but through the price, so prices tend to
/// e^(−β) when everything is sold; a bank without bonds can only default. It comes to rest because no step raises a price. Source: the threshold model of the
/// firesale_stresstest program (2018), Institute for New Economic Thinking, Oxford.
/// </remarks>
public sealed record ThresholdFireSale
{
    private const double CashShare = 0.05;
    private const double CalibrationShare = 0.05;
    private static readonly ImmutableArray<string> Bonds = ["corporate bonds", "government bonds"];

    /// <summary>Capital over assets below which a bank defaults.</summary>
    public double DefaultRatio { get; init => field = Require.OpenFraction(value, nameof(DefaultRatio)); } = 0.03;

    /// <summary>Capital over assets below which it sells.</summary>
    public double BufferRatio { get; init => field = Require.OpenFraction(value, nameof(BufferRatio)); } = 0.04;

    /// <summary>Capital over assets to which it returns.</summary>
    public double TargetRatio { get; init => field = Require.OpenFraction(value, nameof(TargetRatio)); } = 0.05;

    /// <summary>Whether a bank sells whenever it is below the target, leverage targeting, and not only once it is below the buffer.</summary>
    public bool AlwaysTargets { get; init; }

    /// <summary>π, fall of a price when 5 % of all units are sold, a fraction at least 0 and below 1; 0 for a market that no sale moves.</summary>
    public double Impact { get; init => field = Require.Fraction(value, nameof(Impact)); } = 0.05;

    private double Trigger => AlwaysTargets ? TargetRatio : BufferRatio;

    private double Beta => -Math.Log(1 - Impact) / CalibrationShare;

    /// <summary>The fire sale after a fall of government bonds, step by step until nobody sells or defaults.</summary>
    /// <param name="banks">At least one.</param>
    /// <param name="governmentFall">Fall of government bonds, a fraction from 0 to 1.</param>
    /// <param name="maximumSteps">Steps at most, at least 1; the original program stops after 6.</param>
    public ThresholdRun Run(IEnumerable<ThresholdBank> banks, double governmentFall, int maximumSteps = 10_000)
    {
        ArgumentNullException.ThrowIfNull(banks);
        Require.Share(governmentFall);
        Require.AtLeast(1, maximumSteps, "steps");
        RequireOrder();
        var books = banks.Select(b => new Book(b)).ToList();
        Require.AtLeast(1, books.Count, "banks", nameof(banks));
        double[] units = [books.Sum(b => b.Units[0]), books.Sum(b => b.Units[1])];
        double[] price = [1, 1 - governmentFall];
        double[] sold = [0, 0];
        var steps = ImmutableArray.CreateBuilder<ThresholdStep>();
        steps.Add(new ThresholdStep([], 0, price[0], price[1]));
        do
        {
            Clear(books, units, price, sold);
            var defaults = books.Where(b => Decide(b, price)).Select(b => b.Name).ToImmutableArray();
            var all = units.Sum();
            steps.Add(new ThresholdStep(defaults, all > 0 ? sold.Sum() / all : 0, price[0], price[1]));
        }
        while (books.Exists(Sells) && steps.Count <= maximumSteps);

        return new ThresholdRun(steps.ToImmutable(), AtRest: !books.Exists(Sells));
    }

    /// <summary>
    /// One step for the engine, on the banks of <see cref="ToSystem"/>: the market clears at the middle of the old and the new price, banks below the first threshold default,
    /// and those below the second deleverage to the third, cash first; what a sale fetches stays cash until then.
    /// </summary>
    public IOperator Round
    {
        get
        {
            RequireOrder();
            return Operator.From(MeasureDepthInUnits)
                .Then(new PriceImpact.Exponential(SellerShare.Half))
                .Then(Operator.From(DefaultBelowThreshold))
                .Then(new Deleverage(LeverageRatio.FromMinimum(Trigger).WithTarget(TargetRatio), cash: CashUse.First))
                .Then(Operator.From(state => state.RepayShare.Clear()));
        }
    }

    /// <summary>The same banks for the engine, with assets “corporate bonds” and “government bonds” at the prices before the shock.</summary>
    /// <param name="banks">At least one.</param>
    public static FinancialSystem ToSystem(IEnumerable<ThresholdBank> banks)
    {
        ArgumentNullException.ThrowIfNull(banks);
        var books = banks.Select(b => new Book(b)).ToList();
        return new FinancialSystem(
            books.Select(b => new Institution(b.Name) { Cash = b.Cash, OtherAssets = b.Other, Debt = b.Debt }),
            Bonds.Select(name => new Asset(name)),
            books.SelectMany(b => Bonds.Select((name, k) => new Holding(b.Name, name, b.Units[k]))));
    }

    /// <summary>Depth in currency of a market whose price falls by e^(−β·share of all units): D = p·units/β moves with the price.</summary>
    private void MeasureDepthInUnits(State state)
    {
        for (var k = 0; k < Bonds.Length; k++)
        {
            var units = state.System.Amounts.Where(h => h.Asset == Bonds[k]).Sum(h => h.Amount);
            for (var s = 0; s < state.ScenarioCount && units > 0; s++)
            {
                state.Depth[k, s] = Math.Max(double.Epsilon, state.Price[k, s] * units / Beta);
            }
        }
    }

    /// <summary>A ratio below the first threshold counts as insolvency: everything is ordered, and proceeds stay in the estate.</summary>
    private void DefaultBelowThreshold(State state)
    {
        var value = state.Value();
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                if (state.StandingOf(i, s) == Standing.Active && value.Equity[i, s] < DefaultRatio * value.Assets[i, s])
                {
                    state.Standing[i, s] = (double)Standing.Insolvent;
                    state.Order[i, s] = state.Retained[i, s];
                }
            }
        }
    }

    /// <summary>The market executes all orders of the step at the middle of the old and the new price.</summary>
    private void Clear(List<Book> books, double[] units, double[] price, double[] sold)
    {
        for (var k = 0; k < price.Length; k++)
        {
            var volume = books.Sum(b => b.Order[k]);
            var after = units[k] > 0 ? price[k] * Math.Exp(-Beta * volume / units[k]) : price[k];
            foreach (var book in books)
            {
                book.Sell(k, (price[k] + after) / 2);
            }

            (price[k], sold[k]) = (after, sold[k] + volume);
        }
    }

    /// <summary>A bank looks at its ratio and orders; true when it defaults now.</summary>
    private bool Decide(Book b, double[] price)
    {
        var bonds = (b.Units[0] * price[0]) + (b.Units[1] * price[1]);
        var assets = b.Cash + b.Other + bonds;
        var equity = assets - b.Debt;
        if (b.Defaulted)
        {
            return false;
        }

        if (equity < DefaultRatio * assets)
        {
            b.Defaulted = true;
            b.Order = [.. b.Units];
            return true;
        }

        if (equity < Trigger * assets)
        {
            var excess = assets - (equity / TargetRatio);
            excess -= b.Repay(Math.Min(b.Cash, excess));
            var slice = bonds > 0 ? Math.Min(1, excess / bonds) : 0;
            b.Order = [slice * b.Units[0], slice * b.Units[1]];
        }

        return false;
    }

    private static bool Sells(Book book) => book.Order[0] + book.Order[1] > 0;

    private void RequireOrder()
    {
        if (!(DefaultRatio <= BufferRatio && BufferRatio <= TargetRatio))
        {
            throw new InvalidOperationException(
                $"DefaultRatio ≤ BufferRatio ≤ TargetRatio must hold (fractions of assets); they were {Require.Text(DefaultRatio)}, {Require.Text(BufferRatio)} and {Require.Text(TargetRatio)}.");
        }
    }

    private sealed class Book
    {
        public Book(ThresholdBank bank)
        {
            ArgumentNullException.ThrowIfNull(bank);
            Name = Require.Label(bank.Name, "bank.Name");
            var capital = Require.Positive(bank.Capital, "currency", $"Capital of \"{Name}\"");
            var assets = capital / Require.OpenFraction(bank.LeverageRatio, $"LeverageRatio of \"{Name}\"");
            var bonds = Require.NonNegative(bank.DebtSecurities, "currency", $"DebtSecurities of \"{Name}\"");
            var government = Require.NonNegative(bank.GovernmentBonds, "currency", $"GovernmentBonds of \"{Name}\"");
            Cash = CashShare * assets;
            Other = Require.NonNegative(assets - bonds - Cash, "currency", $"assets less bonds and cash of \"{Name}\"");
            Units = [Require.NonNegative(bonds - government, "currency", $"DebtSecurities less GovernmentBonds of \"{Name}\""), government];
            Debt = assets - capital;
        }

        public string Name { get; }

        public double Other { get; }

        public double[] Units { get; }

        public double[] Order { get; set; } = [0, 0];

        public double Cash { get; private set; }

        public double Debt { get; private set; }

        public bool Defaulted { get; set; }

        public void Sell(int k, double price)
        {
            Cash += Order[k] * price;
            Units[k] -= Order[k];
            Order[k] = 0;
        }

        public double Repay(double amount)
        {
            var paid = Math.Min(amount, Debt);
            (Cash, Debt) = (Cash - paid, Debt - paid);
            return paid;
        }
    }
}
