using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Cascades;

/// <summary>The certificate of rest, against its definition: the largest change of any lasting quantity in a scenario's last round.</summary>
public class ResidualTests
{
    private static readonly HashSet<string> Amounts =
    [
        nameof(State.Depth), nameof(State.Inventory), nameof(State.CustomerSales), nameof(State.Cash), nameof(State.OtherAssets), nameof(State.Debt),
        nameof(State.ShortTermDebt), nameof(State.DebtDue), nameof(State.RedemptionDue), nameof(State.PaidOut),
    ];

    private static readonly HashSet<string> OfTheRound =
    [
        nameof(State.StartOfRoundPrice), nameof(State.Sold), nameof(State.Order), nameof(State.RepayShare), nameof(State.Bound), nameof(State.Unmet), nameof(State.Flows),
    ];

    public static IEnumerable<object[]> Cases => Enumerable.Range(0, 24).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Residuals_are_the_largest_change_of_the_last_round(int seed)
    {
        var random = new Random(seed);
        var assets = Enumerable.Range(0, 1 + random.Next(40)).Select(k => new Asset($"asset {k}") { Depth = 300 + (900 * random.NextDouble()), Volatility = 0.01 }).ToList();
        var (banks, holdings) = (new List<Institution>(), new List<Holding>());
        for (var i = 0; i < 2 + random.Next(30); i++)
        {
            holdings.AddRange(assets.Select(a => new Holding($"bank {i}", a.Name, random.NextDouble())));
            var total = holdings.Where(h => h.Institution == $"bank {i}").Sum(h => h.Amount) + 2;
            banks.Add(new Institution($"bank {i}") { OtherAssets = 2, Debt = total * (0.88 + (0.1 * random.NextDouble())) });
        }

        // One bank has amounts far above, one far below the scale of the system, and some scenarios come to rest long before others.
        banks[0] = banks[0] with { OtherAssets = 500, Debt = 480 };
        var system = new FinancialSystem(banks, assets, holdings);
        IOperator[] rounds =
        [
            (LeverageTargeting.AtStart(atMost: 31) with { Buys = false }).Then(new PriceImpact.Linear(SellerShare.OldPrice)),
            new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new Default()),
            new LeverageTargeting(14).Then(new PriceImpact.Linear(SellerShare.Half)).Then(new VolatilityUpdate(lambda: 0.94)),
        ];
        var scenarioCount = 1 + random.Next(19);
        var options = new CascadeOptions { MaximumRounds = 1 + random.Next(80), KeepEvery = 1, Tolerance = Math.Pow(10, -2 - random.Next(9)) };
        var result = Cascade.Run(
            system.Shock(Enumerable.Range(0, scenarioCount).Select(s => new Shock().Falling("asset 0", s == 0 ? 0 : 0.3 * Math.Pow(random.NextDouble(), 3))).ToList()), rounds[seed % rounds.Length], options);

        for (var s = 0; s < scenarioCount; s++)
        {
            var last = result.RoundCounts[s];
            Assert.Equal(Distance(StateAfter(result, last - 1), StateAfter(result, last), s, system.Institutions.Sum(i => i.OtherAssets) + holdings.Sum(h => h.Amount)), result.Residuals[s]);
            Assert.True(last == options.MaximumRounds || result.Residuals[s] <= options.Tolerance, $"scenario {s} stopped in round {last} at {result.Residuals[s]:R}");
        }
    }

    private static State StateAfter(CascadeResult result, int round) => round == 0 ? result.Start : result.History.Single(h => h.Round == round).State;

    private static double Distance(State before, State now, int scenario, double size)
    {
        var largest = 0.0;
        foreach (var (was, column) in before.Columns.Zip(now.Columns).Where(c => !OfTheRound.Contains(c.First.Name)))
        {
            for (var row = 0; row < column.Column.Rows; row++)
            {
                var (x, y) = (was.Column[row, scenario], column.Column[row, scenario]);
                largest = Math.Max(largest, x == y ? 0 : Math.Abs(y - x) / Math.Max(Amounts.Contains(was.Name) ? size : 1, Math.Abs(x)));
            }
        }

        return largest;
    }
}
