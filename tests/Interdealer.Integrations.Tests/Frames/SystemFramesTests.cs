using Deedle;
using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Frames;
using Interdealer.Tests;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class SystemFramesTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_system_comes_back_from_its_frames_with_every_key_value_and_attribute(int seed)
    {
        var system = RandomSystem(seed);
        AssertSame(system, SystemFrames.Of(system).ToSystem(Missing.LeftOut));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_rows_and_columns_of_holdings_and_claims_says_nothing(int seed)
    {
        var system = RandomSystem(seed);
        var frames = SystemFrames.Of(system);
        var random = new Random(seed);
        var shuffled = frames with { Holdings = Shuffled(frames.Holdings, random), Claims = frames.Claims is null ? null : Shuffled(frames.Claims, random) };
        AssertSame(system, shuffled.ToSystem(Missing.LeftOut));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_cascade_of_a_system_from_its_frames_ends_in_the_same_frames(int seed)
    {
        var system = RandomSystems.Create(seed);
        var back = SystemFrames.Of(system).ToSystem(Missing.LeftOut);
        var round = new Deleverage(LeverageRatio.FromMinimum(0.3), Liquidation.ProRata).Then(new PriceImpact.Exponential(SellerShare.OldPrice));
        var (typed, framed) = (Cascade.Run(RandomSystems.Shocked(system, seed), round), Cascade.Run(RandomSystems.Shocked(back, seed), round));
        Assert.Equal(typed.Losses(), framed.Losses());
        Assert.True(typed.LossesFrame().Equals(framed.LossesFrame()));
        Assert.True(typed.PricesFrame().Equals(framed.PricesFrame()));
        Assert.Equal(system.Institutions.Select(i => i.Name), framed.LossesFrame().RowKeys);
    }

    [Fact]
    public void Figures_keep_their_columns_types_and_infinities()
    {
        var frames = SystemFrames.Of(new FinancialSystem(
            [new Institution("Dealer") { Kind = InstitutionKind.Dealer, RiskAversion = 0.5, Debt = 3 }, new Institution("Fund") { Kind = InstitutionKind.Fund }],
            [new Asset("Bonds") { LiquidityRank = 2, Depth = 40 }, new Asset("Loans") { Sellable = false }],
            [new Holding("Dealer", "Bonds", 5), new Holding("Fund", "Loans", 0)]));
        Assert.Equal(["Kind", "Cash", "Other assets", "Debt", "Short term debt", "Off balance sheet exposure", "Risk aversion"], frames.Institutions.ColumnKeys);
        Assert.Equal("Fund", frames.Institutions.GetColumn<string>("Kind")["Fund"]);
        Assert.Equal(double.PositiveInfinity, frames.Institutions.GetColumn<double>("Risk aversion")["Fund"]);
        Assert.Equal([typeof(int), typeof(bool), .. Enumerable.Repeat(typeof(double), 6)], frames.Assets.ColumnTypes);
        // Listed zeros stay zeros and pairs that are not listed stay gaps.
        Assert.Equal(0, frames.Holdings.GetColumn<double>("Loans")["Fund"]);
        Assert.False(frames.Holdings.GetColumn<double>("Bonds").TryGet("Fund").HasValue);
        Assert.Null(frames.Claims);
    }

    [Fact]
    public void Columns_may_be_named_in_words_and_left_out()
    {
        var institutions = Of(["Bank A"], ("Short-term debt", new[] { 5.0 }), ("debt", new[] { 9 }), ("Kind", new[] { "lender" }));
        var system = new SystemFrames(institutions, Frame.FromRowKeys(new[] { "Bonds" }), Of(["Bank A"], ("Bonds", new[] { 3 }))).ToSystem();
        Assert.Equal(new Institution("Bank A") { Kind = InstitutionKind.Lender, Debt = 9, ShortTermDebt = 5 }, system.Institutions[0]);
        Assert.Equal(new Holding("Bank A", "Bonds", 3), Assert.Single(system.Amounts));
    }

    [Fact]
    public void A_gap_is_refused_unless_it_is_said_what_it_means()
    {
        var holdings = Of(["Bank A", "Bank B"], ("Bonds", new[] { 60.0, 50 }), ("Loans", new[] { 40.0, double.NaN }));
        var frames = new SystemFrames(Institutions, Assets, holdings);
        Assert.Contains("Holdings: row \"Bank B\", column \"Loans\" has no value", Refused(() => frames.ToSystem()), StringComparison.Ordinal);
        Assert.Equal(3, frames.ToSystem(Missing.LeftOut).Amounts.Length);
        Assert.Contains(new Holding("Bank B", "Loans", 7), frames.ToSystem(Missing.As(7)).Amounts);
        Assert.Contains("no order in time", Refused(() => frames.ToSystem(Missing.CarriedForward)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_among_figures_is_refused_or_becomes_the_default()
    {
        var institutions = Of(["Bank A", "Bank B"], ("Debt", new[] { 90.0, 80 }), ("RiskAversion", new[] { 0.5, double.NaN }));
        var frames = new SystemFrames(institutions, Assets, Holdings);
        Assert.Contains("Institutions: row \"Bank B\", column \"RiskAversion\" has no value", Refused(() => frames.ToSystem()), StringComparison.Ordinal);
        Assert.Equal(double.PositiveInfinity, frames.ToSystem(figures: Missing.LeftOut).Institutions[1].RiskAversion);
        Assert.Equal(0.25, frames.ToSystem(figures: Missing.As(0.25)).Institutions[1].RiskAversion);
        Assert.Equal(0.5, frames.ToSystem(figures: Missing.CarriedForward).Institutions[1].RiskAversion);
    }

    [Fact]
    public void A_row_or_column_that_another_frame_lacks_is_named()
    {
        string Error(Frame<string, string> holdings) => Refused(() => new SystemFrames(Institutions, Assets, holdings).ToSystem(Missing.LeftOut));
        Assert.Contains("row \"Bank C\", column \"Bonds\"", Error(Of(["Bank A", "Bank C"], ("Bonds", new[] { 1.0, 2 }), ("Loans", new[] { 1.0, 2 }))), StringComparison.Ordinal);
        Assert.Contains("row \"Bank A\", column \"Gold\"", Error(Of(["Bank A", "Bank B"], ("Bonds", new[] { 1.0, 2 }), ("Gold", new[] { 1.0, 2 }))), StringComparison.Ordinal);
        // A row that is not there is a row of gaps: refused by name, or left out by choice.
        var short1 = Of(["Bank A"], ("Bonds", new[] { 60.0 }), ("Loans", new[] { 40.0 }));
        Assert.Contains("Holdings: row \"Bank B\", column \"Bonds\" has no value", Refused(() => new SystemFrames(Institutions, Assets, short1).ToSystem()), StringComparison.Ordinal);
        Assert.Equal(2, new SystemFrames(Institutions, Assets, short1).ToSystem(Missing.LeftOut).Amounts.Length);
    }

    [Fact]
    public void What_is_no_amount_is_named_with_its_row_and_column()
    {
        string Error(object bonds) => Refused(() => new SystemFrames(Institutions, Assets, Of(["Bank A", "Bank B"], ("Bonds", bonds), ("Loans", new[] { 1.0, 2 }))).ToSystem());
        Assert.Contains("Holdings: row \"Bank B\", column \"Bonds\" holds the text \"n/a\"; expected a finite number of at least 0 (currency)", Error(new object[] { 60.0, "n/a" }), StringComparison.Ordinal);
        // Text is not guessed to be a number.
        Assert.Contains("row \"Bank A\", column \"Bonds\" holds the text \"60\"", Error(new[] { "60", "50" }), StringComparison.Ordinal);
        Assert.Contains("row \"Bank B\", column \"Bonds\" holds -1", Error(new[] { 60.0, -1 }), StringComparison.Ordinal);
        Assert.Contains("row \"Bank A\", column \"Bonds\" holds Infinity", Error(new[] { double.PositiveInfinity, 1 }), StringComparison.Ordinal);
        Assert.Contains("row \"Bank A\", column \"Bonds\" holds True", Error(new[] { true, false }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_such_figure_is_named_with_its_row_and_column()
    {
        string Error(string column, object values) => Refused(() => new SystemFrames(Of(["Bank A", "Bank B"], (column, values)), Assets, Holdings).ToSystem());
        Assert.Contains("Institutions: row \"Bank B\", column \"Kind\" holds the text \"Bnak\"; expected one of Dealer, Bank, Fund, Lender", Error("Kind", new[] { "Bank", "Bnak" }), StringComparison.Ordinal);
        Assert.Contains("row \"Bank A\", column \"Kind\" holds the text \"1\"", Error("Kind", new[] { "1", "Bank" }), StringComparison.Ordinal);
        Assert.Contains("row \"Bank B\", column \"Cash\"", Error("Cash", new[] { 1.0, -3 }), StringComparison.Ordinal);
        Assert.Contains("\"Csh\" is not a figure of Institution; expected one of \"Kind\", \"Cash\"", Error("Csh", new[] { 1.0, 3 }), StringComparison.Ordinal);
        string Rank(object values) => Refused(() => new SystemFrames(Institutions, Of(["Bonds", "Loans"], ("Liquidity rank", values)), Holdings).ToSystem());
        Assert.Contains("Assets: row \"Loans\", column \"Liquidity rank\" holds 1.5; expected a whole number", Rank(new[] { 0, 1.5 }), StringComparison.Ordinal);
        var twice = Of(["Bank A", "Bank B"], ("ShortTermDebt", new[] { 1.0, 3 }), ("Short-term debt", new[] { 1.0, 3 }));
        Assert.Contains("\"ShortTermDebt\" and \"Short-term debt\"", Refused(() => new SystemFrames(twice, Assets, Holdings).ToSystem()), StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_are_the_same_in_every_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = (System.Globalization.CultureInfo)before.Clone();
            Thread.CurrentThread.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
            Assert.Contains("holds -1.5;", Refused(() => Of(["Bank A"], ("Bonds", new[] { -1.5 })).ToHoldings()), StringComparison.Ordinal);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 100)];

    private static FinancialSystem RandomSystem(int seed)
    {
        var system = RandomSystems.Create(seed);
        // Labels and listed zeros that a careless reader would lose.
        string Renamed(string name) => seed % 3 == 0 ? $"{name} \"ß\", λ\n{seed}" : name;
        return new FinancialSystem(
            system.Institutions.Select(i => new Institution(Renamed(i.Name))
            {
                Kind = i.Kind, Cash = i.Cash, OtherAssets = i.OtherAssets, Debt = i.Debt, ShortTermDebt = i.ShortTermDebt,
                OffBalanceSheetExposure = i.OffBalanceSheetExposure, RiskAversion = i.RiskAversion,
            }),
            system.Assets,
            system.Amounts.Select((h, at) => h with { Institution = Renamed(h.Institution), Amount = at % 5 == 4 ? 0 : h.Amount }),
            system.Debts.Select(c => new InterbankClaim(Renamed(c.Debtor), Renamed(c.Creditor), c.Amount)));
    }

    private static Frame<string, string> Shuffled(Frame<string, string> frame, Random random)
    {
        var (rows, columns) = (frame.RowKeys.ToArray(), frame.ColumnKeys.ToArray());
        random.Shuffle(rows);
        random.Shuffle(columns);
        return Frame.FromColumns(columns.Select(name => KeyValue.Create(name, frame.GetColumn<double>(name)))).GetRows(rows);
    }

    private static void AssertSame(FinancialSystem expected, FinancialSystem actual)
    {
        Assert.Equal(expected.Institutions.AsEnumerable(), actual.Institutions);
        Assert.Equal(expected.Assets.AsEnumerable(), actual.Assets);
        Assert.Equal(expected.Amounts.ToHashSet(), actual.Amounts.ToHashSet());
        Assert.Equal(expected.Amounts.Length, actual.Amounts.Length);
        Assert.Equal(expected.Debts.ToHashSet(), actual.Debts.ToHashSet());
        Assert.Equal(expected.Debts.Length, actual.Debts.Length);
    }
}
