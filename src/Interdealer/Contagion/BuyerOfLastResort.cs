using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>What a buyer of last resort bought of one asset.</summary>
/// <param name="Asset">Label.</param>
/// <param name="Paid">Value at the marks before each purchase, in currency.</param>
/// <param name="Units">Units bought; one cost 1 at the start.</param>
/// <param name="Worth">What they are worth at the present price, in currency.</param>
public sealed record OutsidePurchase(string Asset, double Paid, double Units, double Worth);

/// <summary>
/// A buyer outside the system stands against forced sales: of the value x_k that is to be sold of an asset it takes
/// b_k = min(x_k, budget left, most a round), which moves no price.
/// </summary>
/// <remarks>
/// Placed between the operators that order sales and the market. It buys at the marks before the sale, beside what others buy; sellers receive the price
/// of the market they sell in, and share α of the impact that is left. Budgets are those given here plus those that a scenario adds
/// (<see cref="ScenarioBudget"/>), spent over all rounds. It buys no more than is sold, so it lifts no price. Purchases of asset and round as the Bank of
/// England's of long-dated gilts in 2022.
/// </remarks>
public sealed class BuyerOfLastResort : IForcesNobody, ILosesWhatIsHeld
{
    /// <summary>The column, a row for each asset, to which a scenario adds a budget of its own.</summary>
    internal const string ScenarioBudget = "Buyer of last resort: budget";

    private const string Spent = "Buyer of last resort: paid";
    private const string Bought = "Buyer of last resort: units";

    /// <summary>A buyer with a budget for each asset.</summary>
    /// <param name="budgets">Currency by asset over all rounds, at least 0; +∞ for no limit; assets not listed are not bought unless a scenario says so.</param>
    /// <exception cref="ArgumentException">An asset is listed twice or a budget is negative or not a number.</exception>
    public BuyerOfLastResort(params IEnumerable<(string Asset, double Budget)> budgets) => Budgets = NamedAmounts.Of(budgets, nameof(budgets), "currency");

    /// <summary>Budget by asset over all rounds, in currency.</summary>
    public ImmutableSortedDictionary<string, double> Budgets { get; }

    /// <summary>The most that is bought of an asset in one round, in currency, above 0; +∞ unless set.</summary>
    public double PerRound { get; init => field = Require.PositiveOrInfinite(value, "currency a round", nameof(PerRound)); } = double.PositiveInfinity;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var columns = state.Scratch(this, static (s, buyer) => new Columns(s, buyer));
        var value = state.ValueInputs();
        Settlement.Volumes(state, value, columns.ForSale);
        Passes.OverAssets(state, new Rule(columns, state.CustomerSales, value.Marks, PerRound));
    }

    /// <summary>What was bought so far in one scenario, assets without purchases left out.</summary>
    /// <param name="state">The state.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public static IReadOnlyList<OutsidePurchase> Purchases(State state, int scenario = 0)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (paid, units) = (state.Memory(Spent, state.System.Assets.Length), state.Memory(Bought, state.System.Assets.Length));
        return [.. state.System.Assets.Select((a, k) => new OutsidePurchase(a.Name, paid[k, scenario], units[k, scenario], units[k, scenario] * state.Price[k, scenario]))
            .Where(p => p.Paid > 0)];
    }

    private sealed class Columns
    {
        public Columns(State state, BuyerOfLastResort buyer)
        {
            var m = state.System.Assets.Length;
            (Own, ForSale) = (NamedAmounts.Column(state, buyer.Budgets), new Column(m, state.ScenarioCount));
            (Added, Paid, Units) = (state.Memory(ScenarioBudget, m), state.Memory(Spent, m), state.Memory(Bought, m));
        }

        public Column Own { get; }

        public Column ForSale { get; }

        public Column Added { get; }

        public Column Paid { get; }

        public Column Units { get; }
    }

    private readonly struct Rule(Columns columns, Column customers, Column marks, double perRound) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var (paid, mark) = (at.Read(columns.Paid), at.Read(marks));
            var left = T.Max(0, at.Read(columns.Own) + at.Read(columns.Added) - paid);
            var sold = at.Read(columns.ForSale) + at.CustomerSales;
            var bought = T.Where(mark > 0, T.Max(0, T.Min(T.Min(left, perRound), sold)), 0);
            if (T.Any(bought > 0))
            {
                at.Write(customers, at.CustomerSales - bought);
                at.Write(columns.Paid, paid + bought);
                at.Write(columns.Units, at.Read(columns.Units) + T.Where(bought > 0, bought / mark, 0));
            }
        }
    }
}
