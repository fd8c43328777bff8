using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>What rules write stands in its column, in its scenarios alone; what was there already counts as not written, so that nobody looks at it again.</summary>
public sealed class WritingTests
{
    private const int Scenarios = 11;

    [Fact]
    public void A_rule_for_assets_writes_what_is_new()
    {
        foreach (var property in typeof(AssetAt<>).GetProperties().Where(p => p.CanWrite && p.SetMethod!.IsPublic).Select(p => p.Name))
        {
            Every(new AssetCase(property));
        }
    }

    [Fact]
    public void A_rule_for_institutions_writes_what_is_new()
    {
        string[] states = [nameof(State.Cash), nameof(State.OtherAssets), nameof(State.Debt), nameof(State.ShortTermDebt), nameof(State.DebtDue), nameof(State.RedemptionDue), nameof(State.PaidOut),
            nameof(State.PoolShare), nameof(State.Recovery), nameof(State.Standing), nameof(State.RepayShare), nameof(State.Bound), nameof(State.Unmet)];
        foreach (var property in states)
        {
            Every(new InstitutionCase(property));
        }
    }

    [Fact]
    public void What_was_the_same_in_all_scenarios_is_read_as_it_was_written()
    {
        // A fresh state holds one number for each institution: once one is written, each scenario of its column has its own.
        for (var which = 0; which < 4; which++)
        {
            Fresh<OneLane>(which);
            Fresh<TwoLanes>(which);
            Fresh<FourLanes>(which);
            Fresh<EightLanes>(which);
        }

        static void Fresh<T>(int which)
            where T : unmanaged, ILanes<T>
        {
            if (T.Count > Widths.Widest)
            {
                return;
            }

            var state = RandomSystems.Create(5).Start(Scenarios);
            var institutions = state.System.Institutions;
            var at = new InstitutionAt<T>(state, state.ValueInputs(), Passes.WorkspaceOf(state));
            at.MoveTo(0, 3);
            switch (which)
            {
                case 0: at.Cash += 8; break;
                case 1: at.OtherAssets += 8; break;
                case 2: at.Debt += 8; break;
                default: at.ShortTermDebt += 8; break;
            }

            for (var i = 0; i < institutions.Length; i++)
            {
                for (var s = 0; s + T.Count <= Scenarios; s++)
                {
                    at.MoveTo(i, s);
                    Holds(at.Cash, institutions[i].Cash, 0);
                    Holds(at.OtherAssets, institutions[i].OtherAssets, 1);
                    Holds(at.Debt, institutions[i].Debt, 2);
                    Holds(at.ShortTermDebt, institutions[i].ShortTermDebt, 3);

                    void Holds(T value, double start, int column)
                    {
                        Span<double> values = stackalloc double[T.Count];
                        T.Store(value, ref values[0], 0);
                        for (var l = 0; l < T.Count; l++)
                        {
                            Assert.Equal(start + (column == which && i == 0 && s + l >= 3 && s + l < 3 + T.Count ? 8 : 0), values[l]);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void What_nobody_has_is_noticed_once_somebody_has_it()
    {
        Fresh((ref InstitutionAt<OneLane> at) => at.Cash = 1, hasDue: false, hasRedemptions: false, hasShortTerm: false);
        Fresh((ref InstitutionAt<OneLane> at) => at.ShortTermDebt = 1, hasDue: false, hasRedemptions: false, hasShortTerm: true);
        Fresh((ref InstitutionAt<OneLane> at) => at.DebtDue = 1, hasDue: true, hasRedemptions: false, hasShortTerm: false);
        Fresh((ref InstitutionAt<OneLane> at) => at.RedemptionDue = 1, hasDue: true, hasRedemptions: true, hasShortTerm: false);

        static void Fresh(Writes write, bool hasDue, bool hasRedemptions, bool hasShortTerm)
        {
            var state = new FinancialSystem([new Institution("D") { Cash = 1, Debt = 1 }], [new Asset("bond")], []).Start();
            var at = new InstitutionAt<OneLane>(state, state.ValueInputs(), Passes.WorkspaceOf(state));
            at.MoveTo(0, 0);
            Assert.Equal((false, false, false), (at.HasDue, at.HasRedemptions, at.HasShortTerm));
            write(ref at);
            Assert.Equal((hasDue, hasRedemptions, hasShortTerm), (at.HasDue, at.HasRedemptions, at.HasShortTerm));

            // Another pass finds it in the state.
            var next = new InstitutionAt<OneLane>(state, state.ValueInputs(), Passes.WorkspaceOf(state));
            Assert.Equal((hasDue, hasRedemptions, hasShortTerm), (next.HasDue, next.HasRedemptions, next.HasShortTerm));
        }
    }

    [Fact]
    public void Who_is_gone_and_what_repays_is_known_once_it_is_written()
    {
        var at = Fresh();
        Assert.True(OneLane.All(at.InBusiness));
        at.Standing = 1;
        Assert.False(OneLane.Any(at.InBusiness));
        at = Fresh();
        Assert.Equal(0, OneLane.First(at.RepayShare));
        at.RepayShare = 0.25;
        Assert.Equal(0.25, OneLane.First(at.RepayShare));

        static InstitutionAt<OneLane> Fresh()
        {
            var state = FinancialSystem.Of(DealerPrime.Sheet).Start();
            var at = new InstitutionAt<OneLane>(state, state.ValueInputs(), Passes.WorkspaceOf(state));
            at.MoveTo(0, 0);
            return at;
        }
    }

    [Fact]
    public void A_settled_sale_writes_debt_and_what_crossed_the_border_in_its_scenarios()
    {
        Settles<OneLane>();
        Settles<TwoLanes>();
        Settles<FourLanes>();
        Settles<EightLanes>();

        static void Settles<T>()
            where T : unmanaged, ILanes<T>
        {
            if (T.Count > Widths.Widest)
            {
                return;
            }

            for (var scenario = 0; scenario + T.Count <= Scenarios; scenario++)
            {
                var state = RandomSystems.Create(5).Start(Scenarios);
                foreach (ref var flow in state.Flows.Values)
                {
                    flow = 1;
                }

                var flows = state.Flows.Read.ToArray();
                var at = new InstitutionAt<T>(state, state.ValueInputs(), Passes.WorkspaceOf(state));
                at.MoveTo(1, scenario);
                at.BeginSale();
                at.EndSale(debt: 7, received: 20, repaid: -20);
                for (var s = scenario; s < scenario + T.Count; s++)
                {
                    Assert.Equal(7, state.Debt[1, s]);
                    (flows[s], flows[Scenarios + s]) = (21, -19);
                }

                Assert.Equal(state.System.Institutions[0].Debt, state.Debt[0, scenario]);
                Assert.Equal(flows, state.Flows.Read);
            }
        }
    }

    private delegate void Writes(ref InstitutionAt<OneLane> at);

    [Fact]
    public void A_rule_for_scenarios_writes_what_is_new() => Every(new ScenarioCase());

    private static void Every(Case one)
    {
        one.Look<OneLane>();
        one.Look<TwoLanes>();
        one.Look<FourLanes>();
        one.Look<EightLanes>();
    }

    private abstract class Case(string name)
    {
        protected abstract void Write<T>(State state, int row, int scenario, Func<T, T> of)
            where T : unmanaged, ILanes<T>;

        public void Look<T>()
            where T : unmanaged, ILanes<T>
        {
            // Of vectors that are wider than the machine's registers there is no room for any.
            if (T.Count > Widths.Widest)
            {
                return;
            }

            var state = RandomSystems.Create(5).Start(Scenarios);
            var column = (Column)typeof(State).GetProperty(name)!.GetValue(state)!;
            var (row, isDebt) = (column.Rows - 1, name == nameof(State.Debt));
            for (var r = 0; r < column.Rows; r++)
            {
                for (var s = 0; s < Scenarios; s++)
                {
                    column[r, s] = 1 + r + (0.25 * s);
                }
            }

            for (var scenario = 0; scenario + T.Count <= Scenarios; scenario++)
            {
                var before = column.Read.ToArray();
                column.BeginRound();
                Write<T>(state, row, scenario, x => x + 0);
                Assert.Equal(isDebt, column.IsTouched);
                Assert.Equal(before, column.Read);

                // One of the scenarios moves, the others stay.
                var moves = scenario + (scenario % T.Count);
                var steps = new double[Scenarios];
                steps[moves] = 8;
                column.BeginRound();
                Write<T>(state, row, scenario, x => x + T.Load(in steps[0], scenario));
                Assert.True(column.IsTouched, name);
                before[(row * Scenarios) + moves] += 8;
                Assert.Equal(before, column.Read);
            }
        }
    }

    private sealed class AssetCase(string name) : Case(name)
    {
        private readonly string _name = name;

        protected override void Write<T>(State state, int row, int scenario, Func<T, T> of)
        {
            var at = new AssetAt<T>(state);
            at.MoveTo(row, scenario);
            switch (_name)
            {
                case nameof(at.Price): at.Price = of(at.Price); break;
                case nameof(at.Fundamental): at.Fundamental = of(at.Fundamental); break;
                case nameof(at.Discount): at.Discount = of(at.Discount); break;
                case nameof(at.Volatility): at.Volatility = of(at.Volatility); break;
                case nameof(at.Depth): at.Depth = of(at.Depth); break;
                case nameof(at.Haircut): at.Haircut = of(at.Haircut); break;
                case nameof(at.HalfSpread): at.HalfSpread = of(at.HalfSpread); break;
                case nameof(at.Quoting): at.Quoting = of(at.Quoting); break;
                case nameof(at.Inventory): at.Inventory = of(at.Inventory); break;
                case nameof(at.CustomerSales): at.CustomerSales = of(at.CustomerSales); break;
                case nameof(at.Sold): at.Sold = of(at.Sold); break;
                case nameof(at.StartOfRoundPrice): at.StartOfRoundPrice = of(at.StartOfRoundPrice); break;
                default: Assert.Fail($"{_name} is not written by this test"); break;
            }
        }
    }

    private sealed class InstitutionCase(string name) : Case(name)
    {
        private readonly string _name = name;

        protected override void Write<T>(State state, int row, int scenario, Func<T, T> of)
        {
            var at = new InstitutionAt<T>(state, state.ValueInputs(), Passes.WorkspaceOf(state));
            at.MoveTo(row, scenario);
            switch (_name)
            {
                case nameof(at.Cash): at.Cash = of(at.Cash); break;
                case nameof(at.OtherAssets): at.OtherAssets = of(at.OtherAssets); break;
                case nameof(at.Debt): at.Debt = of(at.Debt); break;
                case nameof(at.ShortTermDebt): at.ShortTermDebt = of(at.ShortTermDebt); break;
                case nameof(at.DebtDue): at.DebtDue = of(at.DebtDue); break;
                case nameof(at.RedemptionDue): at.RedemptionDue = of(at.RedemptionDue); break;
                case nameof(at.PaidOut): at.PaidOut = of(at.PaidOut); break;
                case nameof(at.PoolShare): at.PoolShare = of(at.PoolShare); break;
                case nameof(at.Recovery): at.Recovery = of(at.Recovery); break;
                case nameof(at.Standing): at.Standing = of(at.Standing); break;
                case nameof(at.RepayShare): at.RepayShare = of(at.RepayShare); break;
                case nameof(at.Bound): at.Bound = of(at.Bound); break;
                case nameof(at.Unmet): at.Unmet = of(at.Unmet); break;
                default: Assert.Fail($"{_name} is not written by this test"); break;
            }
        }
    }

    private sealed class ScenarioCase() : Case(nameof(State.Cash))
    {
        protected override void Write<T>(State state, int row, int scenario, Func<T, T> of)
        {
            var at = new ScenarioAt<T>(scenario);
            at.Write(state.Cash, row, of(at.Read(state.Cash, row)));
        }
    }
}
