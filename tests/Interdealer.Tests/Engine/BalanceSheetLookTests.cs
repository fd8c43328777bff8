using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>Balance sheets as they are and as they would be, against sums in a plain loop, whatever was looked at before.</summary>
public sealed class BalanceSheetLookTests
{
    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 40).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_balance_sheet_is_what_it_is_made_of(int seed)
    {
        var random = new Random(seed);
        var state = Filled(random, RandomSystems.Create(seed).Start(11));
        var value = state.Value();
        Look<OneLane>(random, state, value);
        Look<TwoLanes>(random, state, value);
        Look<FourLanes>(random, state, value);
        Look<EightLanes>(random, state, value);
    }

    [Fact]
    public void Nothing_ordered_is_worth_nothing_even_at_a_price_that_is_none()
    {
        var state = FinancialSystem.Of(DealerPrime.Sheet).Start(2);
        (state.Order[0, 1], state.Price[0, 0]) = (0.5, double.NaN);
        var at = new InstitutionAt<TwoLanes>(state, state.Value(), Passes.WorkspaceOf(state));
        at.MoveTo(0, 0);
        var ordered = at.OrderedValue();
        Assert.Equal(0, TwoLanes.First(ordered));
        Assert.False(at.HasNoOrder());
    }

    private static void Look<T>(Random random, State state, Valuation value)
        where T : unmanaged, ILanes<T>
    {
        // Of vectors that are wider than the machine's registers there is no room for any.
        if (T.Count > Widths.Widest)
        {
            return;
        }

        var at = new InstitutionAt<T>(state, value, Passes.WorkspaceOf(state));
        for (var visits = 0; visits < 20; visits++)
        {
            var (i, first) = (random.Next(state.System.Institutions.Length), random.Next(state.ScenarioCount - T.Count + 1));
            at.MoveTo(i, first);
            var before = Plain.Of(state, value, i, first, T.Count);
            for (var looks = 0; looks < 6; looks++)
            {
                switch (random.Next(6))
                {
                    case 0:
                        var totals = at.TotalsAsTheyAre();
                        Close(before.Assets, totals.Assets);
                        Close(before.Equity, totals.Equity);
                        Close(before.Sellable, totals.Sellable);
                        break;
                    case 1:
                        ref var without = ref at.LookWithoutInventory();
                        Close(Minus(before.Assets, before.Inventory), without.Assets);
                        Close(Minus(before.Debt, before.Inventory), without.Debt);
                        Close(Minus(before.ShortTermDebt, before.Inventory), without.ShortTermDebt);
                        Close(before.Equity, without.Equity);
                        Close(before.Sellable, without.Sellable);
                        break;
                    case 2:
                        ref var bare = ref at.LookBare();
                        Close(Minus(Minus(before.Assets, before.Inventory), before.Held), bare.Assets);
                        Close(Minus(before.Debt, before.Inventory), bare.Debt);
                        Close(Minus(before.Equity, before.Held), bare.Equity);
                        break;
                    case 3:
                        var bought = new[] { 0, 30.0 }[random.Next(2)];
                        ref var with = ref at.LookBareWith((T)bought);
                        Close([.. Minus(Minus(before.Assets, before.Inventory), before.Held).Select(a => a + bought)], with.Assets);
                        Close([.. Minus(before.ShortTermDebt, before.Inventory).Select(d => d + bought)], with.ShortTermDebt);
                        Close(Minus(before.Equity, before.Held), with.Equity);
                        Close([.. Enumerable.Repeat(bought, T.Count)], with.PoolShare * with.Pool);
                        break;
                    case 4:
                        // Twice the cash, no debt and nothing due, and what is ordered gone.
                        at.LookAfterOrders(2 * at.Cash, 0, 0, 0);
                        Close([.. before.Assets.Select((a, s) => a + before.Cash[s] - before.Ordered[s])], at.Sheet.Assets);
                        Close([.. before.Assets.Select((a, s) => a + before.Cash[s] - before.Ordered[s] - before.Owed[s])], at.Sheet.Equity);
                        break;
                    default:
                        ref var now = ref at.AsIs();
                        Close(before.Assets, now.Assets);
                        Close(before.Equity, now.Equity);
                        Close(before.Sellable, now.Sellable);
                        Close(Minus(before.Held, before.Sellable), now.Unsellable);
                        Close(before.Debt, now.Debt);
                        for (var t = 0; t < at.Tiers; t++)
                        {
                            Close(before.Tiers[t], now.Values[t]);
                        }

                        break;
                }
            }

            Close(before.Ordered, at.OrderedValue());
            Assert.Equal(before.Ordered.All(o => o == 0) && before.HasNoOrder, at.HasNoOrder());
        }
    }

    private static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static void Close<T>(double[] expected, T value)
        where T : unmanaged, ILanes<T>
    {
        Span<double> actual = stackalloc double[T.Count];
        T.Store(value, ref actual[0], 0);
        for (var s = 0; s < T.Count; s++)
        {
            Assert.Equal(expected[s], actual[s], 1e-9 * (1 + Math.Abs(expected[s])));
        }
    }

    /// <summary>A state with inventory, redemptions, orders and partly sold tiers, each with some probability.</summary>
    private static State Filled(Random random, State state)
    {
        Fill(state.Inventory, 0.5, () => 20 * random.NextDouble());
        Fill(state.RedemptionDue, 0.5, () => 5 * random.NextDouble());
        Fill(state.Retained, 0.7, random.NextDouble);
        Fill(state.Price, 0.7, () => 0.5 + random.NextDouble());
        Fill(state.Cash, 0.5, () => 10 * random.NextDouble());
        Fill(state.Debt, 0.5, () => 100 * random.NextDouble());
        for (var row = 0; row < state.Order.Rows && random.Next(3) > 0; row++)
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                state.Order[row, s] = random.Next(4) == 0 ? state.Retained[row, s] * random.NextDouble() : 0;
            }
        }

        return state;

        void Fill(Column column, double share, Func<double> of)
        {
            if (random.NextDouble() < share)
            {
                foreach (ref var x in column.Values)
                {
                    x = of();
                }
            }
        }
    }

    private sealed record Plain(
        double[] Assets, double[] Equity, double[] Held, double[] Sellable, double[] Inventory, double[] Cash, double[] Debt, double[] ShortTermDebt, double[] Owed, double[] Ordered, double[][] Tiers, bool HasNoOrder)
    {
        public static Plain Of(State state, Valuation value, int i, int first, int count)
        {
            var system = state.System;
            double[] By(Func<int, double> of) => [.. Enumerable.Range(first, count).Select(of)];
            double Whole(int tier, int s)
            {
                var assets = system.Q.AssetsOf((i * system.Tiers) + tier);
                var amounts = system.Q.AmountsOf((i * system.Tiers) + tier);
                var sum = 0.0;
                for (var e = 0; e < assets.Length; e++)
                {
                    sum += amounts[e] * value.Marks[assets[e], s];
                }

                return sum;
            }

            int Row(int tier) => (i * system.Tiers) + tier;
            double[][] tiers = [.. Enumerable.Range(0, system.Tiers).Select(t => By(s => Whole(t, s) * state.Retained[Row(t), s]))];
            double[] Sum(IEnumerable<double[]> rows) => By(s => rows.Sum(r => r[s - first]));
            var held = Sum(tiers);
            var inventory = By(s => state.PoolShare[i, s] * Enumerable.Range(0, system.Assets.Length).Sum(k => state.Inventory[k, s] * value.Marks[k, s]));
            var owed = By(s => system.Claims.IsEmpty ? 0 : system.Claims.Owed[i] * state.Recovery[i, s]);
            var assets = By(s => state.Cash[i, s] + state.OtherAssets[i, s] + value.Claims[i, s] + held[s - first] + inventory[s - first]);
            return new(
                assets, By(s => assets[s - first] - state.Debt[i, s] - owed[s - first] - state.RedemptionDue[i, s]), held, Sum(tiers[..system.SellableTiers]), inventory,
                By(s => state.Cash[i, s]), By(s => state.Debt[i, s]), By(s => state.ShortTermDebt[i, s]), owed,
                Sum(Enumerable.Range(0, system.Tiers).Select(t => By(s => Whole(t, s) * state.Order[Row(t), s]))), tiers,
                Enumerable.Range(0, system.Tiers).All(t => By(s => state.Order[Row(t), s]).All(o => o == 0)));
        }
    }
}
